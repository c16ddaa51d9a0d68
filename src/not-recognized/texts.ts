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
  writeHeading: { pl: 'Napisz ze swojej skrzynki studenckiej', en: 'Write from your student mailbox' },
  writeTo: {
    pl: 'Na adres {mail} ({registrationDesk}). Wystarczą trzy informacje:',
    en: 'To {mail} ({registrationDesk}). Three facts are enough:',
  },
  factField: { pl: 'kierunek studiów,', en: 'your field of study,' },
  factAlbum: {
    pl: 'numer albumu (jeden dla wszystkich Twoich kierunków),',
    en: 'your album number (one for all your fields of study),',
  },
  factRight: {
    pl: 'informacja, że masz prawo do rejestracji na uczelniane przedmioty obieralne, ale Twoje konto USOS nie jest jeszcze dostępne.',
    en: 'the information that you have the right to register for university elective subjects, but your USOS account is not yet available.',
  },
  write: { pl: 'Zacznij wiadomość', en: 'Begin the message' },
  letterSubject: {
    pl: 'Konto {account}: brak połączenia z rejestracją',
    en: '{account} account: not connected to registration',
  },
  letterBody: {
    pl: 'Kierunek studiów: \nNumer albumu: \n\nMam prawo do rejestracji na uczelniane przedmioty obieralne, ale moje konto USOS nie jest jeszcze dostępne.\n',
    en: 'Field of study: \nAlbum number: \n\nI have the right to register for university elective subjects, but my USOS account is not yet available.\n',
  },
  notSureHeading: { pl: 'Nie masz pewności?', en: 'Not sure?' },
  notSure: {
    pl: 'O prawo do rejestracji na przedmioty obieralne zapytaj w swoim dziekanacie.',
    en: 'Whether you have the right to register for elective subjects, ask your dean’s office.',
  },
  typingError: {
    pl: 'Mogła to być literówka w adresie: {again}. W sprawach samej skrzynki pomaga {it}.',
    en: 'It may have been a typing error in the address: {again}. For the mailbox itself, ask the {it}.',
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
  didNotHelp: { pl: 'To nie pomogło?', en: 'That did not help?' },
  teacherDesk: {
    pl: 'Napisz z uczelnianego adresu: {usos}. W sprawach samej skrzynki pomaga {it}.',
    en: 'Write to the {usos} from a university address. For the mailbox itself, ask the {it}.',
  },

  // Beside the message, at the sign-in and at the request for a link
  stillNot: { pl: 'Nadal nie rozpoznajemy?', en: 'Still not recognized?' },
  studentAdvice: {
    pl: 'Możesz nie mieć jeszcze połączenia z rejestracją. {how}.',
    en: 'You may not be connected to registration yet. {how}.',
  },
  studentHow: { pl: 'Zobacz, jak o nie poprosić', en: 'See how to ask for it' },
  teacherAdvice: {
    pl: 'Do konta może być przypisany inny Twój adres. {how}.',
    en: 'Another of your addresses may be assigned to your account. {how}.',
  },
  teacherHow: { pl: 'Zobacz, czego spróbować', en: 'See what to try' },
})
