import { defineTexts } from '../../language/index.ts'
import { texts as deskTexts } from '../texts.ts'

export const texts = defineTexts('desk.merge', {
  findTitle: { pl: 'Połącz z innym wpisem: {name}', en: 'Merge with another record: {name}' },
  findLead: {
    pl: 'Jeden człowiek, a w rejestrze dwa wpisy. Ten wpis zostaje; wskaż drugi, a zanim cokolwiek się zmieni, zobaczysz oba obok siebie.',
    en: 'One human, and two records in the registry. This record is kept; name the other, and you see both side by side before anything changes.',
  },
  other: { pl: 'Drugi wpis', en: 'The other record' },
  otherHint: {
    pl: 'Adres e-mail, numer albumu albo identyfikator USOS',
    en: 'E-mail address, album number or USOS id',
  },
  find: { pl: 'Pokaż oba wpisy', en: 'Show both records' },
  notFound: { pl: 'Nie znaleziono', en: 'Not found' },
  nobody: {
    pl: 'Nie ma takiego wpisu. Sprawdź adres, numer albumu albo identyfikator USOS.',
    en: 'There is no such record. Check the address, the album number or the USOS id.',
  },
  nationalId: { pl: 'Po numerze PESEL nikogo się tu nie szuka.', en: 'Nobody is found by a PESEL number.' },
  unknownId: {
    pl: 'Identyfikatora USOS {usosId} nikt tu nie ma. Jeśli w USOS to ta sama osoba, niech prowadzi tutaj: następny import potraktuje jego wiersze jako tę osobę, zamiast je odrzucać albo tworzyć nową.',
    en: 'Nobody here has the USOS id {usosId}. If it is the same person in USOS, let it lead here: the next import takes its rows for this person, instead of refusing them or making a new one.',
  },
  leadId: { pl: 'Niech {usosId} prowadzi tutaj', en: 'Let {usosId} lead here' },
  ids: { pl: 'Prowadzą tutaj także', en: 'These lead here too' },
  ofMerge: { pl: 'z połączenia wpisów', en: 'from a merge' },
  removeId: { pl: 'Niech {usosId} już nie prowadzi tutaj', en: 'Let {usosId} lead here no more' },
  idChanged: { pl: 'Zapisano.', en: 'Saved.' },
  title: { pl: 'Połącz dwa wpisy', en: 'Merge two records' },
  lead: {
    pl: 'Sprawdź, że to naprawdę jedna osoba. Połączenie można cofnąć przez {days} dni.',
    en: 'Make sure that it really is one person. A merge can be undone for {days} days.',
  },
  fact: { pl: 'Co', en: 'What' },
  kept: { pl: 'Ten wpis, zostaje', en: 'This record, kept' },
  gone: { pl: 'Drugi wpis, znika', en: 'The other, goes' },
  together: { pl: 'Po połączeniu', en: 'When merged' },
  swap: { pl: 'Zachowaj ten drugi wpis', en: 'Keep the other record instead' },
  name: { pl: 'Imiona i nazwisko', en: 'Name' },
  usosId: { pl: 'Identyfikator USOS', en: 'USOS id' },
  usosIds: { pl: '{kept}; {gone} prowadzi tutaj', en: '{kept}; {gone} leads here' },
  albumNumber: { pl: 'Numer albumu', en: 'Album number' },
  assigned: { pl: 'Przypisany adres', en: 'Assigned address' },
  others: { pl: 'Inne adresy', en: 'Other addresses' },
  studies: { pl: 'Kierunki studiów', en: 'Fields of study' },
  status: { pl: 'Statusy w USOS', en: 'Statuses in USOS' },
  studentStatus: { pl: 'studia: {status}', en: 'student: {status}' },
  phdStatus: { pl: 'doktorat: {status}', en: 'doctoral: {status}' },
  staffStatus: { pl: 'praca: {status}', en: 'staff: {status}' },
  connection: { pl: 'Podłączenie do rejestracji', en: 'Connected to registration' },
  yes: { pl: 'tak', en: 'yes' },
  no: { pl: 'nie', en: 'no' },
  none: { pl: 'brak', en: 'none' },
  account: { pl: 'Konto', en: 'Account' },
  open: { pl: 'otwarte', en: 'open' },
  disabled: { pl: 'wyłączone', en: 'disabled' },
  closed: { pl: 'zamknięte', en: 'closed' },
  roles: { pl: 'Role w obsłudze kont', en: 'Roles at the desk' },
  password: { pl: 'Hasło', en: 'Password' },
  passwordSet: { pl: 'ustawione', en: 'set' },
  passwordKept: {
    pl: 'hasło tego wpisu; drugie nic nie otwiera',
    en: 'the one of this record; the other opens nothing',
  },
  passwordGone: { pl: 'hasło drugiego wpisu', en: 'the one of the other record' },
  factor: { pl: 'Drugi składnik', en: 'Second factor' },
  factorSet: { pl: 'ustawiony', en: 'set up' },
  factorKept: { pl: 'drugi składnik tego wpisu', en: 'the one of this record' },
  factorLost: {
    pl: 'żaden: drugi składnik drugiego wpisu nie przechodzi, trzeba ustawić nowy',
    en: 'none: that of the other record does not come along, a new one has to be set up',
  },
  answer: { pl: 'Pytanie zabezpieczające', en: 'Security question' },
  answerKept: { pl: 'odpowiedź tego wpisu', en: 'the answer of this record' },
  answerLost: {
    pl: 'bez odpowiedzi do następnego importu: pomoże kod jednorazowy albo zachowanie drugiego wpisu',
    en: 'no answer until the next import: a one-time code helps, or keeping the other record',
  },
  sessions: { pl: 'Sesje', en: 'Sessions' },
  sessionsAfter: { pl: 'sesje drugiego wpisu się kończą', en: 'those of the other record end' },
  consents: { pl: 'Zgody wobec usług', en: 'Consents for services' },
  both: { pl: 'z obu wpisów', en: 'of both records' },
  cases: { pl: 'Otwarte sprawy', en: 'Open cases' },
  follows: {
    pl: 'Odnośniki i kody obu wpisów przestają działać. Usługi, które znają drugi wpis po jego stałym identyfikatorze, zobaczą nową osobę. Obie skrzynki dostają wiadomość.',
    en: 'Links and codes of both records die. Services that know the other record by its lasting identifier see a new person. Both mailboxes are told.',
  },
  reason: { pl: 'Powód', en: 'Reason' },
  reasonHint: { pl: 'Zostaje w dzienniku. Bez numeru PESEL.', en: 'It stays in the activity. No PESEL number.' },
  merge: { pl: 'Połącz wpisy', en: 'Merge the records' },
  notMerged: { pl: 'Nic nie zostało zmienione', en: 'Nothing has been changed' },
  notPossible: {
    pl: 'Tego nie można już zrobić: któryś z wpisów zmienił się w międzyczasie.',
    en: 'That can no longer be done: one of the records has changed meanwhile.',
  },
  back: { pl: 'Wróć do osoby', en: 'Back to the person' },
  mergedTitle: { pl: 'Połączone wpisy: {name}', en: 'Merged records: {name}' },
  mergedOn: { pl: 'Połączono', en: 'Merged on' },
  mergedBy: { pl: 'Przez', en: 'By' },
  undoUntil: { pl: 'Można cofnąć do', en: 'Can be undone until' },
  undoneOn: { pl: 'Cofnięto', en: 'Undone on' },
  keptRecord: { pl: 'Wpis, który został', en: 'The record that was kept' },
  goneRecord: { pl: 'Wpis, który zniknął', en: 'The record that went' },
  undoLead: {
    pl: 'Oba wpisy wracają takie, jakie były. To, co zmieniło się od tego czasu, zostaje i będzie wymienione. Sesje się kończą, odnośniki i kody przestają działać.',
    en: 'Both records come back as they were. What has changed since stays, and is named. Sessions end, links and codes die.',
  },
  undo: { pl: 'Cofnij połączenie', en: 'Undo the merge' },
  undone: { pl: 'Połączenie cofnięto: to znów dwa wpisy.', en: 'The merge is undone: they are two records again.' },
  stays: { pl: 'Zmieniło się od połączenia i zostaje:', en: 'Has changed since the merge, and stays:' },
  tooLate: { pl: 'Tego połączenia nie można już cofnąć.', en: 'This merge can no longer be undone.' },
  noteGone: {
    pl: 'Ten wpis połączono z innym wpisem tej samej osoby.',
    en: 'This record was merged into another one of the same person.',
  },
  noteKept: {
    pl: 'Z tym wpisem połączono inny wpis tej samej osoby.',
    en: 'Another record of the same person was merged into this one.',
  },
  see: { pl: 'Zobacz połączenie', en: 'See the merge' },
  offer: { pl: 'Ta osoba jest w rejestrze dwa razy?', en: 'Is this person in the registry twice?' },
  toMerge: { pl: 'Połącz z innym wpisem', en: 'Merge with another record' },
})

export const obstacleTexts = defineTexts('desk.merge-obstacle', {
  'same-record': { pl: 'To jeden i ten sam wpis.', en: 'It is one and the same record.' },
  'own-account': { pl: 'Nikt nie łączy własnego wpisu.', en: 'Nobody merges a record of their own.' },
  administrator: {
    pl: 'Do wpisu z rolą administracji niczego się nie dołącza. Najpierw odbierz rolę.',
    en: 'Nothing is merged into the record of an administrator. Take the role first.',
  },
  'other-has-role': {
    pl: 'Drugi wpis ma rolę w obsłudze kont, a role nie przechodzą. Zachowaj tamten wpis albo najpierw odbierz rolę.',
    en: 'The other record has a role at the desk, and roles go over to nobody. Keep that record, or take the role first.',
  },
  'other-has-factor': {
    pl: 'Hasło drugiego wpisu chroni drugi składnik, a ten wpis go nie ma. Zachowaj tamten wpis.',
    en: 'A second factor guards the password of the other record, and this record has none. Keep that record.',
  },
  'merged-already': {
    pl: 'Jeden z tych wpisów już połączono z innym.',
    en: 'One of these records was merged already.',
  },
  demo: { pl: 'Jedna z tych osób jest wymyślona.', en: 'One of these people is invented.' },
})

export const reasonTexts = {
  ...defineTexts('desk.merge-reason', {
    missing: { pl: 'Wpisz powód', en: 'Write the reason' },
    'too-long': { pl: 'Skróć powód do 500 znaków', en: 'Shorten the reason to 500 characters' },
  }),
  'national-id': deskTexts.nationalIdDotted,
}

export const stayingTexts = defineTexts('desk.merge-stays', {
  'album-number': { pl: 'numer albumu', en: 'album number' },
  status: { pl: 'status studenta lub pracownika', en: 'status as student or staff' },
  connection: { pl: 'podłączenie do rejestracji', en: 'connection to registration' },
  disabled: { pl: 'wyłączenie konta', en: 'whether the account is disabled' },
  closing: { pl: 'zamknięcie konta', en: 'whether the account is closed' },
  addresses: { pl: 'część adresów', en: 'some of the addresses' },
  password: {
    pl: 'hasło: ustawione po połączeniu przepadło, nowe ustawia się przez odnośnik',
    en: 'the password: the one set since the merge is gone, and a new one is set by a link',
  },
  'usos-id': { pl: 'identyfikator USOS', en: 'USOS id' },
})
