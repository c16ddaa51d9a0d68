import { defineTexts } from '../language/index.ts'

/** The pages behind the mailed links. */
export const texts = defineTexts('help-case', {
  field: { pl: 'Kierunek studiów', en: 'Field of study' },
  album: { pl: 'Numer albumu', en: 'Album number' },
  right: { pl: 'Prawo do rejestracji', en: 'Right to register' },
  rightYes: { pl: 'Tak, konto jeszcze niedostępne', en: 'Yes, account not yet available' },
  mailbox: { pl: 'Twoja skrzynka', en: 'Your mailbox' },
  note: { pl: 'Twoje adresy', en: 'Your addresses' },
  case: { pl: 'Sprawa', en: 'Case' },
  backToSystem: { pl: 'Wróć do {system}', en: 'Back to {system}' },

  confirmTitle: { pl: 'Potwierdź swoją prośbę', en: 'Confirm your request' },
  confirmStudent: {
    pl: 'Dopiero potem zobaczy ją {registrationDesk}.',
    en: 'Only after that does the {registrationDesk} see it.',
  },
  confirmTeacher: {
    pl: 'Dopiero potem zobaczy ją {usosDesk}.',
    en: 'Only after that does the {usosDesk} see it.',
  },
  confirmPressStudent: { pl: 'Potwierdź i wyślij prośbę', en: 'Confirm and send to the {registrationDesk}' },
  confirmPressTeacher: { pl: 'Potwierdź i wyślij prośbę', en: 'Confirm and send to the {usosDesk}' },
  confirmUntil: { pl: 'Możesz potwierdzić do: {moment}.', en: 'You can confirm it until {moment}.' },
  notYou: {
    pl: 'To nie Twoja prośba? Zamknij tę stronę. Nic się nie stanie.',
    en: 'This is not your request? Close this page. Nothing will happen.',
  },
  wrongFacts: { pl: 'Coś się nie zgadza? {again}.', en: 'Something is wrong? {again}.' },
  fillInAgain: { pl: 'Wypełnij formularz jeszcze raz', en: 'Fill in the form again' },

  openStudent: {
    pl: 'Twoją prośbę ma już {registrationDesk}',
    en: 'Your request is with the {registrationDesk}',
  },
  openTeacher: { pl: 'Twoją prośbę ma już {usosDesk}', en: 'Your request is with the {usosDesk}' },
  proved: {
    pl: 'Twoja skrzynka jest potwierdzona. Nie musisz pisać do nikogo innego.',
    en: 'Your mailbox is confirmed. You need not write to anyone else.',
  },
  joined: {
    pl: 'Ta prośba dołączyła do sprawy z dnia {day}. Dane są teraz takie jak w tej prośbie.',
    en: 'This request has joined your case of {day}. The facts are now those of this request.',
  },
  answered: {
    pl: 'Twoja odpowiedź jest już w sprawie. Nic więcej nie trzeba robić.',
    en: 'Your answer is with the case. There is nothing more to do.',
  },
  next: { pl: 'Co dalej', en: 'What happens next' },
  deskHas: {
    pl: 'Porównujemy Twoje dane z rejestrem uczelni.',
    en: 'We compare your facts with the registry of the university.',
  },
  byDay: { pl: 'Najpóźniej {day}', en: 'By {day}' },
  deskAnswers: { pl: 'Odpowiedź przyjdzie na adres {address}.', en: 'The answer will come to {address}.' },
  onceConnected: {
    pl: 'Gdy podłączymy Cię do rejestracji, w tej wiadomości będzie odnośnik do ustawienia hasła.',
    en: 'Once you are connected, that message has a link to set your password.',
  },
  onceAssigned: {
    pl: 'Gdy właściwy adres będzie przypisany, przyjdzie na niego odnośnik do ustawienia hasła.',
    en: 'Once the right address is assigned, a link to set your password comes to it.',
  },
  sameLink: {
    pl: 'Ten sam odnośnik z wiadomości zawsze pokaże, co dzieje się ze sprawą.',
    en: 'The same link in the message always shows how the case stands.',
  },

  askedTitle: { pl: 'Pytanie do Ciebie', en: 'A question for you' },
  askedLead: { pl: 'Sprawa {case} czeka na Twoją odpowiedź.', en: 'Case {case} waits for your answer.' },
  deskAsks: { pl: 'Pytanie', en: 'Question' },
  youAnswered: { pl: 'Twoja odpowiedź', en: 'Your answer' },
  said: { pl: 'Pytania i odpowiedzi', en: 'Questions and answers' },
  answer: { pl: 'Odpowiedź:', en: 'Your answer:' },
  answerHint: {
    pl: 'Najwyżej {most} znaków. Bez hasła i numeru PESEL.',
    en: 'At most {most} characters. No password and no PESEL number.',
  },
  sendAnswer: { pl: 'Wyślij odpowiedź', en: 'Send the answer' },
  cannotSend: { pl: 'Odpowiedź nie została wysłana', en: 'The answer has not been sent' },
  answerMissing: { pl: 'Napisz odpowiedź.', en: 'Write an answer.' },
  answerTooLong: { pl: 'Skróć odpowiedź do {most} znaków.', en: 'Shorten the answer to {most} characters.' },

  closedTitle: { pl: 'Sprawa jest załatwiona', en: 'Your request has been answered' },
  closedLead: { pl: 'Sprawa {case}, {day}.', en: 'Case {case}, {day}.' },
  linkSent: {
    pl: 'Na adres {address} wysłaliśmy odnośnik do ustawienia hasła.',
    en: 'We have sent a link to set your password to {address}.',
  },
  linkSentSomewhere: {
    pl: 'Odnośnik do ustawienia hasła wysyłamy na adres przypisany do Twojego konta.',
    en: 'The link to set your password goes to the address that is assigned to your account.',
  },
  linkGone: {
    pl: 'Nie przyszedł albo stracił ważność? {again}.',
    en: 'It did not come, or has expired? {again}.',
  },
  askForLink: { pl: 'Poproś o nowy odnośnik', en: 'Ask for a new link' },
  declinedTitle: { pl: 'Prośby nie można spełnić', en: 'The desk cannot do this' },
  because: { pl: 'Powód', en: 'The reason' },
  whomToAsk: {
    pl: 'O prawo do rejestracji zapytaj w swoim dziekanacie. Potem możesz {again}.',
    en: 'About the right to register ask your dean’s office. After that you can {again}.',
  },
  askAgain: { pl: 'poprosić jeszcze raz', en: 'ask again' },
  whomToAskTeacher: {
    pl: 'Jeśli coś się nie zgadza, napisz z uczelnianego adresu do: {usos}.',
    en: 'If something is not right, write to the {usos} from a university address.',
  },

  settledTitle: { pl: 'Wiadomość czeka w Twojej skrzynce', en: 'The way on is in your mailbox' },
  settled: {
    pl: 'Prośba nie jest już potrzebna. Na adres {address} wysłaliśmy wiadomość, która mówi, co zrobić teraz.',
    en: 'A request is not needed any more. We have sent a message to {address} that says what to do now.',
  },

  expiredTitle: { pl: 'Odnośnik stracił ważność', en: 'The link has expired' },
  expired: {
    pl: 'Prośby nikt jeszcze nie widzi. Dane są zachowane: wyślemy nowy odnośnik na adres {address}.',
    en: 'Nobody has seen the request yet. Its facts are kept: we will send a new link to {address}.',
  },
  sendNewLink: { pl: 'Wyślij nowy odnośnik', en: 'Send a new link' },

  unknownTitle: { pl: 'Ten odnośnik nic nie otwiera', en: 'This link opens nothing' },
  unknown: {
    pl: 'Otwórz odnośnik z wiadomości jeszcze raz, najlepiej z najnowszej. Jeśli to nie pomaga, sprawy już nie ma: możesz {again}.',
    en: 'Open the link in the message once more, best of all in the newest one. If that does not help, the case is gone: you can {again}.',
  },
})
