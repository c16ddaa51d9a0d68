import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('desk.people', {
  // Searching
  searchTitle: { pl: 'Znajdź osobę', en: 'Find a person' },
  searchLead: {
    pl: 'Imię, nazwisko, numer albumu albo adres; w dowolnej kolejności, także bez polskich liter. Sprawę znajdziesz po numerze albo po całym adresie, z którego przyszła.',
    en: 'A name, an album number or an address, in any order, with or without Polish letters. A case is found by its number, or by the whole address it came from.',
  },
  query: { pl: 'Kogo szukasz', en: 'Whom you are looking for' },
  search: { pl: 'Szukaj', en: 'Search' },
  typeSomething: {
    pl: 'Wpisz imię, nazwisko, numer albumu, adres albo numer sprawy',
    en: 'Type a name, an album number, an address or the number of a case',
  },
  typeMore: { pl: 'Wpisz co najmniej dwa znaki', en: 'Type at least two characters' },
  noPesel: {
    pl: 'Tu nie szuka się po numerze PESEL: rejestr go nie przechowuje. Wpisz nazwisko albo numer albumu',
    en: 'Nobody is found by a PESEL number: it is not kept here. Type a surname or an album number',
  },
  notSearched: { pl: 'Nie wyszukano', en: 'Nothing was searched' },
  found: { pl: 'Znalezione osoby', en: 'People found' },
  foundCases: { pl: 'Znalezione sprawy', en: 'Cases found' },
  foundNobody: { pl: 'Nikogo nie znaleziono', en: 'Nobody was found' },
  foundNobodyHelp: {
    pl: 'Sprawdź pisownię albo wpisz mniej. Osoby, której nie ma w rejestrze uczelni, nie ma i tutaj: doda ją import.',
    en: 'Check the spelling, or type less. Somebody who is not in the registry is not here either: an import adds them.',
  },
  more: {
    pl: 'Pokazujemy {count} osób, jest ich więcej. Wpisz dokładniej.',
    en: '{count} people are shown, and there are more. Type more of the name.',
  },
  album: { pl: 'album {number}', en: 'album number {number}' },

  // The page of a person
  people: { pl: 'Osoby', en: 'People' },
  notSaved: { pl: 'Nic nie zostało zmienione', en: 'Nothing has been changed' },
  blocks: { pl: 'Co blokuje tę osobę', en: 'What blocks this person' },
  inOrder: { pl: 'W porządku: ', en: 'In order: ' },
  isBlocking: { pl: 'Blokuje: ', en: 'Blocks: ' },
  comesAfter: { pl: 'Potem: ', en: 'Comes after: ' },
  worthKnowing: { pl: 'Warto wiedzieć: ', en: 'Worth knowing: ' },

  acts: { pl: 'Co pomoże', en: 'What helps' },
  ownAccount: {
    pl: 'To Twoje własne konto: pomóc może tu tylko ktoś inny.',
    en: 'This is your own account: only somebody else can act on it.',
  },
  worksAtTheDesk: {
    pl: 'Ta osoba pracuje w obsłudze kont: zmiany na jej koncie robi tylko administracja.',
    en: 'This person works at the desk: only an administrator acts on such an account.',
  },
  registryOnly: {
    pl: 'Stąd nic nie pomoże: konto otworzy z powrotem tylko rejestr, czyli dziekanat albo dział kadr.',
    en: 'Nothing here helps: only the registry opens the account again, that is the dean’s office or human resources.',
  },
  anotherRole: { pl: 'Pomoże: {act}. Może to zrobić: {roles}.', en: 'What helps: {act}. This is done by: {roles}.' },
  nothingForRole: {
    pl: 'Twoja rola pozwala tu tylko patrzeć.',
    en: 'Your role only looks here.',
  },
  needsSecond: {
    pl: 'Przypisanie adresu potwierdza inna osoba niż ta, która go zmieniła.',
    en: 'A moved address is confirmed by somebody other than who moved it.',
  },
  reason: { pl: 'Powód', en: 'Reason' },
  reasonHint: {
    pl: 'Zostaje w dzienniku obok Twojego nazwiska. Bez numerów PESEL i haseł.',
    en: 'Kept in the audit beside your name. No PESEL, no passwords.',
  },
  reasonMissing: { pl: 'Napisz w kilku słowach, dlaczego to robisz', en: 'Say in a few words why you do this' },
  reasonTooLong: { pl: 'Skróć powód do 500 znaków', en: 'Shorten the reason to 500 characters' },
  personTold: {
    pl: 'Osoba dostaje wiadomość o każdej zmianie. Nikt tutaj nie widzi ani nie wybiera hasła.',
    en: 'The person gets a message about each action. Nobody here can see or choose a password.',
  },

  proof: { pl: 'Jak sprawdzono tożsamość', en: 'Proof of identity' },
  proofChoose: { pl: 'Wybierz', en: 'Choose' },
  proofCard: { pl: 'Legitymacja lub karta uczelni, osobiście', en: 'University card, in person' },
  proofDocument: { pl: 'Dokument tożsamości, osobiście', en: 'Identity document, in person' },
  proofKnown: { pl: 'Osoba znana osobiście', en: 'Known in person' },
  proofMissing: { pl: 'Wybierz, jak sprawdzono tożsamość', en: 'Choose how the identity was checked' },
  handover: { pl: 'Jak przekażesz kod', en: 'How the code is handed over' },
  handoverSpoken: { pl: 'Na miejscu: ważny przez {length}', en: 'Here and now: valid for {length}' },
  handoverPrinted: {
    pl: 'Wydrukowany, do ręki: ważny przez {length}',
    en: 'Printed, from hand to hand: valid for {length}',
  },
  handoverMissing: { pl: 'Wybierz, jak przekażesz kod', en: 'Choose how you hand the code over' },

  address: { pl: 'Który adres przypisać', en: 'Which address to assign' },
  addressOther: { pl: 'Inny adres uczelni', en: 'Another address of the university' },
  addressNew: { pl: 'Nowy adres', en: 'New address' },
  addressNewHint: { pl: 'W jednej z domen: {domains}', en: 'In one of the domains {domains}' },
  addressMissing: { pl: 'Wybierz adres albo wpisz nowy', en: 'Choose an address, or type a new one' },
  addressBroken: { pl: 'Wpisz cały adres, na przykład {example}', en: 'Type the whole address, such as {example}' },
  addressForeign: {
    pl: 'Wpisz adres w domenie uczelni: {domains}',
    en: 'Type an address in a domain of the university: {domains}',
  },
  addressNationalId: {
    pl: 'Wybierz inny adres: numer PESEL nie może być identyfikatorem',
    en: 'Choose another address: a PESEL number is no ID',
  },
  addressTaken: {
    pl: 'Ten adres należy do innej osoby. Adres może należeć tylko do jednej osoby: najpierw popraw rejestr',
    en: 'This address belongs to another person. An address has one owner: put the registry right first',
  },
  erase: { pl: 'Usuń dane tej osoby…', en: 'Erase this person…' },
  addressErased: {
    pl: 'Ten adres należał do osoby, której dane usunięto. Nie trafia do nikogo innego.',
    en: 'This address belonged to somebody who was erased. It is given to nobody else.',
  },
  addressSame: { pl: 'Ten adres jest już przypisany', en: 'This address is assigned already' },
  sessionWhich: { pl: 'Którą sesję zakończyć', en: 'Which session to end' },
  sessionMissing: { pl: 'Wybierz sesję', en: 'Choose a session' },
  sessionEnded: {
    pl: 'Ta sesja już się skończyła. Wybierz inną',
    en: 'This session has ended meanwhile. Choose another',
  },
  addressHold: {
    pl: 'O zmianie dowiedzą się obie skrzynki. Odnośnik wyślemy za {length} albo gdy zmianę potwierdzi druga osoba z obsługi.',
    en: 'Both mailboxes are told. The link is mailed in {length}, or when a second member of staff confirms.',
  },

  // What has been done
  doneLink: { pl: 'Odnośnik jest w drodze: {address}.', en: 'The link is on its way to {address}.' },
  doneConnected: {
    pl: 'Osoba jest podłączona do rejestracji, a odnośnik w drodze: {address}.',
    en: 'The person is connected to registration, and the link is on its way to {address}.',
  },
  doneConnectedWithout: {
    pl: 'Osoba jest podłączona do rejestracji. Odnośnika jeszcze nie wysłano.',
    en: 'The person is connected to registration. No link has been sent yet.',
  },
  doneLinkHeld: {
    pl: 'Odnośnik poczeka, aż minie czas po zmianie adresu.',
    en: 'The link waits until the time after the move of the address is over.',
  },
  doneLinkNot: { pl: 'Odnośnika nie można teraz wysłać.', en: 'No link can be sent now.' },
  doneQuestion: { pl: 'Pytanie zabezpieczające jest odblokowane.', en: 'The security question is open again.' },
  doneAddress: {
    pl: 'Adres jest przypisany. Obie skrzynki dostały wiadomość.',
    en: 'The address is assigned. Both mailboxes have been told.',
  },
  doneAddressLinked: {
    pl: 'Adres jest przypisany, a odnośnik w drodze: {address}.',
    en: 'The address is assigned, and the link is on its way to {address}.',
  },
  doneAddressAlone: {
    pl: 'Adres jest przypisany. Odnośnika jeszcze nie wysłano.',
    en: 'The address is assigned. No link has been sent yet.',
  },
  doneConfirmed: {
    pl: 'Przypisanie adresu jest potwierdzone, a odnośnik w drodze: {address}.',
    en: 'The moved address is confirmed, and the link is on its way to {address}.',
  },
  doneFactor: {
    pl: 'Drugi składnik został usunięty, sesje zakończone.',
    en: 'The second factor has been removed, and the sessions have been ended.',
  },
  doneWoken: { pl: 'Na adres {address} znów idą wiadomości.', en: 'Letters go to {address} again.' },
  doneSession: { pl: 'Sesja jest zakończona.', en: 'The session is ended.' },
  doneSessions: {
    pl: 'Sesje, odnośniki i kody tej osoby są zakończone.',
    en: 'The sessions, links and codes of this person are ended.',
  },
  donePassword: {
    pl: 'Hasło niczego już nie otwiera; sesje, odnośniki i kody tej osoby są zakończone.',
    en: 'The password opens nothing any more; the sessions, links and codes of this person are ended.',
  },
  doneDisabled: { pl: 'Konto jest wyłączone.', en: 'The account is disabled.' },
  doneMerged: {
    pl: 'Wpisy połączono. Osoba loguje się adresem {address}.',
    en: 'The records are merged. The person signs in with {address}.',
  },
  doneEnabled: { pl: 'Konto jest znów włączone.', en: 'The account is enabled again.' },
  closesCase: {
    pl: 'Sprawą {number} zajmuje się już {name}. To działanie ją zamknie.',
    en: '{name} deals with case {number} already. This closes it.',
  },
  closesCaseByLink: {
    pl: 'Sprawą {number} zajmuje się już {name}. To działanie ją zamknie, jeśli odnośnik da się wysłać od razu.',
    en: '{name} deals with case {number} already. This closes it if the link can be mailed at once.',
  },
  colleague: { pl: 'ktoś z obsługi kont', en: 'Somebody at the desk' },
  withColleague: {
    pl: 'Nic się nie zmieniło: sprawą tej osoby zajmuje się już ktoś inny. Jeśli mimo to chcesz to zrobić, naciśnij przycisk jeszcze raz.',
    en: 'Nothing has been changed: a colleague deals with a case of this person. If you want to do it all the same, press the button once more.',
  },
  sentBefore: {
    pl: 'Ten formularz wysłano już wcześniej, drugi raz nic się nie stało.',
    en: 'This form was sent before: nothing was done a second time.',
  },
  codeSentBefore: {
    pl: 'Ten kod już pokazano i nie można go zobaczyć drugi raz. Jeśli nie udało się go zapisać, wydaj inny: poprzedni przestanie działać.',
    en: 'This code has been shown, and cannot be seen again. If nobody took it down, issue another: the first one dies.',
  },
  helpsNoLonger: {
    pl: 'W międzyczasie coś się zmieniło i to już nie pomoże. Tak jest teraz.',
    en: 'Something has changed meanwhile, and this no longer helps. This is how it stands now.',
  },

  // The code
  codeTitle: { pl: 'Kod jednorazowy', en: 'One-time code' },
  codeLead: {
    pl: 'Pokazujemy go tylko raz. Przekaż go tej osobie i nikomu innemu.',
    en: 'It is shown this once. Hand it to this person and to nobody else.',
  },
  codeFor: { pl: 'Dla', en: 'For' },
  codeUntil: { pl: 'Ważny do', en: 'Valid until' },
  codeWhere: { pl: 'Gdzie wpisać', en: 'Where to type it' },
  codeNotice: {
    pl: 'Wiadomość o wydaniu kodu idzie do skrzynki tej osoby. Pięć błędnych prób unieważnia kod.',
    en: 'A message about it goes to the mailbox of this person. Five wrong tries kill the code.',
  },
  codeBack: { pl: 'Wróć do osoby', en: 'Back to the person' },

  nobodyTitle: { pl: 'Nie ma takiej osoby', en: 'There is no such person' },
  nobodyLead: {
    pl: 'Adres strony jest niepełny albo osoba została usunięta.',
    en: 'The address of the page is incomplete, or the person was removed.',
  },

  // Sections
  attempts: { pl: 'Ostatnie logowania', en: 'Last attempts' },
  attemptsNone: { pl: 'Nikt nie próbował się logować.', en: 'Nobody has tried to sign in.' },
  times: { pl: '({times} razy z rzędu)', en: '({times} times in a row)' },
  mistyped: {
    pl: 'Pytanie zabezpieczające: wpisano coś, co nie może być niczyją odpowiedzią',
    en: 'Security question: what was typed can be nobody’s answer',
  },
  letters: { pl: 'Wiadomości', en: 'Letters' },
  lettersNone: { pl: 'Nie wysłano żadnych.', en: 'None has been sent.' },
  studies: { pl: 'Studia', en: 'Studies' },
  addresses: { pl: 'Adresy', en: 'Addresses' },
  assigned: { pl: 'Przypisany', en: 'Assigned' },
  registry: { pl: 'Dane z rejestru', en: 'From the registry' },
  sessions: { pl: 'Sesje', en: 'Sessions' },
  sessionsNone: { pl: 'Teraz nie trwa żadna.', en: 'None at present.' },
  cases: { pl: 'Otwarte sprawy', en: 'Open cases' },
  timeline: { pl: 'Historia', en: 'Timeline' },
  timelineNone: { pl: 'Jeszcze nic się nie wydarzyło.', en: 'Nothing has happened yet.' },
  from: { pl: 'z adresu {source}', en: 'from {source}' },
  unknownBrowser: { pl: 'Nieznana przeglądarka', en: 'An unknown browser' },
  sessionUsed: { pl: '{source} · ostatnio: {moment}', en: '{source} · last used {moment}' },
  caseSince: { pl: 'od: {moment}', en: 'since {moment}' },
  caseOpen: { pl: 'otwarta', en: 'open' },
  caseAsked: { pl: 'czeka na odpowiedź', en: 'asked back' },
  caseClosed: { pl: 'zamknięta', en: 'closed' },
  usosId: { pl: 'Identyfikator USOS', en: 'USOS id' },
  albumNumber: { pl: 'Numer albumu', en: 'Album number' },
  language: { pl: 'Język wiadomości', en: 'Language of letters' },
  polish: { pl: 'polski', en: 'Polish' },
  english: { pl: 'angielski', en: 'English' },
  roles: { pl: 'Role w obsłudze kont', en: 'Roles at the desk' },
  connectedByDesk: { pl: 'Podłączono z obsługi kont', en: 'Connected by the desk on' },
  assignedByDesk: { pl: 'Adres przypisano z obsługi kont', en: 'Address assigned by the desk on' },
  validUntil: { pl: 'Konto ważne do', en: 'Account valid until' },
  caseNumber: { pl: 'Sprawa {number}', en: 'Case {number}' },
})

/** Who somebody is at the university. */
export const kindTexts = defineTexts('desk.people-kind', {
  student: { pl: 'Studia', en: 'Student' },
  doctoral: { pl: 'Szkoła doktorska', en: 'Doctoral student' },
  academic: { pl: 'Kadra akademicka', en: 'Academic teacher' },
  staff: { pl: 'Kadra administracyjna i techniczna', en: 'Non-academic staff' },
  former: { pl: 'Studia zakończone', en: 'Former student' },
})

/** The account in one or two words. */
export const stateTexts = defineTexts('desk.people-state', {
  'not-connected': { pl: 'niepodłączone', en: 'not connected' },
  eligible: { pl: 'bez hasła', en: 'no password' },
  active: { pl: 'aktywne', en: 'active' },
  disabled: { pl: 'wyłączone', en: 'disabled' },
  closed: { pl: 'zamknięte', en: 'closed' },
})

/** Why this person cannot sign in. */
export const leadTexts = defineTexts('desk.people-lead', {
  'left-the-university': { pl: '{b} Zamknął je rejestr uczelni.', en: '{b} The registry closed it.' },
  disabled: { pl: '{b} Wyłączyła je administracja.', en: '{b} An administrator did it.' },
  'not-connected': {
    pl: '{b}, a więc bez konta.',
    en: '{b}, and so without an account.',
  },
  'no-address': { pl: '{b}: nie ma czym się logować.', en: '{b}: there is nothing to sign in with.' },
  'no-password-yet': {
    pl: '{b}: pierwsze ustawia się odnośnikiem z wiadomości.',
    en: '{b}: the first one is set by a mailed link.',
  },
  'password-taken-away': {
    pl: '{b}: {since}. Nowe ustawia się odnośnikiem z wiadomości.',
    en: '{b} on {since}. Another one is set by a mailed link.',
  },
  'nothing-in-the-way': { pl: '{b} tym adresem: {address}.', en: '{b} with {address}.' },
  'sign-in-waits': {
    pl: '{b} do: {until}. Nowe hasło kończy czekanie.',
    en: '{b} until {until}. A new password ends the wait.',
  },
  'only-a-new-password': {
    pl: '{b}: pomoże tylko nowe hasło.',
    en: '{b}: only a new password helps.',
  },
  'must-change': {
    pl: '{b}: po zalogowaniu otwiera się tylko strona zmiany hasła.',
    en: '{b}: after the sign-in only the page to change it opens.',
  },
  'typed-another-address': { pl: '{b}. Loguje się tylko: {address}.', en: '{b}. The one that signs in is {address}.' },
  'typed-wrong-password': {
    pl: '{b}. Poza tym nic nie stoi na przeszkodzie.',
    en: '{b}. Nothing else is in the way.',
  },
})

/** The same in a few words: what stands out. */
export const causeTexts = defineTexts('desk.people-cause', {
  'left-the-university': { pl: 'Konto jest zamknięte.', en: 'The account is closed.' },
  disabled: { pl: 'Konto jest wyłączone.', en: 'The account is disabled.' },
  'not-connected': { pl: 'Brak podłączenia do rejestracji', en: 'Not connected to registration' },
  'no-address': { pl: 'Brak przypisanego adresu', en: 'No address is assigned' },
  'no-password-yet': { pl: 'Brak hasła', en: 'No password yet' },
  'password-taken-away': { pl: 'Hasło unieważniono', en: 'The password was taken away' },
  'nothing-in-the-way': { pl: 'Ta osoba może się zalogować', en: 'This person can sign in' },
  'sign-in-waits': { pl: 'Zbyt wiele błędnych haseł: logowanie czeka', en: 'Too many wrong passwords: sign-in waits' },
  'only-a-new-password': {
    pl: 'Logowanie jest zamknięte po wielu błędnych hasłach',
    en: 'Sign-in is closed after many wrong passwords',
  },
  'must-change': { pl: 'Hasło trzeba zmienić', en: 'The password must be changed' },
  'typed-another-address': {
    pl: 'Ostatnio wpisano inny adres tej osoby',
    en: 'Another address of this person was typed last',
  },
  'typed-wrong-password': { pl: 'Ostatnio wpisano błędne hasło', en: 'A wrong password was typed last' },
})

/** How far a new password is. */
export const alsoTexts = defineTexts('desk.people-also', {
  'all-else-in-order': { pl: 'Poza tym wszystko jest w porządku.', en: 'All else is in order.' },
  held: {
    pl: 'Adres zmieniono niedawno: odnośnik może pójść dopiero po: {until}.',
    en: 'The address has just been moved: no link is mailed before {until}.',
  },
  'question-closed': {
    pl: 'Pytanie zabezpieczające jest zamknięte po błędnych odpowiedziach.',
    en: 'The security question is closed after wrong answers.',
  },
  'no-proof': {
    pl: 'Na pytanie zabezpieczające nie ma zapisanej odpowiedzi: pomoże kod jednorazowy.',
    en: 'No answer to the security question is on record: a one-time code helps.',
  },
  'mailbox-rests': {
    pl: 'Skrzynka zwraca wiadomości, więc do {until} nic tam nie wysyłamy: ze skrzynką pomoże {itDesk}, potem wyślij tu odnośnik na nowo.',
    en: 'The mailbox sends letters back, so none goes there before {until}: the {itDesk} helps with the mailbox, then a link can be sent from here.',
  },
  'letter-failed': {
    pl: 'Ostatniego odnośnika nie udało się doręczyć: ze skrzynką pomoże {itDesk}.',
    en: 'The last link could not be delivered: the {itDesk} helps with the mailbox.',
  },
  'letter-delayed': {
    pl: 'Wiadomość z odnośnikiem się opóźnia; następna próba: {until}.',
    en: 'The letter with the link is delayed; the next try is at {until}.',
  },
  'link-open': {
    pl: 'Odnośnik czeka w skrzynce, ważny do: {until}.',
    en: 'A link waits in the mailbox, valid until {until}.',
  },
})

/** Each line of the checklist. */
export const checkTexts = defineTexts('desk.people-check', {
  active: { pl: 'Jest w rejestrze, status aktywny', en: 'Known to the registry, active' },
  notActive: { pl: 'Jest w rejestrze, bez aktywnego statusu', en: 'Known to the registry, without an active status' },
  closed: { pl: 'Konto zamknięte: {why}', en: 'Account closed: {why}' },
  left: { pl: 'odejście z uczelni, {day}', en: 'left the university, {day}' },
  absent: { pl: 'zbyt długo poza pełnym zrzutem, {day}', en: 'missing from the feeds for too long, {day}' },
  ended: { pl: 'minął termin z rejestru, {day}', en: 'the time the registry gave is over, {day}' },
  merged: {
    pl: 'połączone z innym wpisem tej samej osoby, {day}',
    en: 'merged into another record of the same person, {day}',
  },
  unsaid: { pl: 'tak podał rejestr, {day}', en: 'the registry said so, {day}' },
  missing: { pl: 'Nie ma w pełnym zrzucie od: {day}', en: 'Missing from the full feed since {day}' },
  validUntil: { pl: 'Konto według rejestru do: {day}', en: 'The account ends, says the registry, on {day}' },
  disabled: { pl: 'Konto wyłączone od: {moment}', en: 'Account disabled since {moment}' },
  address: { pl: 'Przypisany adres: {address}', en: 'Assigned address: {address}' },
  noAddress: { pl: 'Przypisany adres', en: 'An assigned address' },
  held: {
    pl: 'Adres zmieniono niedawno: odnośniki czekają do: {moment}',
    en: 'Address just moved: links wait until {moment}',
  },
  connected: { pl: 'Podłączenie do rejestracji', en: 'Connected to registration' },
  connectedByDesk: {
    pl: 'Podłączenie do rejestracji, z obsługi kont: {day}',
    en: 'Connected to registration, by the desk on {day}',
  },
  passwordSince: { pl: 'Hasło ustawione: {moment}', en: 'Password set on {moment}' },
  password: { pl: 'Ustawione hasło', en: 'Password set' },
  passwordTaken: { pl: 'Hasło unieważniono: {moment}', en: 'Password taken away on {moment}' },
  mustChange: {
    pl: 'Hasło ustawione: {moment}; trzeba je zmienić',
    en: 'Password set on {moment}; it must be changed',
  },
  question: {
    pl: 'Pytanie zabezpieczające: {kind}, pozostało odpowiedzi: {left}',
    en: 'Security question: {kind} on record, {left} answers left',
  },
  questionOne: {
    pl: 'Pytanie zabezpieczające: {kind}, pozostała 1 odpowiedź',
    en: 'Security question: {kind} on record, 1 answer left',
  },
  questionSpent: {
    pl: 'Pytanie zabezpieczające: {kind}, zamknięte po błędnych odpowiedziach',
    en: 'Security question: {kind} on record, closed after wrong answers',
  },
  noProof: {
    pl: 'Pytanie zabezpieczające: bez odpowiedzi, którą można sprawdzić',
    en: 'Security question: no answer that can be checked',
  },
  pesel: { pl: 'numer PESEL', en: 'PESEL' },
  birth_date: { pl: 'data urodzenia', en: 'date of birth' },
  document: { pl: 'numer dokumentu', en: 'document number' },
  none: { pl: 'brak', en: 'nothing' },
  lane: { pl: 'Błędne hasła z rzędu: {failures}', en: 'Wrong passwords in a row: {failures}' },
  laneWaits: {
    pl: 'Błędne hasła z rzędu: {failures}; logowanie czeka do: {moment}',
    en: 'Wrong passwords in a row: {failures}; sign-in waits until {moment}',
  },
  laneClosed: {
    pl: 'Błędne hasła z rzędu: {failures}; pomoże tylko nowe hasło',
    en: 'Wrong passwords in a row: {failures}; only a new password helps',
  },
  ownBrowser: { pl: '{lane} (w znanej przeglądarce)', en: '{lane} (in a known browser)' },
  link: {
    pl: 'Odnośnik wysłany na adres {address}, ważny do: {moment}',
    en: 'A link to {address} is open until {moment}',
  },
  mailboxRests: {
    pl: 'Skrzynka zwraca wiadomości od: {since}. {why}',
    en: 'The mailbox sends letters back since {since}. {why}',
  },
  code: { pl: 'Kod jednorazowy wydany, ważny do: {moment}', en: 'A one-time code is out, valid until {moment}' },
})

/** What each act is called, and the verb on its button. */
export const actTexts = defineTexts('desk.people-act', {
  connect: { pl: 'Podłącz i wyślij odnośnik', en: 'Connect and send the link' },
  'send-link': { pl: 'Wyślij odnośnik do ustawienia hasła', en: 'Send a link to set a password' },
  'reopen-question': { pl: 'Odblokuj pytanie zabezpieczające', en: 'Reopen the security question' },
  'issue-code': { pl: 'Wydaj kod jednorazowy', en: 'Issue a one-time code' },
  'wake-mailbox': { pl: 'Wysyłaj znów na ten adres', en: 'Write to this address again' },
  'confirm-address': { pl: 'Potwierdź zmianę adresu', en: 'Confirm the moved address' },
  'assign-address': { pl: 'Przypisz inny adres', en: 'Assign another address' },
  'remove-second-factor': { pl: 'Usuń drugi składnik', en: 'Remove the second factor' },
  'end-session': { pl: 'Zakończ jedną sesję', en: 'End one session' },
  'end-sessions': { pl: 'Zakończ sesje i odnośniki', en: 'End sessions and links' },
  'take-password-away': { pl: 'Unieważnij hasło', en: 'Take the password away' },
  enable: { pl: 'Włącz konto', en: 'Enable the account' },
  disable: { pl: 'Wyłącz konto', en: 'Disable the account' },
})

/** What follows from it. */
export const followsTexts = defineTexts('desk.people-follows', {
  connect: {
    pl: 'Osoba dostaje konto, a odnośnik do pierwszego hasła idzie do jej skrzynki.',
    en: 'The person gets an account, and the link to the first password goes to the mailbox.',
  },
  'send-link': { pl: 'Idzie tylko na przypisany adres.', en: 'It goes to the assigned address alone.' },
  'reopen-question': {
    pl: 'Dotychczasowe błędne odpowiedzi przestają się liczyć.',
    en: 'The wrong answers so far no longer count.',
  },
  'issue-code': {
    pl: 'Zastępuje pytanie zabezpieczające. Tylko dla osoby, której tożsamość sprawdzono.',
    en: 'It takes the place of the security question. Only for somebody whose identity has been checked.',
  },
  'wake-mailbox': {
    pl: 'Skrzynka zwracała wiadomości. Upewnij się najpierw, że znów działa; potem można wysłać odnośnik.',
    en: 'The mailbox sent letters back. Make sure first that it works again; then a link can be sent.',
  },
  'confirm-address': {
    pl: 'Odnośnik pójdzie od razu na nowy adres. Sprawdź najpierw, że to skrzynka tej osoby.',
    en: 'The link is mailed to the new address at once. Make sure first that it is this person’s mailbox.',
  },
  'assign-address': { pl: 'Tym adresem osoba będzie się logować.', en: 'The person will sign in with it.' },
  'remove-second-factor': {
    pl: 'Dla kogoś, kto nie ma już telefonu ani kodów zapasowych. Wylogowuje wszędzie; nowy składnik osoba ustawi sama.',
    en: 'For somebody who has neither the telephone nor the recovery codes any more. Signs out everywhere; the person sets up a new one.',
  },
  'end-session': {
    pl: 'Wylogowuje z jednego urządzenia i ze wszystkich usług otwartych na nim; aplikacje połączone na nim poproszą o zalogowanie. Inne sesje, odnośniki i kody zostają.',
    en: 'Signs out on one device, and from every service opened there; applications connected there will ask for a sign-in. Other sessions, links and codes stay.',
  },
  'end-sessions': {
    pl: 'Wylogowuje wszędzie, także z aplikacji; odnośniki i kody przestają działać. Hasło zostaje.',
    en: 'Signs out everywhere, of applications too; links and codes die. The password stays.',
  },
  'take-password-away': {
    pl: 'Dla hasła, które zna ktoś inny: niczego już nie otworzy i nie wróci. Wylogowuje wszędzie; odnośniki i kody przestają działać. O odnośnik do nowego hasła osoba poprosi sama.',
    en: 'For a password that somebody else knows: it opens nothing any more and cannot come back. Signs out everywhere; links and codes die. The person asks for a link to set another one.',
  },
  enable: { pl: 'Hasło sprzed wyłączenia znów działa.', en: 'The password from before works again.' },
  disable: {
    pl: 'Wylogowuje wszędzie i nie wpuszcza, dopóki ktoś nie włączy konta.',
    en: 'Signs out everywhere and lets nobody in until the account is enabled.',
  },
})

/** How a sign-in went. */
export const attemptTexts = defineTexts('desk.people-attempt', {
  signedIn: { pl: 'Zalogowano', en: 'Signed in' },
  signedInTo: { pl: 'Zalogowano do: {service}', en: 'Signed in to {service}' },
  'wrong-password': { pl: 'Odmowa: błędne hasło', en: 'Refused: wrong password' },
  waiting: { pl: 'Odmowa: zbyt wiele błędnych haseł', en: 'Refused: too many wrong passwords' },
  disabled: { pl: 'Odmowa: konto wyłączone', en: 'Refused: account disabled' },
  closed: { pl: 'Odmowa: konto zamknięte', en: 'Refused: account closed' },
  eligible: { pl: 'Odmowa: nie ma jeszcze hasła', en: 'Refused: no password yet' },
  'not-connected': { pl: 'Odmowa: brak podłączenia do rejestracji', en: 'Refused: not connected to registration' },
  'assigned-elsewhere': {
    pl: 'Odmowa: wpisano inny adres tej osoby',
    en: 'Refused: another address of this person was typed',
  },
  other: { pl: 'Odmowa', en: 'Refused' },
})
