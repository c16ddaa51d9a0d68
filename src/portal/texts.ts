import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('portal', {
  frontTitle: { pl: 'Strona główna', en: 'Front page' },
  mineTitle: { pl: 'Mój {system}', en: 'My {system}' },
  notLoggedIn: { pl: 'Nie zalogowano', en: 'You are not logged in' },
  logIn: { pl: 'zaloguj się', en: 'log in' },
  setFirstPassword: { pl: 'Ustaw pierwsze hasło', en: 'Set your first password' },
  forgotPassword: { pl: 'Nie pamiętam hasła', en: 'I forgot my password' },
  sessionOver: { pl: 'Sesja wygasła. Zaloguj się ponownie.', en: 'Your session has expired. Log in again.' },
  loggedOut: {
    pl: 'Wylogowano. Na komputerze, z którego korzystają inni, zamknij też przeglądarkę.',
    en: 'You have been logged out. On a computer that others use, close the browser too.',
  },
  news: { pl: 'Aktualności', en: 'News' },
  links: { pl: 'Przydatne strony', en: 'Useful pages' },
  greeting: { pl: 'Dzień dobry, {name}', en: 'Hello, {name}' },
  albumNumber: { pl: 'Numer albumu {number}', en: 'Album number {number}' },
  signedInWith: { pl: 'Twój identyfikator: {id}', en: 'Your ID: {id}' },
  yourAccount: { pl: 'Twoje konto', en: 'Your account' },
  myAccount: { pl: 'Moje konto', en: 'My account' },
  myAccountLead: {
    pl: 'Kierunki studiów, adresy i miejsca, w których trwa Twoja sesja',
    en: 'Fields of study, addresses, and where you are signed in',
  },
  changePassword: { pl: 'Zmień hasło', en: 'Change password' },
  changePasswordLead: { pl: 'Potrzebne będzie obecne hasło', en: 'You need your current password' },
  services: { pl: 'Usługi', en: 'Services' },

  refusedHeading: {
    pl: 'Tym razem nie udało się zalogować do {system}',
    en: 'Logging in to {system} did not work this time',
  },
  refusedLead: {
    pl: 'Potwierdzenie z serwera logowania działa raz i krótko, a to już straciło ważność. Z Twoim kontem wszystko jest w porządku.',
    en: 'The confirmation from the sign-in server works once and for a short time, and this one is no longer good. Nothing is wrong with your account.',
  },
  noAnswerHeading: { pl: 'Serwer logowania nie odpowiada', en: 'The sign-in server does not answer' },
  noAnswerLead: {
    pl: 'To nasza usterka. Nie zalogowaliśmy Cię do {system}. Spróbuj ponownie za chwilę.',
    en: 'The fault is ours. We have not logged you in to {system}. Try again in a moment.',
  },
  notServedHeading: { pl: '{system} nie ma Twoich danych', en: '{system} does not know you' },
  notServedLead: {
    pl: 'Logowanie się powiodło, ale z tym kontem nie jest powiązany żaden numer USOS, więc nie mamy czego pokazać.',
    en: 'You have signed in, but this account is not linked to a USOS number, so there is nothing we could show you.',
  },
  notServedAdvice: {
    pl: 'Napisz z uczelnianego adresu do: {desk}, {mail}. Podaj numer referencyjny.',
    en: 'Write to the {desk} ({mail}) from your university address. Give the reference number.',
  },
  notServedHelp: { pl: 'Co to znaczy i co zrobić najpierw', en: 'What it means, and what to do first' },
  helpAdvice: {
    pl: 'Jeśli to się powtarza, napisz do: {desk}, {mail}. Podaj numer referencyjny.',
    en: 'If it happens again, write to the {desk} ({mail}). Give the reference number.',
  },
  reference: { pl: 'Numer referencyjny', en: 'Reference number' },
  tryAgain: { pl: 'Spróbuj ponownie', en: 'Try again' },
  logOutButton: { pl: 'Wyloguj się', en: 'Log out' },
  toFront: { pl: 'Wróć na stronę główną', en: 'Back to the front page' },
})
