import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('desk', {
  older: { pl: 'Starsze', en: 'Older' },
  newest: { pl: 'Najnowsze', en: 'Newest' },
  rooms: { pl: 'Obsługa kont', en: 'Desk' },
  cases: { pl: 'Sprawy', en: 'Cases' },
  people: { pl: 'Osoby', en: 'People' },
  letters: { pl: 'Wiadomości', en: 'Letters' },
  import: { pl: 'Import', en: 'Imports' },
  services: { pl: 'Usługi', en: 'Services' },
  scim: { pl: 'Systemy', en: 'Systems' },
  roles: { pl: 'Role', en: 'Roles' },
  activity: { pl: 'Dziennik', en: 'Activity' },
  breach: { pl: 'Naruszenie', en: 'Breach' },
  settings: { pl: 'Ustawienia', en: 'Settings' },
  'second-factor': { pl: 'Kody zapasowe', en: 'Recovery codes' },
  statement: { pl: 'Deklaracja dostępności', en: 'The accessibility statement' },
  statementSoon: {
    pl: '{statement} czeka na coroczny przegląd do: {day}. Potem wpisz jego datę do pliku uczelni.',
    en: '{statement} wants its yearly review by {day}. Then write the day of it into the institution file.',
  },
  statementOverdue: {
    pl: '{statement} nie miała przeglądu w terminie (co roku do 31 marca). Przejrzyj ją i wpisz datę do pliku uczelni.',
    en: '{statement} has missed its yearly review (by 31 March). Review it, then write the day into the institution file.',
  },
  refusedTitle: { pl: 'Twoja rola na to nie pozwala', en: 'Your role does not allow this' },
  refusedLead: {
    pl: 'Nic nie zostało zmienione. Role nadaje administracja kont.',
    en: 'Nothing has been changed. Roles are given by an administrator.',
  },
  closedTitle: { pl: 'To miejsce pracy obsługi kont', en: 'This is where the desk works' },
  closedLead: {
    pl: 'Twoje konto nie ma tu żadnej roli. Nic nie zostało zmienione.',
    en: 'Your account has no role here. Nothing has been changed.',
  },
  closedHelp: {
    pl: 'Potrzebujesz pomocy z kontem? Pomoże {desk}.',
    en: 'You need help with an account? Ask the {desk}.',
  },
  formWaits: { pl: 'Twój formularz czeka', en: 'Your form is waiting' },
  formWaitsLead: {
    pl: 'Kod się zgadza. Formularz nie został jeszcze wykonany: wyślij go tak, jak był wypełniony.',
    en: 'The code is right. The form has not been carried out yet: send it as you filled it in.',
  },
  sendForm: { pl: 'Wyślij formularz', en: 'Send the form' },
  backWithoutSending: { pl: 'Wróć bez wysyłania', en: 'Go back without sending it' },
  sessionOver: { pl: 'Sesja się skończyła', en: 'Your session has ended' },
  sessionOverLead: {
    pl: 'Formularz nie został wykonany. Czeka na tej stronie: zaloguj się w nowej karcie, wróć tutaj i wyślij go.',
    en: 'The form has not been carried out. It waits on this page: sign in on a new tab, come back here and send it.',
  },
  sessionOverLost: {
    pl: 'Formularz nie został wykonany, a to, co w nim było, przepadło. Zaloguj się, a potem wypełnij go jeszcze raz.',
    en: 'The form has not been carried out, and what was in it is lost. Sign in, then fill it in once more.',
  },
  signInBeside: { pl: 'Zaloguj się w nowej karcie', en: 'Sign in on a new tab' },
  backToForm: { pl: 'Wróć do formularza', en: 'Go back to the form' },
  toAccount: { pl: 'Przejdź do swojego konta', en: 'Go to your account' },
  nationalIdDotted: {
    pl: 'Kropki zastąpiły numer, który wygląda na PESEL: nie wolno go tu zapisać. Sprawdź resztę i wyślij jeszcze raz',
    en: 'Dots have replaced the number that looks like a PESEL: it must not be kept here. Look over the rest and send it again',
  },
})

/** What a member of staff is called at the desk: the role, never the sex. */
export const roleTexts = defineTexts('desk.role', {
  'help-desk': { pl: 'punkt pomocy', en: 'help desk' },
  'registration-desk': { pl: 'punkt rejestracji', en: 'registration desk' },
  auditor: { pl: 'audyt', en: 'auditor' },
  administrator: { pl: 'administracja', en: 'administrator' },
})
