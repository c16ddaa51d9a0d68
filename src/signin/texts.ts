import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('signin', {
  title: { pl: 'Zaloguj się', en: 'Sign in' },
  toContinue: { pl: 'aby przejść do: {service}', en: 'to continue to {service}' },
  signInAgain: {
    pl: 'Ta usługa prosi o ponowne podanie hasła.',
    en: 'This service asks you to type your password again.',
  },
  signedInAlready: { pl: 'Zalogowano: {name}.', en: 'You are signed in as {name}.' },
  warn: {
    pl: 'Pytaj, zanim zalogujesz mnie do innej usługi',
    en: 'Warn me before signing me in to other sites',
  },
  rememberMe: {
    pl: 'Nie wylogowuj mnie na tym urządzeniu (nie zaznaczaj, jeśli korzystają z niego inni)',
    en: 'Keep me signed in on this device (not on one that others use)',
  },
  id: { pl: 'Identyfikator', en: 'ID' },
  idHint: { pl: 'Twój uczelniany adres e-mail', en: 'Your university e-mail address' },
  password: { pl: 'Hasło', en: 'Password' },
  signIn: { pl: 'Zaloguj się', en: 'Sign in' },
  resetPassword: { pl: 'Zresetuj hasło', en: 'Reset password' },
  alwaysAt: {
    pl: 'Ta strona ma zawsze adres {host}. Jeśli przeglądarka pokazuje inny, nie wpisuj hasła.',
    en: 'This page is always at {host}. If your browser shows another address, do not type your password.',
  },
  refused: { pl: 'Nieprawidłowy identyfikator lub hasło', en: 'Wrong ID or password' },
  refusedLead: {
    pl: 'Sprawdź oba pola albo {reset}. Po wielu błędnych próbach trzeba chwilę odczekać.',
    en: 'Check these two fields, or {reset}. After many wrong attempts you have to wait a while.',
  },
  setNewPassword: { pl: 'ustaw nowe hasło', en: 'set a new password' },
  checkId: {
    pl: 'Identyfikator: sprawdź, czy to cały uczelniany adres e-mail, bez literówki',
    en: 'ID: check that it is the whole university e-mail address, without a typing error',
  },
  checkPassword: { pl: 'Hasło: wpisz je ponownie', en: 'Password: type it again' },
  notRecognizedLead: {
    pl: 'W identyfikatorze nie ma błędu? {below}.',
    en: 'No mistake in the ID? {below}.',
  },
  whatToDo: { pl: 'Niżej piszemy, co zrobić dalej', en: 'What to do next is below' },
  firstTime: {
    pl: 'Logujesz się pierwszy raz albo nie pamiętasz hasła?',
    en: 'Signing in for the first time, or forgot your password?',
  },
  firstTimeLead: {
    pl: 'Na uczelnianą skrzynkę wyślemy odnośnik do ustawienia hasła: {reset}.',
    en: 'We send a link to your university mailbox: {reset}.',
  },
  formUsed: { pl: 'Ten formularz był już wysłany', en: 'This form was sent before' },
  formUsedLead: {
    pl: 'Dla bezpieczeństwa każdy formularz działa raz. Wpisz hasło ponownie.',
    en: 'For your safety each form works once. Type your password again.',
  },
  signedIn: { pl: 'Zalogowano', en: 'You are signed in' },
  signedInAs: { pl: 'jako {name}', en: 'as {name}' },
  toPortal: { pl: 'Przejdź do {system}', en: 'Go to {system}' },
  toAccount: { pl: 'Moje konto', en: 'My account' },
  toPasswordChange: { pl: 'Zmień hasło', en: 'Change password' },
  signedInSafety: {
    pl: 'Na komputerze, z którego korzystają inni, po zakończeniu pracy wyloguj się i zamknij przeglądarkę.',
    en: 'On a computer that others use, log out and close the browser when you have finished.',
  },
  signedOut: { pl: 'Wylogowano', en: 'You have been logged out' },
  signedOutLead: {
    pl: 'Sesja w centralnym logowaniu jest zakończona.',
    en: 'Your session at the central sign-in has ended.',
  },
  servicesTold: { pl: 'Powiadamiamy o tym usługi', en: 'These services are being told' },
  servicesLeft: { pl: 'Z tych usług wyloguj się osobno', en: 'Log out of these yourself' },
  servicesLeftLead: {
    pl: 'Nie przyjmują wiadomości o wylogowaniu, więc Twoja sesja może tam nadal trwać.',
    en: 'These services cannot be told that you logged out, so you may still be signed in there.',
  },
  closeBrowser: {
    pl: 'Na komputerze, z którego korzystają inni, zamknij też przeglądarkę.',
    en: 'On a computer that others use, close the browser too.',
  },
  signInAnew: { pl: 'Zaloguj się ponownie', en: 'Sign in again' },
  backToPortal: { pl: 'Wróć do {system}', en: 'Back to {system}' },
  noticeSubject: { pl: 'Logowanie po nieudanych próbach', en: 'A sign-in after failed attempts' },
  noticeLead: {
    pl: 'Na Twoje konto {account} zalogowano się po kilku nieudanych próbach (błędne hasło: {failures}).',
    en: 'Somebody signed in to your {account} account after several failed attempts (wrong password: {failures}).',
  },
  noticeTime: { pl: 'Kiedy', en: 'When' },
  noticeBrowser: { pl: 'Przeglądarka', en: 'Browser' },
  noticeYou: {
    pl: 'Jeśli to Twoje logowanie, nic nie trzeba robić.',
    en: 'If it was you, there is nothing to do.',
  },
  noticeNotYou: {
    pl: 'Jeśli nie, ustaw nowe hasło na stronie logowania ({host}) i napisz do: {usosDesk}, {usosDeskMail}.',
    en: 'If it was not, set a new password at the sign-in page ({host}) and write to the {usosDesk}, {usosDeskMail}.',
  },
})
