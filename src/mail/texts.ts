import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('letter', {
  wordmark: { pl: 'konto USOS', en: 'USOS account' },
  orCopy: { pl: 'Albo skopiuj ten adres do przeglądarki:', en: 'Or copy this address into your browser:' },
  desks: {
    pl: 'Konta USOS: {usosDeskMail}. Skrzynki pocztowe: {itDeskMail}.',
    en: 'USOS accounts: {usosDeskMail}. Mailboxes: {itDeskMail}.',
  },
  neverAsked: {
    pl: 'Nigdy nie prosimy o przesłanie hasła ani numeru PESEL pocztą elektroniczną.',
    en: 'We never ask you to send a password or a PESEL number by mail.',
  },
})
