import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('desk.breach', {
  title: { pl: 'Naruszenie danych', en: 'Data breach' },
  lead: {
    pl: 'Wykaz osób, których danych mogło dotyczyć naruszenie: do zgłoszenia i do zawiadomienia osób (RODO, art. 33 i 34). Pobranie zostaje w dzienniku.',
    en: 'The people whom a breach may concern: for the notice to the authority and to them (GDPR, Art. 33 and 34). The download stays in the activity.',
  },
  what: { pl: 'Co było w niepowołanych rękach?', en: 'What was in wrong hands?' },
  session: { pl: 'Sesja albo hasło jednej osoby', en: 'A session, or the password, of one person' },
  sessionHint: {
    pl: 'Ta osoba, a gdy pracuje w obsłudze kont, także wszyscy, których strony otwierała',
    en: 'That person; of somebody who works at the desk also everybody whose page was opened',
  },
  network: { pl: 'Logowania z jednego adresu sieciowego', en: 'Sign-ins from one network address' },
  staff: { pl: 'Konto osoby z obsługi', en: 'The account of a member of staff' },
  staffHint: {
    pl: 'Wszyscy, których strony otwierała i którym coś zmieniała',
    en: 'Everybody they looked at or acted on',
  },
  service: { pl: 'Usługa albo jej sekret', en: 'A service, or its secret' },
  serviceHint: { pl: 'Wszyscy, którzy się do niej logowali', en: 'Everybody who signed in to it' },
  key: { pl: 'Klucz systemu', en: 'A key of the system' },
  keyHint: { pl: 'app, pesel albo signing', en: 'app, pesel or signing' },
  which: { pl: 'Czyja, skąd albo która', en: 'Whose, from where, or which' },
  whichHint: {
    pl: 'Adres e-mail osoby, adres sieciowy, identyfikator usługi albo nazwa klucza',
    en: 'The e-mail address of the person, the network address, the id of the service, or the name of the key',
  },
  from: { pl: 'Od dnia', en: 'From the day' },
  to: { pl: 'Do dnia włącznie', en: 'To the day, included' },
  dayHint: { pl: 'Na przykład 2026-11-01', en: 'Such as 2026-11-01' },
  format: { pl: 'Plik', en: 'File' },
  csv: { pl: 'CSV, do arkusza', en: 'CSV, for a spreadsheet' },
  json: { pl: 'JSON, dla programu', en: 'JSON, for a program' },
  download: { pl: 'Pobierz wykaz', en: 'Download the list' },
  limits: {
    pl: 'Wykaz zna tylko to, co jeszcze jest przechowywane: sesje i odwiedziny usług przez 90 dni, dziennik dłużej.',
    en: 'The list knows only what is still kept: sessions and visits for 90 days, the activity for longer.',
  },
  notMade: { pl: 'Wykaz nie powstał', en: 'The list was not made' },
  whatMissing: { pl: 'Wybierz, co było w niepowołanych rękach', en: 'Choose what was in wrong hands' },
  whichMissing: { pl: 'Napisz, o kogo albo o co chodzi', en: 'Say who or what it is about' },
  whichUnknown: { pl: 'Tego nie ma w rejestrze', en: 'There is no such one in the registry' },
  badDays: {
    pl: 'Podaj dwa dni, wcześniejszy najpierw, na przykład 2026-11-01',
    en: 'Give two days, the earlier one first, such as 2026-11-01',
  },
})
