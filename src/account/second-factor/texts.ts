import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('account.second-factor', {
  heading: { pl: 'Drugi składnik logowania', en: 'Second factor' },
  none: {
    pl: 'Nie jest ustawiony. To kod z aplikacji, o który pytamy po haśle, gdy prosi o to usługa: skradzione hasło wtedy nie wystarczy.',
    en: 'None is set up. It is a code from an app that we ask for after the password, where a service wants it: a stolen password is not enough then.',
  },
  setUp: { pl: 'Ustaw drugi składnik', en: 'Set up a second factor' },
  since: { pl: 'Aplikacja z kodami, ustawiona {day}', en: 'An app that shows codes, set up on {day}' },
  codesLeft: { pl: 'Zostało kodów zapasowych: {left} z {all}.', en: 'Recovery codes left: {left} of {all}.' },
  codes: { pl: 'Kody zapasowe', en: 'Recovery codes' },
  remove: { pl: 'Usuń albo zmień aplikację', en: 'Remove it, or change the app' },

  removeTitle: { pl: 'Usuń drugi składnik logowania', en: 'Remove the second factor' },
  removeLead: {
    pl: 'Wszystkie Twoje sesje się skończą, także ta. Po zalogowaniu można ustawić nową aplikację, na przykład w nowym telefonie.',
    en: 'All your sessions end, this one too. After signing in you may set up another app, on a new telephone for example.',
  },
  removeDesk: {
    pl: 'Kto nie ma już ani aplikacji, ani kodów zapasowych, pisze do: {itDesk}, {itDeskMail}.',
    en: 'Whoever has neither the app nor a recovery code writes to the {itDesk}, {itDeskMail}.',
  },
  removeButton: { pl: 'Usuń drugi składnik', en: 'Remove the second factor' },
  notRemoved: { pl: 'Drugi składnik został', en: 'The second factor is still there' },
  notRenewed: { pl: 'Kody zapasowe zostały te same', en: 'The recovery codes are still the same' },
  removedTitle: { pl: 'Drugi składnik został usunięty', en: 'The second factor has been removed' },
  removedLead: {
    pl: 'Wszystkie Twoje sesje się skończyły. Zaloguj się ponownie, aby ustawić nową aplikację.',
    en: 'All your sessions have ended. Sign in again to set up another app.',
  },
  signIn: { pl: 'Zaloguj się', en: 'Sign in' },
  toAccount: { pl: 'Przejdź do mojego konta', en: 'Go to my account' },
  onTo: { pl: 'Przejdź dalej', en: 'Go on' },
  back: { pl: 'Wróć', en: 'Go back' },

  password: { pl: 'Hasło', en: 'Password' },
  why: { pl: 'Podaj hasło, abyśmy mieli pewność, że to Ty.', en: 'Type your password, so that we know it is you.' },
  code: { pl: 'Kod z aplikacji albo kod zapasowy', en: 'Code from your app, or a recovery code' },
  codeHint: {
    pl: 'Sześć cyfr albo jeden z dziesięciu kodów, na przykład K7QF-29TD-M4XW-8PZC.',
    en: 'Six digits, or one of the ten codes, such as K7QF-29TD-M4XW-8PZC.',
  },
  passwordMissing: { pl: 'Wpisz swoje hasło', en: 'Type your password' },
  passwordWrong: {
    pl: 'Wpisz swoje hasło jeszcze raz: podane się nie zgadza',
    en: 'That is not your password. Type it again',
  },
  codeMissing: {
    pl: 'Wpisz sześć cyfr z aplikacji albo kod zapasowy',
    en: 'Type the six digits of the app, or a recovery code',
  },
  codeWrong: {
    pl: 'Poczekaj na następny kod w aplikacji i wpisz go: ten się nie zgadza albo już został użyty',
    en: 'Wait for the next code in the app and type it: this one is wrong, or has been used',
  },
  waitSome: {
    pl: 'Zbyt wiele błędnych prób. Spróbuj ponownie za {time}',
    en: 'Too many wrong attempts. Try again in {time}',
  },
  waitForLink: {
    pl: 'Zbyt wiele błędnych haseł. Ustaw nowe hasło odnośnikiem z wiadomości',
    en: 'Too many wrong passwords. Set a new password by a mailed link',
  },
  waitForDesk: {
    pl: 'Zbyt wiele błędnych kodów. Drugi składnik musi usunąć {itDesk}: {itDeskMail}',
    en: 'Too many wrong codes. The {itDesk} has to remove the second factor: {itDeskMail}',
  },
})
