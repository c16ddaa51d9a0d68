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
    pl: 'Strona ustawiania hasła zapyta o to, co uczelnia o Tobie wie. Jeśli to nie pasuje, pomoże {desk}. Masz już stamtąd kod? {code}.',
    en: 'The page where you set the password asks for what the university knows. If that does not fit, ask the {desk}. You have a code from there already? {code}.',
  },
  typeCode: { pl: 'Ustaw hasło kodem jednorazowym', en: 'Set a password with a one-time code' },
})
