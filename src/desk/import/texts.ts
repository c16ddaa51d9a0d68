import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('desk.import', {
  title: { pl: 'Import rejestru', en: 'Import of the registry' },
  lead: {
    pl: 'Najpierw widać, co plik zmieni. Dopiero potem można wprowadzić go do rejestru: w całości albo wcale.',
    en: 'First you see what the file would change. Only then can it go into the registry: as a whole, or not at all.',
  },
  uploadHeading: { pl: 'Nowy plik', en: 'A new file' },
  what: { pl: 'Kto jest w tym pliku', en: 'Who is in the file' },
  some: { pl: 'Tylko niektóre osoby', en: 'Only some people' },
  someHint: {
    pl: 'Osoby spoza pliku pozostaną bez zmian.',
    en: 'Nothing changes for anybody who is not in it.',
  },
  full: { pl: 'Wszystkie osoby: pełny zrzut', en: 'Everybody: this is a full feed' },
  fullHint: {
    pl: 'Kogo w pliku brakuje, tego konto zostanie zawieszone po okresie przejściowym. Nikt nie zostanie usunięty.',
    en: 'Whoever is missing from it is suspended after a grace period. Nobody is deleted.',
  },
  file: { pl: 'Plik CSV', en: 'CSV file' },
  fileHint: {
    pl: 'W UTF-8 albo CP1250, najwyżej {size} MB, kolumny w dowolnej kolejności.',
    en: 'In UTF-8 or CP1250, at most {size} MB, columns in any order.',
  },
  read: { pl: 'Przeczytaj plik', en: 'Read the file' },
  nothingYet: { pl: 'Samo przeczytanie niczego nie zmienia.', en: 'Reading it changes nothing.' },
  chooseFile: { pl: 'Wybierz plik', en: 'Choose a file' },
  chooseWhat: { pl: 'Wskaż, kto jest w tym pliku', en: 'Say who is in the file' },
  tooLarge: {
    pl: 'Wybierz mniejszy plik: ten ma ponad {size} MB. Większy można wczytać z wiersza poleceń',
    en: 'Choose a smaller file: this one has more than {size} MB. A larger one can be read on the command line',
  },
  busy: {
    pl: 'Inny import właśnie trwa. Poczekaj, aż się skończy, i przeczytaj plik jeszcze raz',
    en: 'Another import is under way. Wait until it is done, and read the file again',
  },
  wrongClock: {
    pl: 'Zegar tego serwera i zegar bazy danych różnią się o ponad pięć minut. Poproś administratora systemu o ustawienie zegara (NTP) i spróbuj ponownie',
    en: 'The clock of this server and that of the database are more than five minutes apart. Ask whoever runs the server to set it (NTP), and try again',
  },
  notRead: { pl: 'Nic nie zostało przeczytane', en: 'Nothing has been read' },
  cannotRead: { pl: 'Nie da się przeczytać tego pliku', en: 'The file cannot be read' },
  nothingChanged: {
    pl: 'W rejestrze nic się nie zmieniło. Popraw plik i przeczytaj go jeszcze raz.',
    en: 'Nothing has changed in the registry. Correct the file and read it again.',
  },
  columns: { pl: 'Kolumny, które rozumiemy', en: 'The columns that are understood' },
  columnsNote: {
    pl: 'Potrzebne są id oraz last_name, pozostałe mogą zostać pominięte. O czym plik nie mówi, to się nie zmienia. Drugi kierunek tej samej osoby to drugi wiersz z tym samym id.',
    en: 'Needed are id and last_name; the others may be left out. What the file does not speak of does not change. A second field of study is a second row with the same id.',
  },
  runs: { pl: 'Dotychczasowe importy', en: 'Imports so far' },
  noRuns: { pl: 'Nie było jeszcze żadnego.', en: 'There has been none yet.' },
  operator: { pl: 'wiersz poleceń', en: 'the command line' },
  somebody: { pl: 'konto, którego już nie ma', en: 'an account that is gone' },

  reading: { pl: 'Plik jest czytany', en: 'The file is being read' },
  comparing: { pl: 'Plik jest porównywany z rejestrem', en: 'The file is being compared with the registry' },
  applying: { pl: 'Zmiany są wprowadzane do rejestru', en: 'The changes are going into the registry' },
  applyingNote: {
    pl: 'Stają się widoczne wszystkie naraz. Do tej chwili obowiązuje dotychczasowy rejestr.',
    en: 'They become visible all at once. Until then the registry is as it was.',
  },
  rowsRead: { pl: 'Przeczytane wiersze: {rows}', en: 'Rows read: {rows}' },
  peopleCompared: { pl: 'Porównane osoby: {people}', en: 'People compared: {people}' },
  progress: { pl: 'Postęp', en: 'Progress' },
  mayLeave: {
    pl: 'Możesz zamknąć tę stronę i wrócić do niej później.',
    en: 'You can close this page and come back to it.',
  },
  lookAgain: { pl: 'Sprawdź ponownie', en: 'Look again' },

  planned: { pl: 'Co zmieni ten plik', en: 'What this file would change' },
  plannedLead: { pl: 'W rejestrze jeszcze nic się nie zmieniło.', en: 'Nothing has changed in the registry yet.' },
  applied: { pl: 'Plik jest w rejestrze', en: 'The file is in the registry' },
  appliedLead: { pl: 'Wprowadzono: {moment}', en: 'It went in on {moment}' },
  cancelled: { pl: 'Plik został odrzucony', en: 'The file was thrown away' },
  superseded: { pl: 'Zastąpił go nowszy plik', en: 'A newer file has taken its place' },
  abandoned: { pl: 'Import nie został dokończony', en: 'The import was not finished' },
  droppedLead: {
    pl: 'Nic z tego pliku nie trafiło do rejestru. Odczytane dane zostały usunięte.',
    en: 'Nothing of it went into the registry. What was read of it has been removed.',
  },
  stateReading: { pl: 'trwa', en: 'under way' },
  statePlanned: { pl: 'czeka na decyzję', en: 'waits for you' },
  stateApplied: { pl: 'w rejestrze', en: 'in the registry' },
  stateRefused: { pl: 'nieczytelny', en: 'unreadable' },
  stateCancelled: { pl: 'odrzucony', en: 'thrown away' },
  stateSuperseded: { pl: 'zastąpiony', en: 'superseded' },
  stateAbandoned: { pl: 'przerwany', en: 'not finished' },

  fileFacts: { pl: 'Plik', en: 'The file' },
  fileName: { pl: 'Nazwa', en: 'Name' },
  kind: { pl: 'Rodzaj', en: 'Kind' },
  kindFull: { pl: 'pełny zrzut', en: 'full feed' },
  kindSome: { pl: 'niektóre osoby', en: 'some people' },
  encoding: { pl: 'Kodowanie', en: 'Encoding' },
  whoRead: { pl: 'Przeczytano', en: 'Read by' },
  ignored: { pl: 'Pominięte kolumny', en: 'Columns left aside' },
  noName: { pl: '(bez nazwy)', en: '(without a name)' },

  changes: { pl: 'Zmiany', en: 'Changes' },
  rows: { pl: 'Wiersze w pliku', en: 'Rows in the file' },
  people: { pl: 'Osoby w pliku', en: 'People in the file' },
  joiners: { pl: 'Nowe osoby', en: 'New people' },
  movers: { pl: 'Osoby, u których coś się zmienia', en: 'People of whom something changes' },
  unchanged: { pl: 'Osoby bez zmian', en: 'People without a change' },
  missing: { pl: 'Brakuje ich w pliku po raz pierwszy', en: 'Missing from the file for the first time' },
  stillMissing: { pl: 'Nadal ich brakuje', en: 'Still missing' },
  suspended: { pl: 'Konta, które zostaną zawieszone', en: 'Accounts that are suspended' },
  returned: { pl: 'Osoby, które wróciły', en: 'People who are back' },
  leftOut: { pl: 'Pominięte z powodu błędów', en: 'Left out because of conflicts' },
  whatChanges: { pl: 'Co się zmienia', en: 'What changes' },
  name: { pl: 'Imię lub nazwisko', en: 'Name' },
  'album-number': { pl: 'Numer albumu', en: 'Album number' },
  status: { pl: 'Status studiów lub zatrudnienia', en: 'Status of studies or employment' },
  studies: { pl: 'Kierunki studiów', en: 'Fields of study' },
  connection: { pl: 'Podłączenie do rejestracji', en: 'Connection to registration' },
  address: { pl: 'Przypisany adres', en: 'Assigned address' },
  'other-addresses': { pl: 'Inne adresy', en: 'Other addresses' },
  proof: { pl: 'Odpowiedź na pytanie zabezpieczające', en: 'Answer to the security question' },
  'proof-key': {
    pl: 'Klucz, pod którym zapisana jest odpowiedź',
    en: 'Key under which the answer is kept',
  },
  'valid-until': { pl: 'Data, do której konto jest ważne', en: 'Day until which the account is valid' },
  'desk-agreed': { pl: 'Zgodność z decyzją punktu pomocy', en: 'Agreement with what the desk decided' },

  conflicts: { pl: 'Błędy: {count}', en: 'Conflicts: {count}' },
  conflictsNote: {
    pl: 'Te wiersze zostaną pominięte, pozostałe nie. Popraw dane tam, skąd pochodzą, i wczytaj je jeszcze raz.',
    en: 'These rows stay out, the others do not. Correct them where they come from, and import them again.',
  },
  noConflicts: { pl: 'Bez błędów.', en: 'No conflicts.' },
  warnings: { pl: 'Do sprawdzenia: {count}', en: 'To look at: {count}' },
  warningsNote: {
    pl: 'Te wiersze zostaną wprowadzone, ale ktoś powinien je obejrzeć.',
    en: 'These rows go in, but somebody should look at them.',
  },
  notes: { pl: 'Decyzje punktu pomocy, które pozostają: {count}', en: 'Decisions of the desk that stay: {count}' },
  row: { pl: 'Wiersz', en: 'Row' },
  whatIsWrong: { pl: 'Co się nie zgadza', en: 'What does not fit' },
  notInFile: { pl: 'spoza pliku', en: 'not in it' },
  more: { pl: '{sentence} Takich wierszy jest więcej: {count}.', en: '{sentence} There are more of these: {count}.' },
  person: { pl: 'Osoba', en: 'Person' },
  usosId: { pl: 'Identyfikator USOS: {id}', en: 'USOS id {id}' },
  someJoiners: { pl: 'Niektóre z nowych osób', en: 'Some of the new people' },
  someMovers: { pl: 'Niektóre ze zmienionych osób', en: 'Some of the changed people' },
  someMissing: { pl: 'Niektóre z brakujących osób', en: 'Some of the missing people' },
  someReturned: { pl: 'Niektóre z osób, które wróciły', en: 'Some of the people who are back' },

  decide: { pl: 'Decyzja', en: 'Decide' },
  manyLeave: {
    pl: 'W tym zrzucie brakuje {percent}% osób z rejestru, a zwykle najwyżej {most}%. Tak wygląda plik ucięty w połowie.',
    en: 'This feed leaves out {percent}% of the registry; usually it is {most}% at most. A file that was cut off looks like this.',
  },
  sureManyLeave: {
    pl: 'Plik jest cały: tych osób naprawdę nie ma już na uczelni',
    en: 'The file is complete: these people really are not at the university any more',
  },
  tickManyLeave: {
    pl: 'Potwierdź, że plik jest cały, albo go odrzuć',
    en: 'Confirm that the file is complete, or throw it away',
  },
  reason: { pl: 'Powód', en: 'Reason' },
  reasonHint: {
    pl: 'Zostaje w dzienniku obok Twojego nazwiska, na przykład: „nocny zrzut z USOS”. Bez numerów PESEL.',
    en: 'Kept in the audit trail beside your name, for example “nightly feed of USOS”. No PESEL.',
  },
  reasonMissing: { pl: 'Podaj powód', en: 'Give a reason' },
  reasonTooLong: { pl: 'Skróć powód do {most} znaków', en: 'Shorten the reason to {most} characters' },
  apply: { pl: 'Wprowadź do rejestru', en: 'Put it into the registry' },
  throwAway: { pl: 'Odrzuć plik', en: 'Throw it away' },
  notApplied: { pl: 'Nic nie zostało wprowadzone', en: 'Nothing has been put in' },
  outOfDate: {
    pl: 'Rejestr zmienił się od przeczytania pliku. Przeczytaj go jeszcze raz, aby zobaczyć, co naprawdę zmieni',
    en: 'The registry has changed since the file was read. Read it again, to see what it would really change',
  },
  busyApplying: {
    pl: 'Inny import właśnie trwa. Poczekaj, aż się skończy, i spróbuj ponownie',
    en: 'Another import is under way. Wait until it is done, and try again',
  },
  broken: {
    pl: 'To błąd po naszej stronie. Spróbuj ponownie; jeśli się powtórzy, zajrzyj do dziennika serwera',
    en: 'The fault is ours. Try again; if it happens again, look into the log of the server',
  },
  notWaiting: {
    pl: 'Ten plik już nie czeka. Zobacz, co się z nim stało',
    en: 'This file waits no longer. See what has become of it',
  },
  back: { pl: 'Wszystkie importy', en: 'All imports' },
  another: { pl: 'Przeczytaj inny plik', en: 'Read another file' },
})

/** What is pulled from the USOS API. */
export const pullTexts = defineTexts('desk.import.usos-api', {
  heading: { pl: 'Z USOS API', en: 'From the USOS API' },
  none: { pl: 'Niczego jeszcze nie pobierano.', en: 'Nothing has been pulled yet.' },
  refused: {
    pl: 'Pobieranie już trwa. Poczekaj, aż się skończy, albo je zatrzymaj.',
    en: 'A pull is under way already. Wait until it is over, or stop it.',
  },
  about: {
    pl: 'Osoby są pobierane same: codziennie wszystkie, częściej tylko nowe i oczekujące. Plan, który zmienia zbyt wiele, czeka tutaj na decyzję i wtedy nic nie jest pobierane samo.',
    en: 'People are pulled by themselves: everybody once a day, newcomers and people who wait more often. A plan that changes too much waits here for you, and until then nothing is pulled by itself.',
  },
  startQuick: { pl: 'Pobierz nowe osoby', en: 'Pull newcomers now' },
  startSweep: { pl: 'Pobierz wszystkich', en: 'Pull everybody now' },
  stop: { pl: 'Zatrzymaj pobieranie', en: 'Stop the pull' },
  lookAgain: { pl: 'Zobacz, jak daleko jest', en: 'See how far it is' },
  sweep: { pl: 'Wszyscy', en: 'Everybody' },
  quick: { pl: 'Nowi i oczekujący', en: 'Newcomers and people who wait' },
  people: { pl: 'Osoby: {read} z {listed}.', en: 'People: {read} of {listed}.' },
  after: { pl: 'Dalej od: {after}.', en: 'It goes on after {after}.' },
  again: { pl: 'Następna próba: {moment}.', en: 'It is tried again on {moment}.' },
  statePulling: { pl: 'trwa', en: 'under way' },
  stateWaiting: { pl: 'plan czeka', en: 'its plan waits' },
  stateApplied: { pl: 'w rejestrze', en: 'in the registry' },
  stateDropped: { pl: 'odrzucono', en: 'thrown away' },
  stateUnchanged: { pl: 'bez zmian', en: 'no change' },
  stateReported: { pl: 'na próbę', en: 'a dry run' },
  stateFailed: { pl: 'nie udało się', en: 'came to nothing' },
  stateStopped: { pl: 'zatrzymano', en: 'stopped' },
  'step-units': { pl: 'Wykaz jednostek.', en: 'Listing the units.' },
  'step-staff': { pl: 'Wykaz pracowników.', en: 'Listing staff.' },
  'step-programmes': { pl: 'Wykaz programów studiów.', en: 'Listing the programmes of study.' },
  'step-students': { pl: 'Wykaz studentów.', en: 'Listing students.' },
  'step-known': { pl: 'Wykaz osób z rejestru.', en: 'Listing people of the registry.' },
  'step-people': { pl: 'Pobieranie danych osób.', en: 'Asking about people.' },
  'step-plan': { pl: 'Porównanie z rejestrem.', en: 'Comparing with the registry.' },
  'step-done': { pl: 'Koniec.', en: 'Done.' },

  planned: { pl: 'Co zmieni to, co pobrano', en: 'What this pull would change' },
  applied: { pl: 'Pobrane osoby są w rejestrze', en: 'What was pulled is in the registry' },
  cancelled: { pl: 'Pobrane dane odrzucono', en: 'What was pulled was thrown away' },
  superseded: { pl: 'Zastąpił je nowszy import', en: 'A newer import has taken its place' },
  facts: { pl: 'Źródło', en: 'The source' },
  whoPulled: { pl: 'Pobrano', en: 'Pulled' },
  byItself: { pl: 'samo', en: 'by itself' },
  kindFull: { pl: 'wszyscy', en: 'everybody' },
  kindSome: { pl: 'niektóre osoby', en: 'some people' },
  notGranted: { pl: 'Pola, których klucz nie może czytać', en: 'Fields the key may not read' },
  peoplePulled: { pl: 'Pobrane osoby', en: 'People pulled' },
  missing: { pl: 'Zniknęły z USOS po raz pierwszy', en: 'Gone from USOS for the first time' },
  person: { pl: 'Identyfikator USOS', en: 'USOS id' },
  conflictsNote: {
    pl: 'Te osoby pozostaną, jak są, pozostałe nie. Popraw dane w USOS: następne pobranie je wprowadzi.',
    en: 'These people stay as they are, the others do not. Correct them in USOS: the next pull brings them.',
  },
  warningsNote: {
    pl: 'Te osoby zostaną wprowadzone, ale ktoś powinien je obejrzeć.',
    en: 'These people go in, but somebody should look at them.',
  },
  manyLeave: {
    pl: 'W USOS nie ma już {percent}% osób z rejestru, a zwykle najwyżej {most}%.',
    en: '{percent}% of the registry are gone from USOS; usually it is {most}% at most.',
  },
  sureManyLeave: {
    pl: 'To prawda: tych osób naprawdę nie ma już na uczelni',
    en: 'That is right: these people really are not at the university any more',
  },
})

/** What does not fit in a row; `{column}` is the one it stands in. No sentence repeats what stands there (req 41). */
export const findingTexts = defineTexts('desk.import.finding', {
  'no-id': { pl: 'Brakuje identyfikatora: uzupełnij kolumnę id.', en: 'There is no id: fill in the column id.' },
  'bad-id': {
    pl: 'Popraw id: najwyżej 40 liter, cyfr, kropek, łączników i podkreśleń.',
    en: 'Correct the id: at most 40 letters, digits, dots, dashes and underscores.',
  },
  'id-is-pesel': {
    pl: 'W kolumnie id jest PESEL. To miejsce na identyfikator z USOS.',
    en: 'A PESEL stands in the column id. The id of USOS belongs there.',
  },
  'no-surname': {
    pl: 'Brakuje nazwiska. Jeśli ktoś ma tylko imię, wpisz je w last_name.',
    en: 'There is no surname. Somebody with one name has it in last_name.',
  },
  'too-long': { pl: 'Zbyt długi tekst w kolumnie {column}.', en: 'The text in {column} is too long.' },
  'bad-album-number': {
    pl: 'Popraw numer albumu: najwyżej 20 liter, cyfr i znaków . / _ -',
    en: 'Correct the album number: at most 20 letters, digits and the signs . / _ -',
  },
  'album-number-is-pesel': {
    pl: 'W kolumnie student_number jest PESEL.',
    en: 'A PESEL stands in the column student_number.',
  },
  'pesel-in-words': {
    pl: 'W kolumnie {column} jest PESEL. Sprawdź, czy kolumny się nie przesunęły.',
    en: 'A PESEL stands in the column {column}. See whether the columns have slipped.',
  },
  'impossible-status': {
    pl: 'W kolumnie {column} może być tylko 0, 1 albo 2.',
    en: 'In {column} only 0, 1 or 2 can stand.',
  },
  'impossible-value': {
    pl: 'W kolumnie {column} jest coś, czego tam być nie może.',
    en: 'In {column} stands something that has no meaning there.',
  },
  'bad-valid-until': {
    pl: 'Dzień w kolumnie valid_until zapisz jak 2027-09-30.',
    en: 'Write the day in valid_until like 2027-09-30.',
  },
  'bad-address': {
    pl: 'W kolumnie {column} jest coś, co nie jest adresem e-mail.',
    en: 'In {column} stands something that is no e-mail address.',
  },
  'pesel-length': { pl: 'PESEL nie ma jedenastu cyfr.', en: 'The PESEL does not have eleven digits.' },
  'pesel-date': {
    pl: 'PESEL zaczyna się od daty, której nie ma.',
    en: 'The PESEL begins with a date that does not exist.',
  },
  'pesel-check-digit': {
    pl: 'W numerze PESEL jest literówka: cyfra kontrolna się nie zgadza.',
    en: 'The PESEL has a mistyped digit: its check digit does not fit.',
  },
  'pesel-time': {
    pl: 'PESEL wskazuje datę w przyszłości albo sprzed 1900 roku.',
    en: 'The PESEL names a day in the future, or before 1900.',
  },
  'pesel-substitute': {
    pl: 'Zamiast numeru PESEL wpisano wypełniacz. Zostaw to pole puste i podaj birth_date albo document_number.',
    en: 'Something stands in for a PESEL. Leave it empty and give birth_date or document_number.',
  },
  'bad-birth-date': {
    pl: 'Dzień w kolumnie birth_date zapisz jak 2004-05-17.',
    en: 'Write the day in birth_date like 2004-05-17.',
  },
  'bad-document': {
    pl: 'W kolumnie document_number jest coś, co nie jest numerem dokumentu.',
    en: 'In document_number stands something that is no number of a document.',
  },
  contradiction: {
    pl: 'Wiersze jednej osoby nie zgadzają się ze sobą ({column}).',
    en: 'The rows of one person do not say the same ({column}).',
  },
  'address-twice': {
    pl: 'Ten sam adres mają dwie osoby. Należy do jednej z nich.',
    en: 'Two people have the same address. It belongs to one of them.',
  },
  'address-taken': {
    pl: 'Ten adres należy w rejestrze do innej osoby.',
    en: 'This address belongs to somebody else in the registry.',
  },
  'album-number-twice': {
    pl: 'Ten sam numer albumu mają dwie osoby.',
    en: 'Two people have the same album number.',
  },
  'album-number-taken': {
    pl: 'Ten numer albumu ma w rejestrze inna osoba.',
    en: 'Somebody else has this album number in the registry.',
  },
  'pesel-taken': {
    pl: 'Ten PESEL ma już ktoś w rejestrze. Jeśli to ta sama osoba, połącz na jej stronie oba wpisy albo wskaż tam drugi identyfikator; jeśli nie, w numerze jest literówka.',
    en: 'Somebody in the registry has this PESEL already. If it is the same person, merge the two records on the person’s page, or lead the second id there; if not, there is a typing error in the number.',
  },
  'pesel-twice': { pl: 'Ten sam PESEL mają dwie osoby.', en: 'Two people have the same PESEL.' },
  erased: {
    pl: 'Wartość z kolumny {column} należała do osoby, której dane usunięto. Nikt inny jej nie dostanie.',
    en: 'What stands in {column} belonged to somebody who was erased. It is given to nobody else.',
  },
  'works-at-desk': {
    pl: 'Osoby, które pracują w punktach pomocy, zmienia tylko wiersz poleceń.',
    en: 'People who work at the desk are changed by the command line only.',
  },
  'not-told': {
    pl: 'USOS API wymienia tę osobę, ale nic o niej nie mówi.',
    en: 'The USOS API lists this person and tells nothing about them.',
  },
  'foreign-domain': {
    pl: 'Adres w kolumnie {column} nie należy do domeny uczelni.',
    en: 'The address in {column} is not in a domain of the university.',
  },
  'login-is-pesel': {
    pl: 'Adres w kolumnie {column} zaczyna się od numeru PESEL. Nadaj tej osobie inny.',
    en: 'The address in {column} begins with a PESEL. Give the person another one.',
  },
  'desk-connection-kept': {
    pl: 'Punkt rejestracji podłączył tę osobę, czego plik jeszcze nie wie.',
    en: 'The registration desk has connected this person; the file does not know it yet.',
  },
  'desk-address-kept': {
    pl: 'Punkt pomocy przypisał inny adres, czego plik jeszcze nie wie.',
    en: 'The help desk has assigned another address; the file does not know it yet.',
  },
  holder: { pl: 'Ma go osoba o identyfikatorze USOS {holder}.', en: 'It belongs to the person with USOS id {holder}.' },
})

/** Why a file cannot be read at all, and what to do. `{row}` counts as a spreadsheet does: the header is row 1. */
export const faultTexts = defineTexts('desk.import.fault', {
  empty: { pl: 'Plik jest pusty', en: 'The file is empty' },
  'not-text': {
    pl: 'To nie jest plik CSV: zapisz arkusz jako CSV w UTF-8',
    en: 'This is no CSV file: save the sheet as CSV in UTF-8',
  },
  encoding: {
    pl: 'Wiersz {row}: litery są uszkodzone. Zapisz plik jeszcze raz w UTF-8',
    en: 'Row {row}: the letters are damaged. Save the file again in UTF-8',
  },
  'no-header': {
    pl: 'W pierwszym wierszu muszą być nazwy kolumn, takie jak id oraz last_name',
    en: 'The first row must hold the names of the columns, such as id and last_name',
  },
  'column-missing': { pl: 'Dodaj kolumnę {column}', en: 'Add the column {column}' },
  'column-twice': {
    pl: 'Kolumna {column} jest dwa razy: zostaw jedną',
    en: 'The column {column} stands there twice: leave one of them',
  },
  quotes: {
    pl: 'Wiersz {row}: cudzysłów nie jest zamknięty albo jest w środku pola',
    en: 'Row {row}: a quotation mark is not closed, or stands in the middle of a cell',
  },
  'row-too-long': {
    pl: 'Wiersz {row}: ma ponad 20 000 znaków. Zwykle brakuje w nim cudzysłowu',
    en: 'Row {row}: has more than 20,000 characters. Usually a quotation mark is missing',
  },
  'file-too-large': { pl: 'Plik jest za duży', en: 'The file is too large' },
  'control-character': {
    pl: 'Wiersz {row}: w polu jest koniec wiersza albo inny niewidoczny znak',
    en: 'Row {row}: a cell holds a line break or another sign that cannot be seen',
  },
  ragged: {
    pl: 'Wiersz {row}: pól jest {cells}, a nazw kolumn {expected}',
    en: 'Row {row}: there are {cells} cells, but {expected} names of columns',
  },
  interrupted: {
    pl: 'Plik nie dotarł w całości: prześlij go jeszcze raz',
    en: 'The file did not come as a whole: send it again',
  },
})
