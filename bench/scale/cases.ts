import { formValue } from '../browser.ts'
import { CASE_NUMBER } from './fill.ts'
import { expectLed, type Kinds, shown } from './kind.ts'
import { letterTo } from './letters.ts'
import type { Student } from './students.ts'
import type { Asked } from './university.ts'

/** What staff do about the cases of people who were not recognized. */
export const cases: Kinds = {
  // A full page in both.
  'desk: queue of cases': ({ operator }) => shown(operator, '/desk/cases', '/desk/cases?page=2'),
  'desk: a case': {
    async prepare(asked) {
      const path = `/desk/cases/${await openCase(asked, asked.nextStudent())}`
      return { ask: () => shown(asked.registration, path, '/send-link') }
    },
  },
  'desk: page of a person with a case': {
    async prepare(asked) {
      const student = asked.nextStudent()
      const id = await openCase(asked, student)
      return { ask: () => shown(asked.operator, `/desk/people/${student.id}`, id) }
    },
  },
  'desk: case taken': {
    async prepare(asked) {
      const { registration } = asked
      const id = await openCase(asked, asked.nextStudent())
      const form = formValue((await shown(registration, `/desk/cases/${id}`, '/take')).body)
      return {
        ask: async () =>
          expectLed(
            await registration.post(`/desk/cases/student/${id}/take`, { form, from: '' }),
            `/desk/cases/${id}?news=taken`,
          ),
      }
    },
  },
  'desk: case answered by a link': {
    async prepare(asked) {
      const { registration, database } = asked
      const student = asked.nextStudent()
      const id = await openCase(asked, student)
      const form = formValue((await shown(registration, `/desk/cases/${id}`, '/send-link')).body)
      const answer = { form, person: student.id, seen: '1', reason: 'The album number is theirs.' }
      return {
        ask: async () =>
          expectLed(await registration.post(`/desk/cases/student/${id}/send-link`, answer), `/desk/cases?done=${id}`),
        check: () => letterTo(database, student.login),
      }
    },
  },
}

/** In the table: how a case comes to the desk is a request of its own. */
async function openCase({ database }: Asked, { id, albumNumber }: Student): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `insert into cases (id, kind, address, person_id, field_of_study, album_number, has_right, note, language, opened_at, last_asked_at, state)
     values (${CASE_NUMBER}, 'student', 'nowa.' || gen_random_uuid() || '@student.agh.edu.pl', $1, 'Informatyka', $2, true, '', 'pl', now(), now(), 'open')
     returning id`,
    [id, albumNumber],
  )
  return rows[0]?.id ?? ''
}
