import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('desk.cases', {
  // The queue
  title: { pl: 'Sprawy', en: 'Cases' },
  waitingOne: { pl: 'Czeka {count} sprawa', en: '{count} person is waiting' },
  waitingFew: { pl: 'Czekają {count} sprawy', en: '{count} people are waiting' },
  waitingMany: { pl: 'Czeka {count} spraw', en: '{count} people are waiting' },
  nobodyWaiting: { pl: 'Nikt nie czeka', en: 'Nobody is waiting' },
  oldest: { pl: 'Najstarsza sprawa: {moment}.', en: 'The oldest since {moment}.' },
  promise: {
    pl: 'Obiecujemy odpowiedź najpóźniej po {days} dniach roboczych.',
    en: 'An answer is promised within {days} working days.',
  },
  promiseOne: {
    pl: 'Obiecujemy odpowiedź najpóźniej po jednym dniu roboczym.',
    en: 'An answer is promised within one working day.',
  },
  empty: {
    pl: 'Wszystkie prośby mają odpowiedź. Nowe pojawią się tutaj, gdy tylko ktoś potwierdzi swoją skrzynkę.',
    en: 'Every request has its answer. New ones stand here as soon as somebody has proved their mailbox.',
  },
  emptyPage: { pl: 'Na tej stronie nie ma żadnej sprawy.', en: 'There is no case on this page.' },
  queue: { pl: 'Od najstarszej', en: 'Oldest first' },
  askedBackHeading: { pl: 'Czekają na odpowiedź osoby: {count}', en: 'Waiting for the person’s answer: {count}' },
  filter: { pl: 'Które sprawy', en: 'Which cases' },
  whose: { pl: 'Sprawy:', en: 'Cases:' },
  everybodys: { pl: 'wszystkie', en: 'everybody’s' },
  mine: { pl: 'moje', en: 'mine' },
  from: { pl: 'Od kogo:', en: 'From:' },
  allDesks: { pl: 'wszyscy', en: 'everybody' },
  studentCases: { pl: 'studenci', en: 'students' },
  teacherCases: { pl: 'nauczyciele', en: 'teachers' },
  pages: { pl: 'Strony', en: 'Pages' },
  earlier: { pl: 'Poprzednia strona', en: 'Previous page' },
  later: { pl: 'Następna strona', en: 'Next page' },

  // A case in the queue and on its page
  waitingFor: { pl: 'czeka {time}', en: 'waiting {time}' },
  late: { pl: 'Po terminie', en: 'Overdue' },
  waitsForPerson: { pl: 'Zapytano', en: 'Asked back' },
  ownedBy: { pl: 'zajmuje się: {name}', en: 'taken by {name}' },
  student: { pl: 'Student lub studentka', en: 'Student' },
  teacher: { pl: 'Nauczyciel lub nauczycielka', en: 'Academic teacher' },
  askedStudent: {
    pl: 'Konto nie jest rozpoznawane. Podany kierunek: {field}. Podany numer albumu: {album}.',
    en: 'The account is not recognized. Field of study given: {field}. Album number given: {album}.',
  },
  askedTeacher: {
    pl: 'Konto nie jest rozpoznawane pod tym adresem.',
    en: 'The account is not recognized under this address.',
  },
  note: { pl: 'Wiadomość: „{note}”', en: 'Message: “{note}”' },
  nothingGiven: { pl: 'brak', en: 'none' },
  lookCloser: { pl: 'Zobacz szczegóły', en: 'Look closer' },
  lookCloserAt: { pl: ' sprawy: {name}', en: ' at {name}' },
  compare: { pl: 'Porównaj', en: 'Compare' },
  compareWhose: { pl: ' dane: {name}', en: ' the data of {name}' },
  forWhom: { pl: ': {name}', en: ' for {name}' },

  // What agrees and what differs
  agrees: { pl: 'Zgadza się: ', en: 'Agrees: ' },
  differs: { pl: 'Nie zgadza się: ', en: 'Differs: ' },
  blocks: { pl: 'Blokuje: ', en: 'Blocks: ' },
  toKnow: { pl: 'Warto wiedzieć: ', en: 'Worth knowing: ' },
  mailboxProved: { pl: 'Skrzynka potwierdzona: {moment}', en: 'Mailbox proved on {moment}' },
  addressAgrees: { pl: 'Adres należy do tej osoby', en: 'The address belongs to this person' },
  addressOther: {
    pl: 'W rejestrze przypisany jest inny adres: {address}',
    en: 'Another address is assigned in the registry: {address}',
  },
  addressNone: { pl: 'W rejestrze nie ma przypisanego adresu', en: 'No address is assigned in the registry' },
  addressOwn: {
    pl: 'Adres należy do tej osoby, ale przypisany jest inny: {address}',
    en: 'The address is this person’s, but another one is assigned: {address}',
  },
  addressTaken: {
    pl: 'W rejestrze ten adres należy do kogoś innego',
    en: 'In the registry this address is somebody else’s',
  },
  albumAgrees: { pl: 'Numer albumu należy do tej osoby', en: 'The album number belongs to this person' },
  albumOther: {
    pl: 'Numer albumu w rejestrze jest inny: {number}',
    en: 'The album number in the registry is another one: {number}',
  },
  albumSomebody: { pl: 'Numer albumu należy do kogoś innego', en: 'The album number belongs to somebody else' },
  albumUnknown: {
    pl: 'Rejestr nie ma numeru albumu tej osoby',
    en: 'The registry holds no album number of this person',
  },
  fieldAgrees: { pl: 'Kierunek zgadza się z rejestrem', en: 'The field of study agrees with the registry' },
  fieldOther: {
    pl: 'Kierunek w rejestrze jest inny: {fields}',
    en: 'The field of study in the registry is another one: {fields}',
  },
  fieldUnknown: {
    pl: 'Rejestr nie ma kierunku studiów tej osoby',
    en: 'The registry holds no field of study of this person',
  },
  nameAgrees: { pl: 'Nazwisko jest w adresie', en: 'The surname stands in the address' },
  nameOther: { pl: 'W adresie nie ma nazwiska: {surname}', en: 'The surname does not stand in the address: {surname}' },
  rightSaid: {
    pl: 'Jest oświadczenie o prawie do rejestracji na przedmioty obieralne',
    en: 'States the right to register for elective subjects',
  },
  rightNotSaid: {
    pl: 'Nie ma oświadczenia o prawie do rejestracji na przedmioty obieralne',
    en: 'Does not state the right to register for elective subjects',
  },
  nobodyKnown: {
    pl: 'Rejestr nie zna nikogo o tym adresie ani numerze albumu',
    en: 'The registry knows nobody with this address or album number',
  },
  nobodyKnownTeacher: { pl: 'Rejestr nie zna nikogo o tym adresie', en: 'The registry knows nobody with this address' },
  notConnected: { pl: 'Brak podłączenia do rejestracji', en: 'Not connected to registration' },
  noAddress: { pl: 'Brak przypisanego adresu', en: 'No address is assigned' },
  disabled: { pl: 'Konto jest wyłączone', en: 'The account is disabled' },
  left: {
    pl: 'Rejestr mówi, że ta osoba opuściła uczelnię',
    en: 'According to the registry the person has left the university',
  },
  noPassword: { pl: 'Podłączenie jest, hasła jeszcze nie ma', en: 'Connected, and without a password yet' },
  inOrder: { pl: 'Konto ma już hasło', en: 'The account has a password already' },
  held: { pl: 'Odnośniki są wstrzymane do: {moment}', en: 'Links are withheld until {moment}' },

  // The side of the queue
  find: { pl: 'Znajdź osobę', en: 'Find a person' },
  findOrCase: {
    pl: 'Imię i nazwisko, numer albumu, adres albo numer sprawy',
    en: 'Name, album number, address or case number',
  },
  findLabel: { pl: 'Imię i nazwisko, numer albumu lub adres', en: 'Name, album number or address' },
  findButton: { pl: 'Szukaj', en: 'Find' },
  today: { pl: 'Dzisiaj', en: 'Today' },
  answered: { pl: 'Sprawy z odpowiedzią', en: 'Cases answered' },
  medianWait: { pl: 'Mediana czasu oczekiwania', en: 'Median wait' },
  lettersWaiting: { pl: 'Wiadomości do wysłania', en: 'Letters waiting' },
  lastImport: { pl: 'Ostatni import', en: 'Last import' },
  noImport: { pl: 'jeszcze żadnego', en: 'none yet' },
  importWithout: { pl: '{moment}, bez konfliktów', en: '{moment}, no conflicts' },
  importWith: { pl: '{moment}, konflikty: {count}', en: '{moment}, conflicts: {count}' },
  nothingYet: { pl: 'brak', en: 'none' },

  // The page of a case
  caseTitle: { pl: 'Sprawa {number}', en: 'Case {number}' },
  askedTimes: { pl: 'Prośby o to samo: {count}', en: 'Asked {count} times' },
  whatWasAsked: { pl: 'Co podano i co wie rejestr', en: 'What was given, and what the registry knows' },
  given: { pl: 'Podano', en: 'Given' },
  registry: { pl: 'Rejestr', en: 'Registry' },
  address: { pl: 'Adres', en: 'Address' },
  albumNumber: { pl: 'Numer albumu', en: 'Album number' },
  fieldOfStudy: { pl: 'Kierunek studiów', en: 'Field of study' },
  right: { pl: 'Prawo do rejestracji', en: 'Right to register' },
  rightYes: { pl: 'jest oświadczenie', en: 'stated' },
  rightNo: { pl: 'brak oświadczenia', en: 'not stated' },
  rightAsk: { pl: 'wie dziekanat', en: 'the dean’s office knows' },
  surname: { pl: 'Nazwisko', en: 'Surname' },
  tagAgrees: { pl: 'Zgadza się', en: 'Agrees' },
  tagDiffers: { pl: 'Nie zgadza się', en: 'Differs' },
  tagUnknown: { pl: 'Nie wiadomo', en: 'Not known' },
  noteHeading: { pl: 'Wiadomość', en: 'Message' },
  personHeading: { pl: 'Osoba w rejestrze', en: 'The person in the registry' },
  chosenByHand: {
    pl: 'Wybór ręczny: rejestr sam by jej nie wskazał.',
    en: 'Chosen by hand: the registry alone would not point here.',
  },
  toPerson: { pl: 'Strona osoby: {name}', en: 'The page of {name}' },
  studies: { pl: 'Kierunki studiów', en: 'Fields of study' },
  askOffice: { pl: 'O prawo do rejestracji pytaj: {office}.', en: 'For the right to register ask the {office}.' },
  askSomeOffice: {
    pl: 'O prawo do rejestracji pytaj w dziekanacie tego kierunku.',
    en: 'For the right to register ask the dean’s office of the field of study.',
  },
  others: { pl: 'Kogo jeszcze może dotyczyć', en: 'Whom else it may be about' },
  otherAlbum: { pl: 'numer albumu {number}', en: 'album number {number}' },
  chooseOther: { pl: 'Porównaj z tą osobą', en: 'Compare with this person' },
  backToFirst: { pl: 'Wróć do osoby, którą wskazuje rejestr', en: 'Back to whom the registry points at' },
  waitTitle: { pl: 'Czeka na rejestr', en: 'Waits for the registry' },
  waitForRegistry: {
    pl: 'Rejestr nie zna jeszcze tej osoby. Nie trzeba nic robić: gdy import ją przyniesie i będzie podłączona, odnośnik wyjdzie sam, a sprawa się zamknie.',
    en: 'The registry does not know this person yet. Nothing needs doing: when an import brings them, connected to registration, the link goes out by itself and the case closes.',
  },
  messages: { pl: 'Wiadomości', en: 'Messages' },
  theDesk: { pl: 'Pytanie: {name}', en: 'Question by {name}' },
  thePerson: { pl: 'Odpowiedź', en: 'Answer' },

  owner: { pl: 'Kto się tym zajmuje', en: 'Who deals with it' },
  nobodyYet: { pl: 'Nikt jeszcze nie zajmuje się tą sprawą.', en: 'Nobody deals with this case yet.' },
  you: { pl: 'Zajmujesz się nią od: {moment}.', en: 'You, since {moment}.' },
  colleague: { pl: '{name}, od: {moment}.', en: '{name}, since {moment}.' },
  take: { pl: 'Zajmij się sprawą', en: 'Take the case' },
  takeOver: { pl: 'Przejmij sprawę', en: 'Take the case over' },
  giveBack: { pl: 'Oddaj sprawę', en: 'Give the case back' },
  timeline: { pl: 'Przebieg', en: 'Timeline' },
  opened: { pl: 'Skrzynka potwierdzona, sprawa otwarta', en: 'Mailbox proved, case opened' },
  joined: { pl: 'Ponowna prośba (razem powtórzeń: {times})', en: 'Asked again (repetitions so far: {times})' },
  taken: { pl: 'Sprawą zajmuje się: {name}', en: 'Taken by {name}' },
  askedBack: { pl: 'Pytanie do osoby: {name}', en: 'Asked back by {name}' },
  replied: { pl: 'Odpowiedź osoby', en: 'The person answered' },
  closedConnected: { pl: 'Podłączenie i odnośnik: {name}', en: 'Connected and invited by {name}' },
  closedAssigned: { pl: 'Przypisanie potwierdzonego adresu: {name}', en: 'Proved address assigned by {name}' },
  closedLink: { pl: 'Wysłanie odnośnika: {name}', en: 'Link sent by {name}' },
  closedDeclined: { pl: 'Odmowa: {name}', en: 'Declined by {name}' },
  closedItself: {
    pl: 'Rozwiązana sama: rejestr nadrobił, odnośnik wysłany',
    en: 'Resolved itself: the registry caught up, the link was mailed',
  },
  somebody: { pl: 'ktoś z obsługi', en: 'somebody at the desk' },

  attach: { pl: 'Wskaż inną osobę', en: 'Point at another person' },
  attachLead: {
    pl: 'Jeśli podano zły numer albumu albo inny adres.',
    en: 'When the album number or the address given is a wrong one.',
  },
  findMissing: {
    pl: 'Wpisz imię, nazwisko, numer albumu albo adres',
    en: 'Type a name, an album number or an address',
  },
  attachNobody: { pl: 'Nikogo nie znaleziono.', en: 'Nobody was found.' },
  attachMore: { pl: 'Jest ich więcej. Wpisz dokładniej.', en: 'There are more. Type more of it.' },

  // Answers
  answer: { pl: 'Odpowiedź', en: 'Answer' },
  connect: { pl: 'Podłącz i wyślij odnośnik', en: 'Connect and send the link' },
  connectElsewhere: { pl: 'Podłącz i wyślij odnośnik na {address}', en: 'Connect and send the link to {address}' },
  connectAndAssign: {
    pl: 'Podłącz, przypisz potwierdzony adres i wyślij odnośnik',
    en: 'Connect, assign the proved address and send the link',
  },
  assign: { pl: 'Przypisz potwierdzony adres i wyślij odnośnik', en: 'Assign the proved address and send the link' },
  sendLink: { pl: 'Wyślij odnośnik', en: 'Send the link' },
  sendLinkElsewhere: { pl: 'Wyślij odnośnik na {address}', en: 'Send the link to {address}' },
  assignNote: {
    pl: 'Gdy przypisujesz inny adres, powiadamiamy obie skrzynki, otwarte odnośniki wygasają, a nowy wychodzi sam za {time} albo od razu, gdy potwierdzi to druga osoba z obsługi.',
    en: 'When another address is assigned, both mailboxes are told and open links die. The new link goes out by itself after {time}, or at once when a second member of staff confirms.',
  },
  suggestAskBack: {
    pl: 'Dane się nie zgadzają. Najpierw zapytaj, zanim coś zmienisz.',
    en: 'The facts do not agree. Ask before you change anything.',
  },
  disabledHere: {
    pl: 'Wyłączone konto włącza administracja na stronie osoby.',
    en: 'A disabled account is enabled by an administrator, on the page of the person.',
  },
  closedHere: {
    pl: 'Konto otworzy z powrotem tylko rejestr: dziekanat albo dział kadr.',
    en: 'Only the registry opens the account again: the dean’s office or human resources.',
  },
  connectElsewhereDesk: {
    pl: 'Podłącza {registrationDesk} albo administracja.',
    en: 'Connecting is for the {registrationDesk} or an administrator.',
  },
  onlyLooking: { pl: 'Twoja rola pozwala tu tylko patrzeć.', en: 'Your role only looks here.' },
  ownAccount: {
    pl: 'Ta sprawa dotyczy Twojego konta: odpowiada na nią ktoś inny.',
    en: 'This case is about your own account: somebody else answers it.',
  },
  accountOfStaff: {
    pl: 'Ta sprawa dotyczy osoby z obsługi kont: odpowiada na nią administracja.',
    en: 'This case is about somebody who works at the desk: an administrator answers it.',
  },
  reason: { pl: 'Powód', en: 'Reason' },
  reasonHint: {
    pl: 'Zostaje w dzienniku obok Twojego nazwiska. Bez numerów PESEL i haseł.',
    en: 'Kept in the audit beside your name. No PESEL, no passwords.',
  },
  reasonAgrees: {
    pl: 'Sprawa {number}: skrzynka potwierdzona, dane zgodne z rejestrem',
    en: 'Case {number}: mailbox proved, the facts agree with the registry',
  },
  reasonCompared: {
    pl: 'Sprawa {number}: skrzynka potwierdzona, dane porównane z rejestrem',
    en: 'Case {number}: mailbox proved, the facts compared with the registry',
  },
  personTold: {
    pl: 'Osoba dostaje wiadomość o każdej odpowiedzi. Nikt tutaj nie widzi ani nie wybiera hasła.',
    en: 'The person gets a message about each answer. Nobody here can see or choose a password.',
  },
  ask: { pl: 'Zapytaj osobę', en: 'Ask the person' },
  askLead: {
    pl: 'Pytanie przyjdzie na {address} z odnośnikiem do odpowiedzi. Sprawa wróci do kolejki, gdy osoba odpowie.',
    en: 'The question goes to {address} with a link that takes the answer. The case comes back to the queue when the person answers.',
  },
  question: { pl: 'Pytanie', en: 'Question' },
  questionHint: {
    pl: 'Bez numerów PESEL i haseł; o nie nigdy nie pytaj.',
    en: 'No PESEL, no passwords; never ask for them.',
  },
  askButton: { pl: 'Wyślij pytanie', en: 'Send the question' },
  decline: { pl: 'Odmów', en: 'Decline' },
  declineLead: {
    pl: 'Wiadomość na {address} poda powód i powie, kogo zapytać.',
    en: 'The letter to {address} gives the reason and names whom to ask.',
  },
  declineWhy: { pl: 'Dlaczego', en: 'Why' },
  words: { pl: 'Twoimi słowami', en: 'In your own words' },
  wordsHint: {
    pl: 'Stanie w wiadomości. Można zostawić puste, jeśli wystarcza powód powyżej.',
    en: 'Stands in the letter. May stay empty where the reason above is enough.',
  },
  declineButton: { pl: 'Odmów i wyślij wiadomość', en: 'Decline and send the letter' },

  // Faults and changes
  notSent: { pl: 'Nic się nie zmieniło', en: 'Nothing has been changed' },
  reasonMissing: { pl: 'Napisz w kilku słowach, dlaczego to robisz', en: 'Say in a few words why you do this' },
  reasonLong: { pl: 'Skróć powód do 500 znaków', en: 'Shorten the reason to 500 characters' },
  questionMissing: { pl: 'Napisz, o co pytasz', en: 'Write what you ask' },
  wordsMissing: { pl: 'Napisz powód swoimi słowami', en: 'Write the reason in your own words' },
  wordsLong: { pl: 'Skróć tekst do 1000 znaków', en: 'Shorten the text to 1000 characters' },
  becauseMissing: { pl: 'Wybierz powód', en: 'Choose a reason' },
  changed: {
    pl: 'Nic się nie zmieniło: sprawa albo rejestr są już inne, niż było widać. Porównaj jeszcze raz.',
    en: 'Nothing has been changed: the case or the registry is another than it was. Compare again.',
  },
  notDeclined: {
    pl: 'Niczego nie wysłano. Aby odmówić, naciśnij przycisk odmowy.',
    en: 'Nothing has been sent. To decline, press the button of the refusal.',
  },
  takenNow: { pl: 'Od teraz zajmujesz się tą sprawą.', en: 'You deal with this case now.' },
  takenSince: {
    pl: 'Nic się nie zmieniło: sprawą zajmuje się teraz {name}. Jeśli mimo to chcesz odpowiedzieć, wybierz odpowiedź jeszcze raz.',
    en: 'Nothing has been changed: {name} deals with this case now. If you want to answer it all the same, choose the answer once more.',
  },
  ownerChanged: { pl: 'Ktoś inny zajął się sprawą przed chwilą.', en: 'Somebody else was quicker with this case.' },

  // What has been done
  doneConnected: {
    pl: '{number}: konto osoby {name} podłączono do rejestracji. Odnośnik do ustawienia hasła wysłano na {address}.',
    en: '{number}: {name} is connected to registration. The link to set a password has been mailed to {address}.',
  },
  doneAssigned: {
    pl: '{number}: do konta osoby {name} przypisano adres {address}. Odnośnik wysłano tam od razu.',
    en: '{number}: {address} is assigned to {name}. The link has been mailed there.',
  },
  doneAssignedHeld: {
    pl: '{number}: do konta osoby {name} przypisano adres {address} i powiadomiono obie skrzynki. Odnośnik wyjdzie sam: {moment}, albo od razu, gdy potwierdzi to druga osoba z obsługi na stronie tej osoby.',
    en: '{number}: {address} is assigned to {name}, and both mailboxes have been told. The link goes out by itself on {moment}, or at once when a second member of staff confirms on the page of the person.',
  },
  doneLink: {
    pl: '{number}: odnośnik do ustawienia hasła wysłano na {address}.',
    en: '{number}: the link to set a password has been mailed to {address}.',
  },
  doneLinkHeld: {
    pl: '{number}: odnośnik na {address} wyjdzie sam: {moment}.',
    en: '{number}: the link to {address} goes out by itself on {moment}.',
  },
  doneDeclined: {
    pl: '{number}: odmowa. Wiadomość na {address} podaje powód i mówi, kogo zapytać.',
    en: '{number}: declined. The letter to {address} gives the reason and names whom to ask.',
  },
  doneItself: {
    pl: '{number}: sprawa rozwiązała się sama, odnośnik wysłano na {address}.',
    en: '{number}: the case has resolved itself, the link has been mailed to {address}.',
  },
  doneAsked: {
    pl: '{number}: pytanie wysłano na {address}. Sprawa wróci, gdy osoba odpowie.',
    en: '{number}: the question has been mailed to {address}. The case comes back with the answer.',
  },
  doneGivenBack: {
    pl: '{number}: sprawa czeka znów na wszystkich.',
    en: '{number}: the case waits for everybody again.',
  },
  doneBy: {
    pl: 'Odpowiedź już jest ({name}). Twoja nic nie zmieniła.',
    en: 'Answered already by {name}; your answer has changed nothing.',
  },
  doneByItself: {
    pl: 'Odpowiedź już jest. Twoja nic nie zmieniła.',
    en: 'Answered already; yours has changed nothing.',
  },
  reasonGiven: { pl: 'Powód: {reason}', en: 'Reason: {reason}' },
})

/** The sentence of a reason in the letter that declines. */
export const declineTexts = defineTexts('desk.decline', {
  'no-right': {
    pl: 'Nie udało nam się potwierdzić prawa do rejestracji na uczelniane przedmioty obieralne.',
    en: 'We could not confirm the right to register for university elective subjects.',
  },
  'not-in-registry': {
    pl: 'Rejestr uczelni nie zna nikogo o podanych danych.',
    en: 'The university’s registry knows nobody with the facts given.',
  },
  'studies-ended': {
    pl: 'Według rejestru uczelni te studia są zakończone.',
    en: 'According to the university’s registry these studies have ended.',
  },
  'work-ended': {
    pl: 'Według rejestru uczelni ta praca jest zakończona.',
    en: 'According to the university’s registry this employment has ended.',
  },
  mailbox: {
    pl: 'To sprawa skrzynki pocztowej, a nie konta {account}: pomaga w niej {itDesk}, {itDeskMail}.',
    en: 'This is a matter of the mailbox and not of the {account} account: the {itDesk} helps with it, {itDeskMail}.',
  },
})

/** The same as the desk reads it when it chooses. */
export const declineLabels = defineTexts('desk.decline-labels', {
  'no-right': { pl: 'Prawo do rejestracji nie jest potwierdzone', en: 'The right to register is not confirmed' },
  'not-in-registry': { pl: 'Rejestr nie zna nikogo o tych danych', en: 'The registry knows nobody with these facts' },
  'studies-ended': { pl: 'Studia są zakończone', en: 'The studies have ended' },
  'work-ended': { pl: 'Praca jest zakończona', en: 'The employment has ended' },
  mailbox: { pl: 'To sprawa skrzynki pocztowej', en: 'It is a matter of the mailbox' },
  other: { pl: 'Inny powód, poniżej', en: 'Another reason, below' },
})
