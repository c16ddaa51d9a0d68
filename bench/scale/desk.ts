import { crowdMember } from '../../src/demo/crowd/crowd.ts'
import { formValue } from '../browser.ts'
import { expectLed, expectShown, type Kinds, shown } from './kind.ts'
import { letterTo } from './letters.ts'
import type { Asked } from './university.ts'

const REASON = 'Asked at the desk, the student card was shown.'

/** What staff do about people. Both are asked for the same answers: one person, or as many as a page has. */
export const desk: Kinds = {
  'desk: search by name and album number': (asked, turn) => {
    const { givenNames, surname, albumNumber = '' } = first(turn)
    return search(asked, `${givenNames} ${surname} ${albumNumber}`)
  },
  'desk: search by the beginning of a name': (asked, turn) => search(asked, ['Ma', 'An', 'Ko'][turn % 3] ?? ''),
  'desk: search by album number': (asked, turn) => search(asked, first(turn).albumNumber ?? '500001'),
  'desk: search by address': (asked, turn) => search(asked, first(turn).assignedAddress ?? ''),
  // Nobody, as a rule.
  'desk: search by a mistyped name': (asked, turn) => search(asked, mistyped(first(turn).surname), 'id="found"'),
  'desk: page of a person': ({ operator, nextLookedAt }) => {
    const { id, albumNumber = '' } = nextLookedAt()
    return shown(operator, `/desk/people/${id}`, albumNumber)
  },
  'desk: sending a link': {
    async prepare({ operator, database, nextChanged }) {
      const { id, login } = nextChanged()
      const path = `/desk/people/${id}`
      const form = formValue((await shown(operator, path, `${path}/send-link`)).body)
      return {
        ask: async () =>
          expectLed(await operator.post(`${path}/send-link`, { form, reason: REASON }), `${path}?done=send-link`),
        check: () => letterTo(database, login),
      }
    },
  },
  'desk: one-time code': {
    async prepare({ operator, nextChanged }) {
      const path = `/desk/people/${nextChanged().id}`
      const form = formValue((await shown(operator, path, `${path}/issue-code`)).body)
      const filled = { form, reason: REASON, proof: 'card', handover: 'spoken' }
      return { ask: async () => expectShown(await operator.post(`${path}/issue-code`, filled), '<code class="big">') }
    },
  },
  'desk: letters': ({ operator }) => shown(operator, '/desk/letters', '/desk/letters/'),
  'desk: activity': ({ auditor }) => shown(auditor, '/desk/activity', 'before='),
  // A full page in both.
  'desk: activity, failures of one kind': ({ auditor }) =>
    shown(auditor, '/desk/activity?outcome=failure&event=link-requested', 'before='),
  'desk: activity of one person': ({ auditor, nextLookedAt }) => {
    const { id } = nextLookedAt()
    return shown(auditor, `/desk/activity?person=${id}`, `/desk/people/${id}`)
  },
}

/** Types it into the form of the search and follows to the list, or to the one who was found. */
async function search({ operator }: Asked, typed: string, words = 'href="/desk/people/crowd-') {
  const form = formValue((await shown(operator, '/desk/people', 'name="q"')).body)
  const found = await operator.get(
    expectLed(await operator.post('/desk/people', { form, q: typed }), '/desk/people?q='),
  )
  if (found.status === 303) expectLed(found, '/desk/people/')
  else expectShown(found, words)
}

/** The same person in both: somebody of the first thousand, and not one after the other. */
function first(turn: number) {
  return crowdMember((turn * 7919) % 1000, 'agh.edu.pl', new Date('2026-11-22T00:00:00Z')).person
}

function mistyped(name: string) {
  return name.length > 3 ? `${name.slice(0, 2)}${name[3]}${name[2]}${name.slice(4)}` : `${name}a`
}
