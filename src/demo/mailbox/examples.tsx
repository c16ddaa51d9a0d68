import type { Example } from '../../web/index.ts'
import type { KeptLetter } from './kept-letter.ts'
import { LetterPage } from './pages/letter.tsx'
import { MailboxPage } from './pages/mailbox.tsx'

const letter: KeptLetter = {
  position: '2',
  id: 'k7QdAb3fGh',
  from: 'USOSweb AGH <usosweb@agh.edu.pl>',
  to: 'alicja.wrona@student.agh.edu.pl',
  subject: 'Ustaw hasło do konta USOS AGH',
  text: 'Ustaw hasło\n\nOtwórz odnośnik:\n\nhttp://localhost:3000/set-password/k7QdAb3fGh.Zr9uWm3xA0kLmNoPqRsTuVwX\n\n-- \nPunkt pomocy USOS\n',
  html: '<p>Ustaw hasło</p>',
  headers: { From: 'USOSweb AGH <usosweb@agh.edu.pl>', 'Auto-Submitted': 'auto-generated' },
  createdAt: new Date('2026-11-22T13:07:00Z'),
}
const notice: KeptLetter = {
  ...letter,
  position: '1',
  id: 'Zr9uWm3xA0',
  to: 'bogusz.warzecha@agh.edu.pl',
  subject: 'Hasło zostało zmienione',
  text: 'Hasło zostało zmienione\n',
}

export const mailboxExamples: readonly Example[] = [
  {
    name: 'mailbox',
    title: 'The development mailbox',
    render: () => <MailboxPage letters={[letter, notice]} to="" refreshing={false} />,
  },
  {
    name: 'mailbox-empty',
    title: 'The development mailbox, empty',
    render: () => <MailboxPage letters={[]} to="" refreshing />,
  },
  {
    name: 'mailbox-nothing-found',
    title: 'The development mailbox, nothing found',
    render: () => <MailboxPage letters={[]} to="nobody" refreshing={false} />,
  },
  { name: 'mailbox-letter', title: 'A letter in the mailbox', render: () => <LetterPage letter={letter} /> },
]
