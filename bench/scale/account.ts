import { Browser, formValue } from '../browser.ts'
import { expectLed, expectShown, type Kinds, shown } from './kind.ts'
import { signIn } from './signing-in.ts'

/** What people do at their own account. */
export const account: Kinds = {
  'account page': ({ member }) => shown(member, '/account', '/account/sessions/others/end'),
  'end of one of the other sessions': {
    async prepare({ program, stranger, nextStudent }) {
      const student = nextStudent()
      // Whoever has had a turn before may have no other session left.
      const elsewhere = new Browser(program.origin)
      await signIn(elsewhere, student)
      elsewhere.close()
      await signIn(stranger, student)
      const { body } = await shown(stranger, '/account', '/account/sessions/')
      const path = /\/account\/sessions\/[0-9a-f]+\/end/.exec(body)?.[0] ?? ''
      return {
        async ask() {
          const form = formValue((await shown(stranger, path, 'name="password"')).body)
          expectLed(await stranger.post(path, { form, password: student.password }), '/account?done=one')
        },
      }
    },
  },
  'download of the own data': {
    async prepare({ stranger, nextStudent }) {
      const student = nextStudent()
      await signIn(stranger, student)
      const form = formValue((await shown(stranger, '/account/data', 'name="password"')).body)
      return {
        ask: async () =>
          expectShown(
            await stranger.post('/account/data', { form, password: student.password }),
            `"id": "${student.id}"`,
          ),
      }
    },
  },
}
