import { formValue } from '../browser.ts'
import { expectLed, type Kinds, shown } from './kind.ts'
import { letterTo, linkTo } from './letters.ts'
import { signIn } from './signing-in.ts'
import type { Student } from './students.ts'
import type { Asked } from './university.ts'

/** In nobody's name, address, album number or PESEL. */
const BY_LINK = 'Wrzos#5-kwitnie-cicho'
const BY_CHANGE = 'Wrzos#5-pachnie-cicho'

/** The journey to a new password by a mailed link, step by step, and a new one for the old one. */
export const newPassword: Kinds = {
  'request for a link': {
    async prepare(asked) {
      const { login } = asked.nextChanged()
      return {
        ask: () => askForLink(asked, login),
        check: () => linkTo(asked.database, login),
      }
    },
  },
  'mailed link, opened': {
    async prepare(asked) {
      const { login } = asked.nextChanged()
      await askForLink(asked, login)
      const link = await linkTo(asked.database, login)
      asked.stranger.become()
      return { ask: () => openLink(asked, link) }
    },
  },
  'new password by a mailed link': {
    async prepare(asked) {
      const { stranger, database, nextStudent } = asked
      const student = nextStudent()
      await askForLink(asked, student.login)
      const { path, form } = await openLink(asked, await linkTo(database, student.login))
      const answers = { form, link: path.slice(path.lastIndexOf('/') + 1), pesel: student.pesel, ...twice(BY_LINK) }
      return {
        ask: async () => expectLed(await stranger.post(path, answers), '/set-password/done'),
        check: () => toldOfNew(student, BY_LINK, asked),
      }
    },
  },
  'new password for the old one': {
    async prepare(asked) {
      const { stranger, nextStudent } = asked
      const student = nextStudent()
      await signIn(stranger, student)
      const form = formValue((await shown(stranger, '/password-change', 'name="current"')).body)
      const answers = { form, current: student.password, ...twice(BY_CHANGE) }
      return {
        ask: async () => expectLed(await stranger.post('/password-change', answers), '/password-change/done'),
        check: () => toldOfNew(student, BY_CHANGE, asked),
      }
    },
  },
}

const twice = (password: string) => ({ new: password, repeat: password })

async function askForLink({ stranger }: Asked, email: string) {
  const { form } = await stranger.openForm('/reset-password')
  expectLed(await stranger.post('/reset-password', { form, email }), '/reset-password/')
}

async function openLink({ stranger }: Asked, link: string) {
  const path = expectLed(await stranger.get(link), '/set-password/')
  return { path, form: formValue((await shown(stranger, path, 'name="pesel"')).body) }
}

async function toldOfNew(student: Student, password: string, { database }: Asked) {
  student.password = password
  await letterTo(database, student.login)
}
