import { defineTexts } from '../language/index.ts'

/** Section 3 of the manual. The message is exact. */
export const texts = defineTexts('not-recognized', {
  message: {
    pl: 'Nie rozpoznajemy tego konta, dlatego nie możesz się teraz zalogować',
    en: 'Your account is not recognized and cannot login at this time',
  },
  title: { pl: 'Nie rozpoznajemy konta', en: 'Account not recognized' },
  wayIn: { pl: 'Jest na to sposób. Wybierz, co Cię dotyczy.', en: 'There is a way in. Choose what fits you.' },
  whoYouAre: { pl: 'Kim jesteś', en: 'Who you are' },
  student: { pl: 'Studiuję', en: 'I am a student' },
  teacher: { pl: 'Uczę na uczelni', en: 'I am an academic teacher' },
  goBack: { pl: 'Wróć', en: 'Go back' },

  // 3.1
  studentWhy: {
    pl: 'Osoby z trzeciego roku zapisane na przedmioty obieralne często {unconnected}, więc nie mają konta. Podłączy Cię {registration}.',
    en: 'Third-year students enrolled in elective subjects are often {unconnected} yet, and so have no account. The {registration} can connect you.',
  },
  unconnected: { pl: 'nie są jeszcze podłączone do rejestracji', en: 'not connected to registration' },
  askHeading: { pl: 'Poproś o pomoc', en: 'Ask the {registrationDesk}' },
  threeFacts: {
    pl: 'Wystarczą trzy informacje. Najpierw wyślemy odnośnik na Twoją skrzynkę studencką, aby sprawdzić, że prośba pochodzi od Ciebie.',
    en: 'Three facts are enough. We will first send a link to your student mailbox to check that the request is yours.',
  },
  mailbox: { pl: 'Twoja skrzynka studencka:', en: 'Your student mailbox:' },
  mailboxHint: {
    pl: 'Adres e-mail, który masz od uczelni, w jednej z jej domen: {domains}. Odpowiedź przyjdzie na ten adres.',
    en: 'The e-mail address that the university gave you, in one of its domains: {domains}. The answer comes to it.',
  },
  field: { pl: 'Kierunek studiów:', en: 'Field of study:' },
  fieldHint: {
    pl: 'Tak jak na legitymacji lub w decyzji o przyjęciu.',
    en: 'As on your student card or in your decision of admission.',
  },
  album: { pl: 'Numer albumu:', en: 'Album number:' },
  albumHint: { pl: 'Jeden numer dla wszystkich Twoich kierunków.', en: 'One number for all your fields of study.' },
  right: {
    pl: 'Mam prawo do rejestracji na uczelniane przedmioty obieralne, ale moje konto USOS nie jest jeszcze dostępne',
    en: 'I have the right to register for university elective subjects, but my USOS account is not yet available',
  },
  send: { pl: 'Wyślij prośbę', en: 'Send the request' },

  cannotSend: { pl: 'Prośba nie została wysłana', en: 'The request has not been sent' },
  mailboxMissing: { pl: 'Podaj swoją skrzynkę.', en: 'Type your mailbox.' },
  mailboxIncomplete: {
    pl: 'Podaj cały adres skrzynki uczelnianej, na przykład …@{mailDomain}.',
    en: 'Type the whole address of your university mailbox, for example …@{mailDomain}.',
  },
  mailboxElsewhere: {
    pl: 'Podaj adres swojej skrzynki uczelnianej, na przykład …@{mailDomain}.',
    en: 'Type the address of your university mailbox, for example …@{mailDomain}.',
  },
  noMailbox: {
    pl: 'Nie masz takiej skrzynki albo nie możesz jej otworzyć? Pomaga w tym {it}.',
    en: 'You have no such mailbox, or cannot open it? Ask the {it}.',
  },
  fieldMissing: { pl: 'Podaj kierunek studiów.', en: 'Type your field of study.' },
  fieldTooLong: {
    pl: 'Skróć nazwę kierunku do {most} znaków.',
    en: 'Shorten the field of study to {most} characters.',
  },
  albumMissing: { pl: 'Podaj numer albumu.', en: 'Type your album number.' },
  albumNoNumber: {
    pl: 'Podaj numer albumu tak jak na legitymacji, na przykład 402113.',
    en: 'Type the album number as on your student card, such as 402113.',
  },
  rightMissing: {
    pl: 'Zaznacz, że masz prawo do rejestracji. Jeśli nie masz pewności, zapytaj w swoim dziekanacie.',
    en: 'Tick that you have the right to register. If you are not sure, ask your dean’s office.',
  },

  notSureHeading: { pl: 'Nie masz pewności?', en: 'Not sure?' },
  notSure: {
    pl: 'O prawo do rejestracji na przedmioty obieralne zapytaj w swoim dziekanacie.',
    en: 'Whether you have the right to register for elective subjects, ask your dean’s office.',
  },
  offices: { pl: 'Pokaż dziekanaty', en: 'Show the dean’s offices' },
  otherMatter: {
    pl: 'Nie chodzi o przedmioty obieralne, na przykład dopiero zaczynasz studia? Pomoże {usos}.',
    en: 'Is it about something else, for example are you only starting your studies? Ask the {usos}.',
  },
  typingError: {
    pl: 'Mogła to być literówka w adresie: {again}. W sprawach samej skrzynki pomaga {it}: takich próśb tutaj nie przyjmujemy.',
    en: 'It may have been a typing error in the address: {again}. For the mailbox itself, ask the {it}: such questions are not taken in here.',
  },
  again: { pl: 'podaj go jeszcze raz', en: 'type it again' },

  // 3.2
  teacherWhy: {
    pl: 'Nauczyciele mają często kilka adresów uczelnianych. Ten komunikat zwykle znaczy, że do Twojego konta w {system} {another}.',
    en: 'Teachers often have several university addresses. This message usually means that {another} to your account in {system}.',
  },
  another: { pl: 'przypisany jest inny Twój adres', en: 'another of your addresses is assigned' },
  tryHeading: { pl: 'Spróbuj innego swojego adresu', en: 'Try another of your addresses' },
  otherAddress: { pl: 'Inny uczelniany adres e-mail:', en: 'Another university e-mail address:' },
  otherAddressHint: {
    pl: 'Na przykład adres wydziału lub jednostki. Jeśli go znamy, wiadomość powie Ci, który adres jest przypisany.',
    en: 'For example one of your faculty or unit. If we know it, the message tells you which address is assigned.',
  },
  next: { pl: 'Dalej', en: 'Next' },
  noneHelpsHeading: { pl: 'Żaden z nich nie pomaga?', en: 'None of them helps?' },
  noneHelps: {
    pl: 'Pomaga {usos}. Najpierw wyślemy odnośnik na skrzynkę, którą czytasz, aby sprawdzić, że prośba pochodzi od Ciebie.',
    en: 'The {usos} can help. We will first send a link to the mailbox that you read, to check that the request is yours.',
  },
  readMailbox: { pl: 'Skrzynka uczelniana, którą czytasz:', en: 'The university mailbox you read:' },
  readMailboxHint: {
    pl: 'W jednej z domen uczelni: {domains}.',
    en: 'In one of the domains of the university: {domains}.',
  },
  note: {
    pl: 'Jakie masz adresy uczelniane i który z nich przestał działać?',
    en: 'Which university addresses do you have, and which of them no longer works?',
  },
  noteHint: {
    pl: 'Najwyżej {most} znaków. Bez hasła i numeru PESEL.',
    en: 'At most {most} characters. No password and no PESEL number.',
  },
  noteMissing: { pl: 'Napisz, jakie masz adresy.', en: 'Write which addresses you have.' },
  noteTooLong: { pl: 'Skróć tekst do {most} znaków.', en: 'Shorten the text to {most} characters.' },
  itForMailbox: {
    pl: 'W sprawach samej skrzynki pomaga {it}: takich próśb tutaj nie przyjmujemy.',
    en: 'For the mailbox itself, ask the {it}: such questions are not taken in here.',
  },

  // After either form
  sentTitle: { pl: 'Sprawdź swoją skrzynkę', en: 'Check your mailbox' },
  sent: { pl: 'Na adres {address} wysłaliśmy wiadomość.', en: 'We have sent a message to {address}.' },
  sentOpen: {
    pl: 'Otwórz ją: mówi, co zrobić teraz.',
    en: 'Open it: it says what to do now.',
  },
  sentConfirm: {
    pl: 'Jeśli prosi o potwierdzenie, potwierdź jednym naciśnięciem. Dopiero wtedy ktoś zobaczy Twoją prośbę.',
    en: 'If it asks you to confirm, one press is enough. Only then does anybody see your request.',
  },
  sentReady: {
    pl: 'Jeśli Twoje konto jest już gotowe, wiadomość prowadzi od razu do hasła i prośba nie jest potrzebna.',
    en: 'If your account is ready already, the message leads straight to a password, and no request is needed.',
  },
  nothingHeading: { pl: 'Nic nie przyszło?', en: 'Nothing came?' },
  nothingSpam: {
    pl: 'Poczekaj kilka minut i zajrzyj do spamu.',
    en: 'Wait a few minutes and look into the spam folder.',
  },
  nothingTyping: {
    pl: 'Sprawdź adres powyżej. Jeśli jest w nim literówka, {again}.',
    en: 'Check the address above. If it is mistyped, {again}.',
  },
  nothingOften: {
    pl: 'Na jeden adres wysyłamy tylko kilka wiadomości dziennie: liczy się każda wcześniejsza.',
    en: 'One address gets only a few messages a day: an earlier one still counts.',
  },
  nothingMailbox: {
    pl: 'Nie możesz otworzyć skrzynki? Pomoże {it}. Skrzynka działa, a wiadomości nie ma? Pomoże {usos}.',
    en: 'You cannot open the mailbox? Ask the {it}. The mailbox works and the message is not there? Ask the {usos}.',
  },

  // Beside the message, at the sign-in and at the request for a link
  stillNot: { pl: 'Nadal nie rozpoznajemy tego konta?', en: 'Still not recognized?' },
  studentAdvice: {
    pl: 'Możesz jeszcze nie mieć podłączenia do rejestracji. {how}.',
    en: 'You may not be connected to registration yet. {how}.',
  },
  studentHow: { pl: 'Zobacz, jak o nie poprosić', en: 'See how to ask for it' },
  teacherAdvice: {
    pl: 'Do konta może być przypisany inny Twój adres. {how}.',
    en: 'Another of your addresses may be assigned to your account. {how}.',
  },
  teacherHow: { pl: 'Zobacz, czego spróbować', en: 'See what to try' },
})
