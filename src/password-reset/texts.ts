import { defineTexts } from '../language/index.ts'

/** Section 2 of the manual. Its sentences are exact. */
export const texts = defineTexts('password-reset', {
  // The request (Fig. 3)
  requestTitle: { pl: 'Zresetuj hasło', en: 'Reset password' },
  requestHeading: { pl: 'Podaj swój uczelniany adres e-mail', en: 'Type your university email address' },
  requestLead: {
    pl: 'Na Twój adres e-mail w domenie {mailDomain} wyślemy wiadomość z odnośnikiem do ustawienia nowego hasła do konta {account}.',
    en: 'A message will be sent to your {mailDomain} email address with a link allowing to set new password for your {account} account.',
  },
  noMailbox: {
    pl: 'Jeśli nie masz jeszcze konta poczty {mailAccount}, przejdź na stronę „{page}”.',
    en: 'If you do not have your {mailAccount} email account yet, go to {page} page.',
  },
  noMailboxPage: {
    pl: 'Jak założyć konto poczty {mailAccount}?',
    en: 'How can I get an {mailAccount} email account?',
  },
  noMailboxLabel: { pl: 'Uczelniane konto poczty', en: 'University e-mail account' },
  desks: {
    pl: 'Konta poczty: {it}. Konta USOS: {usos}.',
    en: 'Mail accounts: {it}. USOS accounts: {usos}.',
  },
  email: { pl: 'Adres e-mail:', en: 'E-mail address:' },
  next: { pl: 'Dalej', en: 'Next' },
  goBack: { pl: 'Wróć', en: 'Go back' },
  emailMissing: { pl: 'Podaj swój uczelniany adres e-mail', en: 'Type your university e-mail address' },
  emailIncomplete: {
    pl: 'Podaj cały adres, razem z częścią po znaku @',
    en: 'Type the whole address, with the part after the @',
  },
  requestRefused: { pl: 'Potrzebujemy całego adresu', en: 'We need the whole address' },
  checkAddress: {
    pl: 'Sprawdź, czy to adres uczelniany, bez literówki, albo podaj inny swój uczelniany adres',
    en: 'Check that it is a university address, without a typing error, or type another one of yours',
  },

  // After it
  sentTitle: { pl: 'Odnośnik wysłany', en: 'Link sent' },
  sentHeading: { pl: 'Sprawdź swoją skrzynkę', en: 'Check your mailbox' },
  sent: {
    pl: 'Odnośnik do ustawienia nowego hasła został wysłany na adres {address}.',
    en: 'A link to set a new password has been sent to {address}.',
  },
  sentStepMessage: {
    pl: 'Otwórz wiadomość zatytułowaną „{subject}”.',
    en: 'Open the message with the subject “{subject}”.',
  },
  sentStepLink: {
    pl: 'Otwórz zawarty w niej odnośnik. Działa co najmniej {time}; dokładny czas podaje wiadomość.',
    en: 'Follow the link in it. It works for at least {time}; the message says until when.',
  },
  sentStepPesel: {
    pl: 'Przygotuj swój numer PESEL. Jeśli go nie masz: datę urodzenia albo dokument tożsamości.',
    en: 'Have your PESEL number at hand. If you have none: your date of birth or an identity document.',
  },
  nothingHeading: { pl: 'Nic nie przyszło?', en: 'Nothing has arrived?' },
  nothingSpam: {
    pl: 'Poczekaj dwie minuty, potem sprawdź folder ze spamem.',
    en: 'Wait two minutes, then check the spam folder.',
  },
  nothingTyping: {
    pl: 'W adresie jest literówka? {again}. Nowszy odnośnik zastępuje starszy.',
    en: 'The address has a typing error? {again}. A newer link replaces the older one.',
  },
  typeAgain: { pl: 'Podaj go jeszcze raz', en: 'Type it again' },
  nothingOften: {
    pl: 'Na jedno konto wysyłamy tylko kilka odnośników na godzinę. Otwórz najnowszą wiadomość, która przyszła.',
    en: 'One account gets only a few links an hour. Open the newest message that has come.',
  },
  nothingAssigned: {
    pl: 'Odnośnik wysyłamy tylko na adres przypisany do konta. Zobacz, co zrobić, jeśli {student} albo {teacher}.',
    en: 'The link goes only to the address assigned to an account. See what to do if {student} or if {teacher}.',
  },
  student: { pl: 'studiujesz', en: 'you are a student' },
  teacher: { pl: 'uczysz na uczelni', en: 'you are an academic teacher' },
  nothingMailbox: {
    pl: 'Nie możesz otworzyć skrzynki? Pomoże {it}. Skrzynka działa, a wiadomości nie ma? Pomoże {usos}.',
    en: 'You cannot open the mailbox? Ask the {it}. The mailbox works and the message is not there? Ask the {usos}.',
  },
  backToSignIn: { pl: 'Wróć do logowania', en: 'Back to sign-in' },

  // From the letter that tells which address is assigned
  assignedTitle: { pl: 'Wyślij odnośnik', en: 'Send the link' },
  assignedHeading: {
    pl: 'Wyślij odnośnik na przypisany adres',
    en: 'Send the link to the assigned address',
  },
  assignedLead: {
    pl: 'Na adres {address} wyślemy wiadomość z odnośnikiem do ustawienia nowego hasła do konta {account}.',
    en: 'A message will be sent to {address} with a link allowing to set new password for your {account} account.',
  },
  assignedButton: { pl: 'Wyślij odnośnik', en: 'Send the link' },

  unreadableHeading: { pl: 'Nie masz już dostępu do tamtej skrzynki?', en: 'You cannot read that mailbox any more?' },
  unreadable: {
    pl: 'Poproś o przypisanie adresu, na który przyszła do Ciebie wiadomość. Zajmuje się tym {usos}. Jeśli nie pamiętasz tylko hasła do tamtej skrzynki, szybciej pomoże {it}.',
    en: 'Ask for the address that the message came to. The {usos} can assign it. If you have only forgotten the password of that mailbox, the {it} helps sooner.',
  },
  askedAlready: {
    pl: 'Prośba już jest: sprawa {case}. Zajmuje się nią {usos}, a odpowiedź przyjdzie na ten sam adres co wiadomość, najpóźniej {day}. Jeśli chcesz coś dodać, napisz to tutaj.',
    en: 'You have asked already: case {case}. The {usos} deals with it, and the answer comes to the address that the message came to, by {day}. If you want to add something, write it here.',
  },
  answerAwaited: {
    pl: 'Prośba już jest: sprawa {case} czeka na Twoją odpowiedź. Pytanie przyszło w osobnej wiadomości, z odnośnikiem.',
    en: 'You have asked already: case {case} waits for your answer. The question came in a message of its own, with a link.',
  },
  unreadableNote: { pl: 'Co powinniśmy wiedzieć? (nieobowiązkowo)', en: 'What should we know? (optional)' },
  unreadableNoteHint: {
    pl: 'Na przykład: od kiedy i dlaczego tamten adres nie działa. Bez haseł i bez numeru PESEL.',
    en: 'For example since when, and why, that address does not work. No passwords, and no PESEL number.',
  },
  unreadableButton: { pl: 'Poproś o przypisanie tego adresu', en: 'Ask for this address to be assigned' },

  // The mailed link (Fig. 4)
  setTitle: { pl: 'Ustaw nowe hasło', en: 'Set a new password' },
  setHeading: { pl: 'Ustawiasz nowe hasło', en: 'You are setting a new password' },
  setAccount: { pl: 'Do konta {address}', en: 'For the account {address}' },
  question: { pl: 'Pytanie zabezpieczające - numer PESEL:', en: 'Security question - PESEL number:' },
  questionHint: {
    pl: '11 cyfr. Porównujemy go z danymi uczelni, aby sprawdzić, że odnośnik trafił do Ciebie. Nigdy go nie pokazujemy.',
    en: '11 digits. We compare it with the university’s records to check that this link reached you. It is never shown.',
  },
  noPesel: { pl: 'Nie mam numeru PESEL', en: 'I do not have a PESEL number' },
  noPeselAdvice: {
    pl: 'Wpisz datę urodzenia w kolejności rok, miesiąc, dzień, na przykład 20050311. Jeśli uczelnia zna Cię z dokumentu tożsamości, wpisz jego numer. Jeśli nic nie pasuje, kod jednorazowy da Ci {usos}. {code}.',
    en: 'Type your date of birth as year, month, day, for example 20050311. If the university knows you by an identity document, type its number. If nothing fits, get a one-time code from the {usos}. {code}.',
  },
  setPassword: { pl: 'Ustaw hasło', en: 'Set password' },
  setNote: {
    pl: 'Wylogujemy Cię na wszystkich urządzeniach, także na tym. Potem zaloguj się nowym hasłem.',
    en: 'You will be signed out on all devices, this one included. Then sign in with the new password.',
  },
  notSet: { pl: 'Hasło nie zostało ustawione', en: 'The password has not been set' },
  linkStillGood: {
    pl: 'Twój odnośnik nadal działa. Wypełnij wszystkie pola jeszcze raz.',
    en: 'Your link is still good. Fill in all the fields again.',
  },
  answersPerLink: {
    pl: 'Po {count}. błędnej odpowiedzi odnośnik przestaje działać.',
    en: 'The link stops working with wrong answer number {count}.',
  },
  answerMissing: { pl: 'Wpisz numer PESEL', en: 'Type your PESEL number' },
  answerTypingError: {
    pl: 'Sprawdź cyfry numeru PESEL: jest w nich pomyłka',
    en: 'Check the digits of the PESEL number: there is a typing error in it',
  },
  answerWrong: {
    pl: 'Wpisz odpowiedź jeszcze raz: nie zgadza się z danymi uczelni',
    en: 'Type the answer again: it does not agree with the university’s records',
  },

  // A link that opens nothing
  linkTitle: { pl: 'Odnośnik do ustawienia hasła', en: 'Link to set a password' },
  expiredHeading: { pl: 'Ten odnośnik wygasł', en: 'This link has expired' },
  expired: {
    pl: 'Odnośniki działają krótko, aby nikt nie znalazł ich po czasie. Poproś o nowy.',
    en: 'Links live for a short time, so that nobody can find them later. Ask for a new one.',
  },
  usedHeading: { pl: 'Ten odnośnik został już wykorzystany', en: 'This link has already been used' },
  used: {
    pl: 'Hasło ustawiono tym odnośnikiem albo zmieniono je w inny sposób. Jeśli to nie Ty, od razu poproś o nowy odnośnik.',
    en: 'The password was set with this link, or changed in another way. If it was not you, ask for a new link at once.',
  },
  supersededHeading: {
    pl: 'Ten odnośnik został zastąpiony nowszym',
    en: 'A newer link has replaced this one',
  },
  superseded: {
    pl: 'Otwórz najnowszą wiadomość w swojej skrzynce albo poproś o kolejny odnośnik.',
    en: 'Open the newest message in your mailbox, or ask for another link.',
  },
  burntHeading: { pl: 'Zbyt wiele błędnych odpowiedzi', en: 'Too many wrong answers' },
  burnt: {
    pl: 'Ten odnośnik już nie działa. Możesz poprosić o nowy. Jeśli numer PESEL na pewno jest dobry, w danych uczelni może być błąd: pomoże Ci {usos}.',
    en: 'This link does not work any more. You can ask for a new one. If your PESEL number is right, the university’s records may be wrong: ask the {usos}.',
  },
  oldPasswords: {
    pl: 'Zbyt często podawano dawne hasła. Poproś o nowy odnośnik i wybierz hasło, którego tu jeszcze nie było.',
    en: 'Earlier passwords were typed too often. Ask for a new link, and choose a password you have never had here.',
  },
  changedHeading: { pl: 'Ten odnośnik już nie działa', en: 'This link does not work any more' },
  changed: {
    pl: 'Konto zmieniło się po wysłaniu odnośnika. Poproś o nowy: wiadomość powie, co dalej.',
    en: 'The account has changed since the link was sent. Ask for a new one: the message will say what to do.',
  },
  unknownHeading: {
    pl: 'Otwórz jeszcze raz odnośnik z wiadomości',
    en: 'Open the link in the message again',
  },
  unknown: {
    pl: 'Ta strona otwiera się tylko z odnośnika w wiadomości, w tej samej przeglądarce. Możesz też poprosić o nowy odnośnik.',
    en: 'This page opens only from the link in the message, in the same browser. You can also ask for a new link.',
  },
  askAgain: { pl: 'Wyślij nowy odnośnik', en: 'Send a new link' },
  askAgainTo: { pl: 'Wyślemy go na adres {address}.', en: 'It will be sent to {address}.' },

  // The question cannot be answered here
  closedTitle: { pl: 'Pytanie zabezpieczające', en: 'Security question' },
  closedHeading: {
    pl: 'Dalej może Ci pomóc tylko {usosDesk}',
    en: 'From here on only the {usosDesk} can help you',
  },
  budgetSpent: {
    pl: 'Na pytanie zabezpieczające do tego konta padło zbyt wiele błędnych odpowiedzi. Dla Twojego bezpieczeństwa nowego hasła nie można teraz ustawić tą drogą. Jeśli masz już hasło, działa ono jak dotąd.',
    en: 'There have been too many wrong answers to the security question of this account. For your safety a new password cannot be set this way now. If you have a password, it works as before.',
  },
  noProof: {
    pl: 'Dane uczelni nie zawierają niczego, o co moglibyśmy Cię tu zapytać, aby sprawdzić, że odnośnik trafił do Ciebie.',
    en: 'The university’s records hold nothing we could ask you for here to check that this link reached you.',
  },
  askForCode: {
    pl: 'Kod jednorazowy, którym ustawisz hasło, daje {usos}: osobiście, po okazaniu legitymacji albo dokumentu tożsamości.',
    en: 'You can get a one-time code to set your password from the {usos}: in person, with your student card or an identity document.',
  },
  writeToDesk: {
    pl: 'Napisz z uczelnianego adresu do: {usos}, {usosDeskMail}. W sprawach samej skrzynki pomaga {it}, {itDeskMail}.',
    en: 'Write to the {usos}, {usosDeskMail}, from a university address. For the mailbox itself, ask the {it}, {itDeskMail}.',
  },

  // The one-time code from the help desk
  haveCode: { pl: 'Mam kod jednorazowy', en: 'I have a one-time code from the help desk' },
  codeTitle: { pl: 'Kod jednorazowy', en: 'One-time code' },
  codeHeading: { pl: 'Ustaw hasło kodem jednorazowym', en: 'Set a password with a one-time code' },
  codeLead: {
    pl: 'Kod daje Ci {usos}, po sprawdzeniu Twojej tożsamości.',
    en: 'You get the code from the {usos}, who checks who you are.',
  },
  code: { pl: 'Kod jednorazowy:', en: 'One-time code:' },
  codeHint: {
    pl: '12 liter i cyfr, na przykład K7QF-29TD-M4XW. Wielkość liter i myślniki nie mają znaczenia.',
    en: '12 letters and digits, such as K7QF-29TD-M4XW. Capitals and hyphens do not matter.',
  },
  codeMissing: { pl: 'Wpisz kod jednorazowy', en: 'Type the one-time code' },
  codeNotACode: {
    pl: 'Sprawdź kod: ma 12 znaków, bez cyfr 0 i 1 oraz bez liter I, L, O i U',
    en: 'Check the code: it has 12 characters, never the digits 0 and 1 nor the letters I, L, O and U',
  },
  codeIncomplete: {
    pl: 'Potrzebujemy całego adresu i całego kodu',
    en: 'We need the whole address and the whole code',
  },
  codeRefused: { pl: 'Ten adres i ten kod nie pasują do siebie', en: 'This address and this code do not go together' },
  codeCheck: {
    pl: 'Sprawdź adres i kod, i wpisz je jeszcze raz',
    en: 'Check the address and the code, and type them again',
  },
  codeWhy: {
    pl: 'Kod działa krótko, jeden raz, i przestaje działać po pięciu próbach z błędem. Nowy kod daje {usos}.',
    en: 'A code lives for a short time, works once, and stops working after five wrong tries. For a new one ask the {usos}.',
  },
  codeStillGood: {
    pl: 'Twój kod nadal działa. Wypełnij wszystkie pola jeszcze raz.',
    en: 'Your code is still good. Fill in all the fields again.',
  },
  codeDeadHeading: { pl: 'Ten kod już nie działa', en: 'This code does not work any more' },
  codeDead: {
    pl: 'Jego czas minął, został wykorzystany albo zastąpiony nowszym. Nowy kod daje {usos}.',
    en: 'Its time is over, it has been used, or a newer one has replaced it. For a new one ask the {usos}.',
  },
  codeTypeAnother: { pl: 'Wpisz inny kod', en: 'Type another code' },

  // Done
  doneTitle: { pl: 'Hasło ustawione', en: 'Password set' },
  doneHeading: { pl: 'Nowe hasło zostało ustawione', en: 'Your password has been set' },
  done: { pl: 'Możesz się teraz zalogować.', en: 'You can now sign in.' },
  doneNote: {
    pl: 'Zakończyliśmy Twoje sesje na wszystkich urządzeniach, także na tym, i wysłaliśmy powiadomienie na Twoją skrzynkę.',
    en: 'We have ended your sessions on all devices, this one included, and sent a notice to your mailbox.',
  },
  signIn: { pl: 'Zaloguj się', en: 'Sign in' },
})
