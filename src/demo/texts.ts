import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('demo', {
  title: { pl: 'Przykładowa uczelnia', en: 'The demo university' },
  lead: {
    pl: 'Wszystkie osoby są zmyślone. Wcielaj się w nie, psuj im konta i ustawiaj hasła: listy nie opuszczają tego komputera.',
    en: 'Everybody here is invented. Play them, break their accounts, set their passwords: no letter leaves this machine.',
  },
  places: { pl: 'Dokąd pójść', en: 'Where to go' },
  portal: {
    pl: 'Portal: strona główna z odnośnikiem „zaloguj się”',
    en: 'The portal: the front page with the link “log in”',
  },
  mailbox: { pl: 'Skrzynka wszystkich tych osób', en: 'The mailbox of all these people' },
  gallery: { pl: 'Każda strona w każdym stanie', en: 'Every page in every state' },
  castFile: { pl: 'Te same osoby jako JSON', en: 'The same people as JSON' },
  students: { pl: 'Studenci i studentki', en: 'Students' },
  staff: { pl: 'Nauczyciele akademiccy i pracownicy', en: 'Academic teachers and staff' },
  id: { pl: 'Identyfikator', en: 'ID' },
  otherAddresses: { pl: 'Inne adresy', en: 'Other addresses' },
  password: { pl: 'Hasło', en: 'Password' },
  noPassword: { pl: 'jeszcze go nie ma', en: 'none yet' },
  passwordChanged: { pl: 'zmienione po utworzeniu uczelni', en: 'changed since the university was seeded' },
  pesel: { pl: 'PESEL', en: 'PESEL' },
  birthDate: { pl: 'Data urodzenia', en: 'Date of birth' },
  document: { pl: 'Numer dokumentu', en: 'Document number' },
  answer: { pl: 'Pytanie zabezpieczające', en: 'Security question' },
  noAnswer: { pl: 'bez odpowiedzi: tylko kod z pomocy technicznej', en: 'no answer: only a code from the help desk' },
  album: { pl: 'Numer albumu {number}: {fields}', en: 'Album number {number}: {fields}' },
  ordinary: {
    pl: 'Zwykłe konto: zaloguj się albo poproś o nowe hasło.',
    en: 'An ordinary account: sign in, or ask for a new password.',
  },
})

/** The state of the account, in one or two words. */
export const stateTexts = defineTexts('demo-state', {
  unknown: { pl: 'nieznane', en: 'unknown' },
  'not-connected': { pl: 'niepodłączone do rejestracji', en: 'not connected to registration' },
  eligible: { pl: 'bez hasła', en: 'no password yet' },
  active: { pl: 'aktywne', en: 'active' },
  'assigned-elsewhere': { pl: 'przypisane do innego adresu', en: 'assigned to another address' },
  disabled: { pl: 'wyłączone', en: 'disabled' },
  closed: { pl: 'zamknięte', en: 'closed' },
})

/** Why this person is here: what to try with them. */
export const castHints = defineTexts('demo-cast', {
  twoFields: {
    pl: 'Dwa kierunki, jedno konto i jeden numer albumu. Zacznij tutaj.',
    en: 'Two fields of study, one account, one album number. Start here.',
  },
  threeFields: { pl: 'Trzy kierunki, w tym jeden skreślony.', en: 'Three fields of study, one of them cancelled.' },
  doubleSurname: {
    pl: 'Dwuczłonowe nazwisko z polskimi literami: żadna jego część nie może stać w haśle, także bez ogonków.',
    en: 'A double surname with Polish letters: no part of it may stand in a password, with or without the accents.',
  },
  polishLetters: {
    pl: 'Polskie litery wszędzie, gdzie się da: na stronach i w listach.',
    en: 'Polish letters wherever they fit: on pages and in letters.',
  },
  lookAlike: {
    pl: 'Wpisz identyfikator z podobną literą spoza ASCII (ı, K, ﬁ): nie prowadzi do tej osoby.',
    en: 'Type the ID with a look-alike letter from beyond ASCII (ı, K, ﬁ): it does not lead to this person.',
  },
  markup: {
    pl: 'Nazwisko ze znakami <, " i &: wszędzie ma być tylko tekstem.',
    en: 'A name with <, " and &: it must stay plain text everywhere.',
  },
  oneName: { pl: 'Jedno imię, bez nazwiska.', en: 'One name only.' },
  shortName: {
    pl: 'Bardzo krótkie imię i nazwisko: nie mogą wykluczać każdego hasła.',
    en: 'Very short names: they must not rule out every password.',
  },
  longName: {
    pl: 'Bardzo długie nazwisko i adres: sprawdź stronę na telefonie.',
    en: 'A very long name and address: look at the page on a phone.',
  },
  apostrophe: { pl: 'Apostrof w nazwisku i w adresie.', en: 'An apostrophe in the name and in the address.' },
  leadingZeros: { pl: 'Numer albumu zaczyna się od zer.', en: 'An album number that begins with zeros.' },
  leapDay: { pl: 'Data urodzenia: 29 lutego.', en: 'Born on 29 February.' },
  noProof: {
    pl: 'Konto bez numeru PESEL i bez innej odpowiedzi: logowanie działa, nowe hasło tylko z kodem z pomocy technicznej.',
    en: 'No PESEL and no other answer: signing in works, a new password needs a code from the help desk.',
  },
  birthDate: {
    pl: 'Bez numeru PESEL: odpowiedzią jest data urodzenia, także jako 05121100000.',
    en: 'No PESEL: the answer is the date of birth, also typed as 05121100000.',
  },
  documentNumber: {
    pl: 'Bez numeru PESEL: odpowiedzią jest numer paszportu.',
    en: 'No PESEL: the answer is the number of the passport.',
  },
  firstTime: {
    pl: 'Pierwsze logowanie: poproś o odnośnik i ustaw pierwsze hasło.',
    en: 'First time here: ask for the link and set the first password.',
  },
  firstTimeBirthDate: {
    pl: 'Pierwsze logowanie bez numeru PESEL: odpowiedzią jest data urodzenia.',
    en: 'First time here, without PESEL: the answer is the date of birth.',
  },
  firstTimeDocument: {
    pl: 'Pierwsze logowanie bez numeru PESEL: odpowiedzią jest numer paszportu.',
    en: 'First time here, without PESEL: the answer is the number of the passport.',
  },
  firstTimeNoProof: {
    pl: 'Pierwsze logowanie bez żadnej odpowiedzi: strona odsyła do pomocy technicznej.',
    en: 'First time here with no answer to give: the page sends the person to the help desk.',
  },
  notConnected: {
    pl: 'Trzeci rok, niepodłączony do rejestracji: „Nie rozpoznajemy tego konta” i rada dla studentów.',
    en: 'Third year, not connected to registration: “not recognized” and the advice for students.',
  },
  notConnectedTwoFields: {
    pl: 'Dwa kierunki, niepodłączone do rejestracji: w prośbie o pomoc wystarczy podać jeden z nich.',
    en: 'Two fields of study, not connected to registration: naming one of them in the help request is enough.',
  },
  mistypedAlbumNumber: {
    pl: 'Niepodłączone do rejestracji. W prośbie o pomoc podaj numer albumu 402975: punkt rejestracji zobaczy różnicę.',
    en: 'Not connected to registration. Give album number 402975 in the help request: the desk sees the difference.',
  },
  disabled: {
    pl: 'Konto wyłączone: nawet dobre hasło daje tylko neutralną odpowiedź.',
    en: 'A disabled account: even the right password gets only the neutral answer.',
  },
  closed: { pl: 'Po studiach: konto jest zamknięte.', en: 'Graduated: the account is closed.' },
  threeAddresses: {
    pl: 'Trzy adresy uczelniane, jeden przypisany. Wpisz inny: prawda przychodzi listem.',
    en: 'Three university addresses, one of them assigned. Type another one: the truth comes by mail.',
  },
  twoAddresses: {
    pl: 'Dwa adresy uczelniane, jeden przypisany.',
    en: 'Two university addresses, one of them assigned.',
  },
  oldAddress: {
    pl: 'Przypisany jest dawny adres. Wpisz nowy: z listu można poprosić punkt pomocy o zmianę.',
    en: 'The assigned address is an old one. Type the new one: the letter leads to the help desk, which can move it.',
  },
  doctoralStudent: {
    pl: 'Szkoła doktorska i zajęcia dydaktyczne: dwie role, jedno konto.',
    en: 'Doctoral student who teaches: two roles, one account.',
  },
  helpDesk: { pl: 'Pracuje w pomocy technicznej USOS.', en: 'Works at the USOS help desk.' },
  secondHelpDesk: {
    pl: 'Druga osoba w pomocy technicznej: potwierdza zmianę adresu, zaczętą przez kogoś innego.',
    en: 'The second person at the help desk: confirms an address that somebody else has moved.',
  },
  registrationDesk: { pl: 'Pracuje przy rejestracji.', en: 'Works at the registration desk.' },
  auditor: { pl: 'Czyta dziennik zdarzeń.', en: 'Reads the audit trail.' },
  administrator: {
    pl: 'Zarządza systemem: wczytuje rejestr i nadaje role.',
    en: 'Administers the system: imports the registry and gives roles.',
  },
  secondAdministrator: {
    pl: 'Druga osoba zarządzająca systemem: nikt nie zmienia własnego konta.',
    en: 'The second administrator: nobody changes their own account.',
  },
})
