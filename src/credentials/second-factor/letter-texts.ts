import { defineTexts } from '../../language/index.ts'

export const letterTexts = defineTexts('second-factor-letters', {
  codeSubject: { pl: 'Kod do ustawienia drugiego składnika', en: 'A code for setting up your second factor' },
  codeLead: {
    pl: 'Wpisz ten kod na stronie, na której ustawiasz drugi składnik logowania. Nikomu go nie podawaj.',
    en: 'Type this code on the page where you set up the second factor. Give it to nobody.',
  },
  code: { pl: 'Kod', en: 'Code' },
  codeUntil: { pl: 'Ważny do', en: 'Works until' },
  codeNotYou: {
    pl: 'Jeśli to nie Ty, ktoś zna Twoje hasło: zmień je i napisz na adres {itDeskMail} ({itDesk}).',
    en: 'If this was not you, somebody knows your password: change it, and write to {itDeskMail} ({itDesk}).',
  },
  when: { pl: 'Kiedy', en: 'When' },
  codesLeft: { pl: 'Zostało kodów', en: 'Codes left' },
  enrolledSubject: { pl: 'Ustawiono drugi składnik logowania', en: 'Your second factor is set up' },
  enrolledLead: {
    pl: 'Usługi, które o to proszą, wpuszczają Cię od teraz z kodem z aplikacji; do obsługi kont też wchodzi się tylko z nim.',
    en: 'Services that ask for it let you in with a code from your app from now on; so does the desk.',
  },
  renewedSubject: { pl: 'Utworzono nowe kody zapasowe', en: 'New recovery codes were made' },
  renewedLead: {
    pl: 'Poprzednie kody zapasowe przestały działać.',
    en: 'The earlier recovery codes no longer work.',
  },
  removedSubject: { pl: 'Usunięto drugi składnik logowania', en: 'Your second factor was removed' },
  removedLead: {
    pl: 'Twoje sesje zostały zakończone. Zaloguj się ponownie i, jeśli potrzebujesz drugiego składnika, ustaw go od nowa.',
    en: 'Your sessions have been ended. Sign in again and, where you need a second factor, set up a new one.',
  },
  usedSubject: { pl: 'Użyto kodu zapasowego', en: 'A recovery code was used' },
  usedLead: {
    pl: 'Ktoś potwierdził logowanie kodem zapasowym, po podaniu Twojego hasła.',
    en: 'Somebody confirmed a sign-in by a recovery code, after your password.',
  },
  you: { pl: 'Jeśli to Ty, nic nie trzeba robić.', en: 'If it was you, there is nothing to do.' },
  notYou: {
    pl: 'Jeśli nie, zmień hasło i od razu napisz na adres {itDeskMail} ({itDesk}).',
    en: 'If it was not, change your password and write to {itDeskMail} ({itDesk}) at once.',
  },
})
