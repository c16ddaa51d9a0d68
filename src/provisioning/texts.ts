import { defineTexts } from '../language/index.ts'

/** Why a file cannot be read. Nothing of it has gone in. */
export const faultTexts = defineTexts('import-fault', {
  empty: { pl: 'Plik jest pusty.', en: 'The file is empty.' },
  'not-text': {
    pl: 'Plik nie jest zapisany ani w UTF-8, ani w CP1250. Zapisz go jako „CSV UTF-8”.',
    en: 'The file is written neither in UTF-8 nor in CP1250. Save it as “CSV UTF-8”.',
  },
  encoding: {
    pl: 'Wiersz {row}: te bajty nie są literami w UTF-8, a reszta pliku jest. Plik został uszkodzony po drodze.',
    en: 'Row {row}: these bytes are no letters in UTF-8, though the rest of the file is. It was damaged on the way.',
  },
  'no-header': {
    pl: 'Wiersz 1 nie zawiera nazw kolumn. Pierwszy wiersz musi je wymieniać, np. id, last_name, email.',
    en: 'Row 1 holds no names of columns. The first row must name them, such as id, last_name, email.',
  },
  'column-missing': {
    pl: 'Wiersz 1: brakuje kolumny {column}, bez której nie wiadomo, kto jest kim.',
    en: 'Row 1: the column {column} is missing, without which nobody knows who is who.',
  },
  'column-twice': {
    pl: 'Wiersz 1: kolumna {column} występuje dwa razy.',
    en: 'Row 1: the column {column} stands twice.',
  },
  quotes: {
    pl: 'Wiersz {row}: cudzysłów jest w środku komórki albo nie został zamknięty.',
    en: 'Row {row}: a quotation mark stands in the middle of a cell, or was not closed.',
  },
  'row-too-long': {
    pl: 'Wiersz {row} jest dłuższy niż 20 000 znaków. Najczęściej znaczy to, że nie zamknięto cudzysłowu.',
    en: 'Row {row} is longer than 20,000 characters. Mostly that means a quotation mark that was not closed.',
  },
  'file-too-large': {
    pl: 'Plik jest większy niż 256 MB.',
    en: 'The file is larger than 256 MB.',
  },
  'control-character': {
    pl: 'Wiersz {row}, kolumna {column}: komórka zawiera znak sterujący albo podział wiersza.',
    en: 'Row {row}, column {column}: the cell holds a control character or a line break.',
  },
  ragged: {
    pl: 'Wiersz {row} ma komórek: {cells}, a nagłówek: {expected}.',
    en: 'Row {row} has {cells} cells, and the header has {expected}.',
  },
  interrupted: {
    pl: 'Plik nie dotarł w całości.',
    en: 'The file did not arrive whole.',
  },
})

/** What is wrong with single rows. The rest of the file goes in. */
export const findingTexts = defineTexts('import-finding', {
  erased: {
    pl: 'należało do osoby, której dane usunięto, i nie trafia do nikogo innego',
    en: 'belonged to somebody who was erased, and is given to nobody else',
  },
  'no-id': { pl: 'brak id osoby', en: 'the id of the person is missing' },
  'bad-id': { pl: 'to nie może być id osoby', en: 'this cannot be the id of a person' },
  'id-is-pesel': {
    pl: 'w kolumnie id jest numer PESEL; id jest pokazywane, a PESEL nie może być',
    en: 'a PESEL stands in the column id; ids are shown, and a PESEL must not be',
  },
  'no-surname': { pl: 'brak nazwiska', en: 'the surname is missing' },
  'too-long': { pl: 'komórka zawiera za dużo', en: 'the cell holds too much' },
  'bad-album-number': { pl: 'to nie może być numer albumu', en: 'this cannot be an album number' },
  'album-number-is-pesel': {
    pl: 'w kolumnie numeru albumu jest numer PESEL',
    en: 'a PESEL stands in the column of the album number',
  },
  'pesel-in-words': {
    pl: 'numer PESEL jest w kolumnie na imiona, nazwiska lub nazwy',
    en: 'a PESEL stands in a column that is for names',
  },
  'impossible-status': { pl: 'takiego statusu nie ma', en: 'there is no such status' },
  'impossible-value': { pl: 'takiej wartości nie ma', en: 'there is no such value' },
  'bad-valid-until': {
    pl: 'to nie jest dzień; zapisz go jako 2027-09-30',
    en: 'this is no day; write it as 2027-09-30',
  },
  'bad-address': { pl: 'to nie może być adres e-mail', en: 'this cannot be an e-mail address' },
  'pesel-length': { pl: 'PESEL nie ma jedenastu cyfr', en: 'the PESEL does not have eleven digits' },
  'pesel-date': {
    pl: 'PESEL wskazuje dzień, którego nie ma w kalendarzu',
    en: 'the PESEL names a day that no calendar has',
  },
  'pesel-check-digit': {
    pl: 'cyfra kontrolna numeru PESEL się nie zgadza: gdzieś jest literówka',
    en: 'the check digit of the PESEL does not fit: there is a typing error in it',
  },
  'pesel-time': {
    pl: 'PESEL wskazuje dzień urodzenia w przyszłości albo przed rokiem 1900',
    en: 'the PESEL names a day of birth in the future, or before 1900',
  },
  'pesel-substitute': {
    pl: 'to numer zastępczy (data urodzenia i pięć zer), a nie PESEL; zostaw tę komórkę pustą i podaj datę w kolumnie birth_date',
    en: 'this is a substitute (the day of birth and five zeros) and no PESEL; leave the cell empty and give the day in the column birth_date',
  },
  'bad-birth-date': {
    pl: 'to nie jest data urodzenia; zapisz ją jako 2004-02-29',
    en: 'this is no day of birth; write it as 2004-02-29',
  },
  'bad-document': { pl: 'to nie może być numer dokumentu', en: 'this cannot be the number of a document' },
  contradiction: {
    pl: 'ta sama osoba, a dane się różnią',
    en: 'the same person, and they say different things',
  },
  'address-twice': { pl: 'ten sam adres u różnych osób', en: 'one address on different people' },
  'address-taken': {
    pl: 'ten adres ma już inna osoba, która go w tym pliku nie oddaje',
    en: 'somebody else has this address already, and does not give it up in this file',
  },
  'album-number-twice': { pl: 'ten sam numer albumu u różnych osób', en: 'one album number on different people' },
  'album-number-taken': {
    pl: 'ten numer albumu ma już inna osoba, która go w tym pliku nie oddaje',
    en: 'somebody else has this album number already, and does not give it up in this file',
  },
  'pesel-twice': {
    pl: 'ten sam PESEL u różnych id: jedna osoba dwa razy albo literówka; niech ktoś to sprawdzi',
    en: 'one PESEL under different ids: one person twice, or a typing error; somebody should look',
  },
  'pesel-taken': {
    pl: 'ten PESEL ma już ktoś w rejestrze: jedna osoba pod dwoma id (na jej stronie w obsłudze kont można połączyć wpisy albo wskazać drugie id) albo literówka',
    en: 'somebody in the registry has this PESEL already: one person under two ids (an administrator merges the records, or leads the second id there, on the page of that person), or a typing error',
  },
  'works-at-desk': {
    pl: 'osoby, które pracują w punktach pomocy, zmienia tylko wiersz poleceń',
    en: 'people who work at the desk are changed by the command line only',
  },
  'not-told': {
    pl: 'USOS API wymienia tę osobę, ale nic o niej nie mówi',
    en: 'the USOS API lists this person and tells nothing about them',
  },
  'foreign-domain': {
    pl: 'adres nie jest w domenie pocztowej uczelni',
    en: 'the address is not in a mail domain of the university',
  },
  'login-is-pesel': {
    pl: 'przed znakiem @ jest numer PESEL; taki identyfikator widać wszędzie',
    en: 'a PESEL stands before the @; such an ID is seen everywhere',
  },
  'desk-connection-kept': {
    pl: 'punkt pomocy podłączył tę osobę do rejestracji, a plik jeszcze o tym nie wie; zostaje podłączona',
    en: 'the desk connected this person to registration and the file does not know it yet; that stays',
  },
  'desk-address-kept': {
    pl: 'punkt pomocy przypisał tej osobie inny adres niż plik; adres zostaje',
    en: 'the desk assigned this person another address than the file has; that stays',
  },
})

export const reportTexts = defineTexts('import-report', {
  rowOf: { pl: 'wiersz {rows}', en: 'row {rows}' },
  rowsOf: { pl: 'wiersze {rows}', en: 'rows {rows}' },
  column: { pl: 'kolumna {column}', en: 'column {column}' },
  unnamedColumn: { pl: 'bez nazwy', en: 'unnamed' },
  holder: { pl: 'druga osoba: id {holder}', en: 'the other person: id {holder}' },
  andOthers: { pl: '… i kolejne: {count}', en: '… and {count} more' },

  idsOf: { pl: 'USOS id {ids}', en: 'id {ids}' },
  pulled: { pl: 'Osoby z USOS API: {people}.', en: 'People of the USOS API: {people}.' },
  notGranted: {
    pl: 'Pola, których klucz nie może czytać, więc nic się w nich nie zmienia: {columns}.',
    en: 'Fields the key may not read, so that nothing changes in them: {columns}.',
  },
  read: {
    pl: 'Wiersze: {rows}, osoby: {people}, kodowanie: {encoding}.',
    en: 'Rows: {rows}, people: {people}, encoding: {encoding}.',
  },
  ignored: {
    pl: 'Kolumny, których nie znamy i nie czytamy: {columns}.',
    en: 'Columns we do not know and do not read: {columns}.',
  },
  absent: {
    pl: 'Kolumny, których plik nie ma, więc nic się w nich nie zmienia: {columns}.',
    en: 'Columns the file does not have, so that nothing changes in them: {columns}.',
  },
  joiners: { pl: 'Nowe osoby: {count}', en: 'New people: {count}' },
  movers: { pl: 'Osoby, u których coś się zmienia: {count}', en: 'People of whom something changes: {count}' },
  unchanged: { pl: 'Bez zmian: {count}', en: 'Unchanged: {count}' },
  missing: {
    pl: 'Nie ma ich w pełnym zrzucie po raz pierwszy: {count}',
    en: 'Not in the full feed for the first time: {count}',
  },
  stillMissing: { pl: 'Nadal ich nie ma: {count}', en: 'Still missing: {count}' },
  suspended: {
    pl: 'Konta zamykane, bo minął czas: {count}',
    en: 'Accounts closed because their time is over: {count}',
  },
  returned: { pl: 'Wracają: {count}', en: 'Return: {count}' },
  leftOut: { pl: 'Pominięte z powodu błędów: {count}', en: 'Left out because of errors: {count}' },
  example: { pl: 'np. {name} (id {id}, wiersz {row})', en: 'such as {name} (id {id}, row {row})' },
  exampleOutside: { pl: 'np. {name} (id {id})', en: 'such as {name} (id {id})' },
  conflicts: {
    pl: 'Błędy: te osoby pominięto, reszta wchodzi',
    en: 'Errors: these people are left out, the rest goes in',
  },
  warnings: { pl: 'Ostrzeżenia: wchodzą, ale warto sprawdzić', en: 'Warnings: they go in, but somebody should look' },
  notes: { pl: 'Decyzje punktu pomocy, które zostają', en: 'What the desk decided stays' },
  brakeOfPull: {
    pl: 'Zniknęło {percent}% osób, a dopuszczamy {most}%. Wejdzie dopiero po potwierdzeniu.',
    en: '{percent}% of the people are gone, and {most}% are allowed. It goes in only when confirmed.',
  },
  brake: {
    pl: 'W pliku brakuje {percent}% osób, a dopuszczamy {most}%. Wygląda na ucięty: wejdzie dopiero po potwierdzeniu.',
    en: 'The file lacks {percent}% of the people, and {most}% are allowed. It looks cut off: it goes in only when confirmed.',
  },
  brakeOfPullConfirmed: {
    pl: 'Zniknęło {percent}% osób, a dopuszczamy {most}%. Wolno, bo to potwierdzono.',
    en: '{percent}% of the people are gone, and {most}% are allowed. It may go in: that was confirmed.',
  },
  brakeConfirmed: {
    pl: 'W pliku brakuje {percent}% osób, a dopuszczamy {most}%. Wolno, bo to potwierdzono.',
    en: 'The file lacks {percent}% of the people, and {most}% are allowed. It may go in: that was confirmed.',
  },
})

/** What changes of a mover; they may stand under several. */
export const changeTexts = defineTexts('import-change', {
  name: { pl: 'imię lub nazwisko', en: 'name' },
  'album-number': { pl: 'numer albumu', en: 'album number' },
  status: { pl: 'status studenta lub pracownika', en: 'status as student or staff' },
  studies: { pl: 'kierunki studiów', en: 'fields of study' },
  connection: { pl: 'podłączenie do rejestracji', en: 'connection to registration' },
  address: { pl: 'przypisany adres', en: 'assigned address' },
  'other-addresses': { pl: 'inne adresy', en: 'other addresses' },
  proof: { pl: 'odpowiedź na pytanie sprawdzające', en: 'answer to the security question' },
  'proof-key': {
    pl: 'odpowiedź zapisana nowym kluczem',
    en: 'answer stored under the new key',
  },
  'valid-until': { pl: 'ważność konta', en: 'end of the account' },
  'desk-agreed': { pl: 'plik zgadza się już z punktem pomocy', en: 'the file agrees with the desk now' },
})

/** Why a plan is not carried out. */
export const refusalTexts = defineTexts('import-refusal', {
  'not-waiting': {
    pl: 'Ten plan już nie czeka: wykonano go, porzucono albo zastąpił go nowszy.',
    en: 'This plan does not wait any more: it was carried out, dropped, or a newer one took its place.',
  },
  'many-leave': {
    pl: 'W pełnym zrzucie brakuje tylu osób, że wygląda na ucięty. Nic się nie zmieniło.',
    en: 'The full feed lacks so many people that it looks cut off. Nothing was changed.',
  },
  'out-of-date': {
    pl: 'Rejestr zmienił się od czasu wczytania pliku. Wczytaj go jeszcze raz. Nic się nie zmieniło.',
    en: 'The registry has changed since the file was read. Read it again. Nothing was changed.',
  },
  busy: {
    pl: 'Trwa inny import. Spróbuj ponownie za chwilę.',
    en: 'Another import is running. Try again in a moment.',
  },
})
