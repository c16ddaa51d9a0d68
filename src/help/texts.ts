import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('help', {
  title: { pl: 'Pomoc i kontakt', en: 'Help and contact' },
  lead: {
    pl: 'Skrzynka pocztowa i konto {account} to dwie różne sprawy i dwa różne punkty pomocy.',
    en: 'Your mailbox and your {account} account are two matters, and two desks.',
  },
  desks: { pl: 'Kto odpowiada za co', en: 'Who answers for what' },
  writeTo: { pl: 'Napisz:', en: 'Write to:' },
  call: { pl: 'Zadzwoń:', en: 'Call:' },
  openAt: { pl: 'Godziny:', en: 'Open:' },
  deskPage: { pl: 'strona punktu', en: 'page of the desk' },
  never: {
    pl: 'Nikt z uczelni nie zapyta Cię o hasło ani w wiadomości, ani przez telefon. Nie podawaj go nikomu.',
    en: 'Nobody at the university will ask for your password, in a message or on the telephone. Give it to nobody.',
  },
  questions: { pl: 'Najczęstsze pytania', en: 'What people ask' },

  firstTime: {
    pl: 'Loguję się pierwszy raz albo nie pamiętam hasła',
    en: 'I log in for the first time, or I forgot the password',
  },
  firstTimeAnswer: {
    pl: 'W obu przypadkach droga jest ta sama: {link}. Odnośnik przyjdzie na Twój uczelniany adres e-mail.',
    en: 'The way is the same for both: {link}. The link comes to your university e-mail address.',
  },
  setPassword: { pl: 'ustaw nowe hasło', en: 'set a new password' },

  noMailbox: { pl: 'Nie mam jeszcze uczelnianego adresu e-mail', en: 'I have no university e-mail address yet' },
  noMailboxAnswer: {
    pl: 'Adresy w domenie {mailDomain} zakłada {desk}: {link}. Bez skrzynki nie wyślemy Ci odnośnika.',
    en: 'Addresses at {mailDomain} are made by the {desk}: {link}. Without a mailbox the link cannot reach you.',
  },
  getMailbox: { pl: 'jak założyć konto poczty', en: 'how to get an email account' },

  noLetter: { pl: 'Wiadomość nie przychodzi', en: 'The message does not arrive' },
  noLetterAnswer: {
    pl: 'Zajrzyj do folderu ze spamem i poczekaj kilka minut. Jeśli nie możesz otworzyć skrzynki, pomoże {itDesk}. Jeśli skrzynka działa, a wiadomości nie ma, pomoże {desk}.',
    en: 'Look into the spam folder and wait a few minutes. If you cannot open your mailbox, ask the {itDesk}. If the mailbox works and the message is not there, ask the {desk}.',
  },

  notRecognized: { pl: 'System nie rozpoznaje mojego konta', en: 'My account is not recognized' },
  notRecognizedAnswer: {
    pl: 'Studiuję: {student}. Uczę: {teacher}.',
    en: 'I am a student: {student}. I am a teacher: {teacher}.',
  },
  forStudents: { pl: 'co zrobić jako student lub studentka', en: 'what a student can do' },
  forTeachers: { pl: 'co zrobić jako nauczyciel akademicki', en: 'what a teacher can do' },

  secondStudies: { pl: 'Zaczynam drugi kierunek', en: 'I am starting a second field of study' },
  secondStudiesAnswer: {
    pl: 'Nie potrzebujesz nowego konta: zostaje to samo konto, ta sama poczta i ten sam numer albumu.',
    en: 'You need no new account: the account, the mailbox and the album number stay the same.',
  },

  noPesel: { pl: 'Nie mam numeru PESEL', en: 'I have no PESEL number' },
  noPeselAnswer: {
    pl: 'Strona ustawiania hasła mówi pod polem, co wpisać zamiast niego. Jeśli nic nie pasuje, pomoże {desk}. Masz już stamtąd kod? {code}.',
    en: 'The page where you set the password says below the field what to type instead. If nothing fits, ask the {desk}. You have a code from there already? {code}.',
  },
  typeCode: { pl: 'Ustaw hasło kodem jednorazowym', en: 'Set a password with a one-time code' },

  notKnown: {
    pl: 'Logowanie działa, ale aplikacja mnie nie zna',
    en: 'I am signed in, but the application does not know me',
  },
  notKnownAnswer: {
    pl: 'To częste w pierwszych dniach i zwykle mija samo: {link}.',
    en: 'That is common in the first days, and mostly passes by itself: {link}.',
  },
  notKnownLink: { pl: 'co to znaczy i kogo zapytać', en: 'what it means and whom to ask' },

  unknownTitle: {
    pl: 'Logowanie działa, ale aplikacja Cię nie zna',
    en: 'Signed in, but the application does not know you',
  },
  unknownLead: {
    pl: 'Z Twoim kontem i hasłem wszystko jest w porządku: logowanie się powiodło. Aplikacja nie ma jeszcze Twoich danych.',
    en: 'Nothing is wrong with your account or your password: you have signed in. The application does not have your data yet.',
  },
  unknownWhy: { pl: 'Skąd się to bierze', en: 'Why this happens' },
  unknownCopy: {
    pl: 'Logowanie mówi aplikacji, kim jesteś. Kto z niej korzysta, aplikacja wie z własnej kopii rejestru uczelni, a ta jest odświeżana co kilka godzin, czasem raz na dobę.',
    en: 'The sign-in tells the application who you are. Who may use it is in its own copy of the university’s registry, which is renewed every few hours, sometimes once a day.',
  },
  unknownNotYourFault: {
    pl: 'Nowe osoby, nowe studia, nowa umowa i zmieniony adres pojawiają się w niej dopiero po czasie.',
    en: 'New people, new studies, a new contract or another address turn up there only after a while.',
  },
  unknownFirst: { pl: 'Co zrobić najpierw', en: 'What to do first' },
  unknownRightId: {
    pl: 'Sprawdź, którym identyfikatorem się logujesz: widać go {account}.',
    en: 'Look which ID you are signed in with: it is shown {account}.',
  },
  onYourAccount: { pl: 'na stronie Twojego konta', en: 'on your account page' },
  unknownWait: {
    pl: 'Jeśli konto, studia albo umowa są nowe, spróbuj jutro. Kolejne logowania niczego nie przyspieszą.',
    en: 'If the account, the studies or the contract are new, try again tomorrow. Signing in again changes nothing.',
  },
  unknownNoSecondAccount: {
    pl: 'Nie zakładaj drugiego konta i nie ustawiaj nowego hasła: to nie pomoże.',
    en: 'Make no second account and set no new password: neither helps.',
  },
  unknownWhom: { pl: 'Kogo zapytać, gdy to nie mija', en: 'Whom to ask when it does not pass' },
  unknownOwner: {
    pl: 'O aplikację i prawa w niej: osoby, które za nią odpowiadają. Ich adres znajdziesz {account} przy nazwie usługi.',
    en: 'About the application and what you may do in it: those who answer for it. Their address is shown {account} beside the service.',
  },
  unknownRegistry: {
    pl: 'O to, co rejestr uczelni o Tobie wie, i o konto: {desk}.',
    en: 'About what the registry of the university knows of you, and about the account: the {desk}.',
  },
  unknownRegistration: {
    pl: 'O zapisy na przedmioty obieralne: {desk}.',
    en: 'About enrolling in elective subjects: the {desk}.',
  },
  unknownTell: {
    pl: 'Napisz, która to aplikacja, co dokładnie pokazuje i od kiedy. Hasła nie podawaj nikomu.',
    en: 'Say which application it is, what exactly it shows, and since when. Give your password to nobody.',
  },
  toHelp: { pl: 'Pomoc i kontakt', en: 'Help and contact' },
})
