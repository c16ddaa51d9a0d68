import { formValue } from '../browser.ts'
import { expectLed, type Kind, type Kinds, shown } from './kind.ts'
import { letterTo, linkTo } from './letters.ts'
import type { Asked } from './university.ts'

/** Help requests of people whose mailbox the registry does not know. */
export const notRecognized: Kinds = {
  'help request of a student': helpRequest('student'),
  'help request of a teacher': helpRequest('teacher'),
  'help request, confirmed by its link': {
    async prepare(asked, turn) {
      const mailbox = `potwierdza.${turn}@student.agh.edu.pl`
      const { stranger, database } = asked
      await askForHelp(asked, 'student', mailbox)
      const link = await linkTo(database, mailbox)
      stranger.become()
      return {
        async ask() {
          const path = expectLed(await stranger.get(link), '/not-recognized/request/')
          const form = formValue((await shown(stranger, path, 'name="form"')).body)
          expectLed(await stranger.post(path, { form }), path)
          await shown(stranger, path, 'R-20')
        },
      }
    },
  },
}

type Who = 'student' | 'teacher'

function helpRequest(who: Who): Kind {
  return {
    async prepare(asked, turn) {
      const mailbox = `${who}.${turn}@student.agh.edu.pl`
      return {
        ask: () => askForHelp(asked, who, mailbox),
        check: () => letterTo(asked.database, mailbox),
      }
    },
  }
}

async function askForHelp({ stranger, nextChanged }: Asked, who: Who, mailbox: string) {
  const path = `/not-recognized/${who}`
  const { form } = await stranger.openForm(path)
  const facts =
    who === 'student'
      ? { field: 'Informatyka', album: nextChanged().albumNumber ?? '', right: 'yes' }
      : { note: 'Od tygodnia nie moge sie zalogowac.' }
  expectLed(await stranger.post(path, { form, mailbox, ...facts }), '/not-recognized/sent')
}
