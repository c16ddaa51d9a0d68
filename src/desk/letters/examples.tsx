import { asLetterId } from '../../database/index.ts'
import type { Example } from '../../web/index.ts'
import { examplePerson, exampleStaff } from '../example-staff.ts'
import type { DeskLetter } from './letter.ts'
import { LetterPage, NoLetterPage } from './pages/letter.tsx'
import { LettersPage } from './pages/letters.tsx'
import type { LetterList, LetterView } from './tasks.ts'

const staff = exampleStaff('help-desk')
const alicja = examplePerson({ id: 'alicja', connected: true })
const at = (time: string) => new Date(`2026-11-22T${time}:00Z`)

const letter: DeskLetter = {
  id: asLetterId('letter-1'),
  kind: 'first-password',
  person: alicja.id,
  subject: 'Ustaw pierwsze hasło do konta USOS AGH',
  language: 'pl',
  recipient: 'alicja.wrona@student.agh.edu.pl',
  state: 'sent',
  at: at('11:02'),
  attempts: 1,
  nextAttemptAt: at('11:02'),
  finishedAt: at('11:03'),
  lastError: undefined,
  bounce: undefined,
  bounceStatus: undefined,
  bouncedAt: undefined,
}
const late: DeskLetter = {
  ...letter,
  id: asLetterId('letter-2'),
  state: 'queued',
  attempts: 4,
  nextAttemptAt: at('13:20'),
  finishedAt: undefined,
  lastError: 'ESOCKET CONN',
}
const bounced: DeskLetter = { ...letter, bounce: 'hard', bounceStatus: '5.1.1', bouncedAt: at('11:05') }
const notice: DeskLetter = {
  ...letter,
  id: asLetterId('letter-3'),
  kind: 'password-changed',
  subject: 'Hasło zostało zmienione',
  state: 'given-up',
  lastError: 'EENVELOPE RCPT TO 452 4.2.2',
}
const all: readonly DeskLetter[] = [
  late,
  { ...bounced, id: asLetterId('letter-4') },
  { ...letter, id: asLetterId('letter-5'), bounce: 'delayed', bounceStatus: '4.4.1', bouncedAt: at('11:30') },
  { ...letter, id: asLetterId('letter-6'), bounce: 'soft', bounceStatus: '5.2.2', bouncedAt: at('11:30') },
  notice,
  { ...letter, id: asLetterId('letter-7'), state: 'suppressed', lastError: '5.1.1' },
  { ...letter, id: asLetterId('letter-8'), state: 'dropped', lastError: 'expired' },
  { ...letter, id: asLetterId('letter-9'), state: 'dropped', lastError: 'withdrawn' },
  { ...letter, id: asLetterId('letter-10'), person: undefined },
]
const list: LetterList = {
  wanted: {},
  address: undefined,
  letters: all,
  names: new Map([[alicja.id, alicja]]),
  olderThan: 'letter-10',
}
const view: LetterView = { letter, person: alicja, rest: undefined, again: 'fresh-link' }
const rest = { since: at('11:05'), until: new Date('2026-12-22T11:05:00Z'), status: '5.1.1' }

/** Each picture costs a look by every inspection: they show all states together rather than each alone. */
export const lettersExamples: readonly Example[] = [
  {
    name: 'letters',
    title: 'What became of letters to one address, a later page',
    render: () => (
      <LettersPage
        staff={staff}
        list={{ ...list, wanted: { to: 'sealed', day: '2026-11-22', before: 'letter-1' }, address: letter.recipient }}
      />
    ),
  },
  {
    name: 'letters-no-address',
    title: 'No letters, and what was typed is no address',
    render: () => <LettersPage staff={staff} list={{ ...list, letters: [], olderThan: undefined }} broken="alicja" />,
  },
  {
    name: 'letter-bounced',
    title: 'A letter that came back for good: its address rests',
    render: () => <LetterPage staff={staff} view={{ ...view, letter: bounced, rest, again: 'address-rests' }} />,
  },
  {
    name: 'letter-without-reason',
    title: 'A notice that can be written anew, asked for without a reason',
    render: () => (
      <LetterPage
        staff={staff}
        view={{ ...view, letter: notice, again: 'write-anew' }}
        refused={{ step: 'again', fault: 'missing', reason: '' }}
      />
    ),
  },
  {
    name: 'letter-for-another-role',
    title: 'A letter that is late, seen by an auditor',
    render: () => <LetterPage staff={exampleStaff('auditor')} view={{ ...view, letter: late }} done="woken" />,
  },
  { name: 'letter-none', title: 'No such letter', render: () => <NoLetterPage staff={staff} /> },
]
