import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('desk.letters', {
  title: { pl: 'Wiadomości', en: 'Letters' },
  lead: {
    pl: 'Co się stało z każdą wiadomością z ostatnich 30 dni. Najnowsze na górze. Treści nikt tu nie zobaczy: znika po wysłaniu.',
    en: 'What became of every letter of the last 30 days. Newest first. Nobody sees here what they say: that is gone once they are sent.',
  },
  toAddress: { pl: 'Do: {address}. {all}', en: 'To {address}. {all}' },
  everybody: { pl: 'Pokaż wszystkie', en: 'Show all' },
  nothing: { pl: 'Nie ma takich wiadomości.', en: 'There are no such letters.' },
  pages: { pl: 'Strony listy', en: 'Pages of the list' },
  filter: { pl: 'Zawęź', en: 'Narrow down' },
  state: { pl: 'Stan', en: 'State' },
  every: { pl: 'wszystkie', en: 'every' },
  day: { pl: 'Dzień', en: 'Day' },
  dayHint: { pl: 'Na przykład 2026-11-23', en: 'Such as 2026-11-23' },
  show: { pl: 'Pokaż', en: 'Show' },
  address: { pl: 'Adres', en: 'Address' },
  addressLabel: { pl: 'Adres e-mail', en: 'E-mail address' },
  showAddress: { pl: 'Pokaż wiadomości na ten adres', en: 'Show the letters to it' },
  addressBroken: {
    pl: 'Wpisz cały adres, na przykład jan.nowak@{mailDomain}',
    en: 'Type the whole address, such as jan.nowak@{mailDomain}',
  },
  notShown: { pl: 'Nie pokazano wiadomości', en: 'No letters are shown' },

  // One letter
  none: { pl: 'Nie ma takiej wiadomości', en: 'There is no such letter' },
  noneLead: {
    pl: 'O wiadomości wiemy przez 30 dni od jej wysłania.',
    en: 'What became of a letter is known for 30 days after it was sent.',
  },
  recipient: { pl: 'Adres', en: 'To' },
  person: { pl: 'Osoba', en: 'Person' },
  written: { pl: 'Napisana', en: 'Written' },
  ended: { pl: 'Zakończona', en: 'Finished' },
  tries: { pl: 'Próby', en: 'Tries' },
  nextTry: { pl: 'Następna próba', en: 'Next try' },
  reported: { pl: 'Zgłoszenie zwrotne', en: 'Report of the server' },
  code: { pl: 'Kod serwera', en: 'Code of the server' },
  repeats: { pl: 'Powtarza wiadomość', en: 'Sends again' },
  earlier: { pl: 'wcześniejszą', en: 'an earlier letter' },
  restTitle: { pl: 'Nie wysyłamy teraz na ten adres', en: 'This address is left alone' },
  rest: {
    pl: 'Do {until} nie wysyłamy tu żadnych wiadomości: {why} Gdy skrzynka znów działa, wznów wysyłanie.',
    en: 'Until {until} no letter goes there: {why} When the mailbox works again, let letters go there again.',
  },
  wake: { pl: 'Wysyłaj znów na ten adres', en: 'Write to this address again' },
  againTitle: { pl: 'Wyślij jeszcze raz', en: 'Send it again' },
  againLink: {
    pl: 'Odnośnik z tej wiadomości nie jest nigdzie zapisany. Osoba dostanie nową wiadomość ze świeżym odnośnikiem, na przypisany adres; poprzedni odnośnik przestanie działać.',
    en: 'The link of this letter is kept nowhere. The person gets another letter with a fresh link, at the assigned address; the link before it stops working.',
  },
  sendLink: { pl: 'Wyślij świeży odnośnik', en: 'Send a fresh link' },
  againNotice: {
    pl: 'Treść nie jest nigdzie zapisana: powiadomienie zostanie napisane na nowo, z godziną pierwszego, i pójdzie na przypisany dziś adres.',
    en: 'What it said is kept nowhere: the notice is written anew, with the hour of the first one, and goes to the address assigned today.',
  },
  again: { pl: 'Napisz i wyślij jeszcze raz', en: 'Write it anew and send it' },
  cannotAgain: {
    pl: 'Tej wiadomości nie da się wysłać jeszcze raz: zawierała odnośnik, kod albo dane, których nigdzie nie zapisujemy. Osoba może poprosić o nową na tej samej stronie co wtedy.',
    en: 'This letter cannot be sent again: it held a link, a code or details that are kept nowhere. The person can ask for another one on the same page as then.',
  },
  restsFirst: {
    pl: 'Teraz by nie dotarła. Najpierw skrzynka musi znów działać, a wysyłanie na ten adres trzeba wznowić.',
    en: 'It would not arrive now: first the mailbox has to work and the address has to get letters again.',
  },
  onItsWay: { pl: 'Wiadomość jest jeszcze w drodze.', en: 'The letter is still on its way.' },
  notForRole: { pl: 'Wysłać ją jeszcze raz może: {roles}.', en: 'It is sent again by: {roles}.' },
  reason: { pl: 'Powód', en: 'Reason' },
  reasonHint: {
    pl: 'Kto prosił i dlaczego. Zostaje w dzienniku.',
    en: 'Who asked, and why. It stays in the activity.',
  },
  reasonMissing: { pl: 'Napisz, dlaczego', en: 'Say why' },
  reasonTooLong: { pl: 'Skróć powód do 500 znaków', en: 'Shorten the reason to 500 characters' },
  notSaved: { pl: 'Nic nie zostało zmienione', en: 'Nothing has been changed' },
  doneAgain: { pl: 'Wiadomość napisano na nowo; jest w drodze.', en: 'The letter was written anew and is on its way.' },
  doneWoken: { pl: 'Na ten adres znów wysyłamy wiadomości.', en: 'Letters go to this address again.' },
  doneNothing: {
    pl: 'Nic nie zrobiono: formularz był już wysłany albo ktoś był szybszy.',
    en: 'Nothing was done: the form was sent before, or somebody was quicker.',
  },
})

/** Where a letter stands. */
export const standingTexts = defineTexts('desk.letters-standing', {
  queued: { pl: 'czeka', en: 'queued' },
  sending: { pl: 'wysyłana', en: 'sending' },
  sent: { pl: 'wysłana', en: 'sent' },
  delayed: { pl: 'opóźniona', en: 'delayed' },
  bounced: { pl: 'zwrócona', en: 'came back' },
  suppressed: { pl: 'wstrzymana', en: 'held back' },
  'given-up': { pl: 'niedoręczona', en: 'given up' },
  expired: { pl: 'wygasła', en: 'expired' },
  withdrawn: { pl: 'wycofana', en: 'withdrawn' },
  to: { pl: '{moment} na adres {recipient}', en: '{moment} to {recipient}' },
  delayedSince: { pl: 'Próby: {attempts}; następna: {moment}.', en: 'Tries: {attempts}; the next at {moment}.' },
  delayedThere: {
    pl: 'Serwer odbiorcy jeszcze próbuje.',
    en: 'The server at the other end is still trying.',
  },
  forGood: { pl: 'Na stałe:', en: 'For good:' },
  expiredBecause: {
    pl: 'Odnośnik stracił ważność, zanim serwer przyjął wiadomość.',
    en: 'Its link died before a server took the letter.',
  },
  withdrawnBecause: {
    pl: 'Zastąpiła ją nowsza albo przestała być potrzebna.',
    en: 'A newer one took its place, or it was no longer needed.',
  },
  suppressedBecause: {
    pl: 'Ten adres zwracał wiadomości i na razie nic tam nie wysyłamy.',
    en: 'This address sent letters back, and for a while none goes there.',
  },
})

/** States as they are asked for. */
export const wantedTexts = defineTexts('desk.letters-wanted', {
  waiting: { pl: 'czekające i wysyłane', en: 'queued or sending' },
  delayed: { pl: 'opóźnione', en: 'delayed' },
  sent: { pl: 'wysłane', en: 'sent' },
  bounced: { pl: 'zwrócone', en: 'came back' },
  'given-up': { pl: 'niedoręczone', en: 'given up' },
  suppressed: { pl: 'wstrzymane', en: 'held back' },
  dropped: { pl: 'wygasłe i wycofane', en: 'expired or withdrawn' },
})

/** What a mail server means by its codes. */
export const whyTexts = defineTexts('desk.letters-why', {
  'no-mailbox': { pl: 'Takiej skrzynki nie ma.', en: 'There is no such mailbox.' },
  'mailbox-shut': { pl: 'Skrzynka jest wyłączona.', en: 'The mailbox has been shut.' },
  'mailbox-full': { pl: 'Skrzynka jest pełna.', en: 'The mailbox is full.' },
  'no-domain': { pl: 'Nie ma serwera poczty tej domeny.', en: 'There is no mail server for this domain.' },
  'not-wanted': {
    pl: 'Serwer odbiorcy nie chce naszych wiadomości (spam lub zasady).',
    en: 'The server of the mailbox does not want our letters (spam or its rules).',
  },
  busy: { pl: 'Serwer prosi, żeby spróbować później.', en: 'The server asks us to try later.' },
  unreachable: { pl: 'Nie można połączyć się z serwerem poczty.', en: 'The mail server cannot be reached.' },
  'no-encryption': { pl: 'Serwer poczty nie szyfruje połączenia.', en: 'The mail server offers no encryption.' },
  'sign-in-refused': {
    pl: 'Serwer poczty nie przyjął naszego hasła.',
    en: 'The mail server did not accept our password.',
  },
  'sender-refused': {
    pl: 'Serwer poczty nie pozwala nam wysyłać z tego adresu.',
    en: 'The mail server does not let us send from this address.',
  },
  'too-slow': { pl: 'Serwer poczty odpowiadał zbyt wolno.', en: 'The mail server answered too slowly.' },
  'no-mail-server': { pl: 'Nie ustawiono serwera poczty.', en: 'No mail server is set.' },
  interrupted: { pl: 'Wysyłanie przerwano; będzie ponowione.', en: 'It was interrupted and will be tried again.' },
  'not-an-address': { pl: 'To nie jest adres e-mail.', en: 'This is no e-mail address.' },
  'invented-person': {
    pl: 'To wymyślona osoba: jej wiadomości nie wychodzą na zewnątrz.',
    en: 'An invented person: letters to them do not leave this machine.',
  },
  other: { pl: 'Serwer nie podał zrozumiałego powodu.', en: 'The server gave no reason that can be put in words.' },
})
