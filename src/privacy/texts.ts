import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('privacy', {
  title: { pl: 'Dane osobowe', en: 'Personal data' },
  lead: {
    pl: 'Co logowanie do usług uczelni przechowuje o ludziach, po co i jak długo. To, czego czas minął, znika samo, co godzinę.',
    en: 'What the sign-in of the university stores about people, what for and how long. Data past its time is deleted automatically, every hour.',
  },
  who: { pl: 'Kto odpowiada', en: 'Who answers for it' },
  controller: { pl: 'Administratorem danych jest {name}.', en: 'The controller is {name}.' },
  officer: { pl: 'Inspektor ochrony danych:', en: 'Data protection officer:' },
  noOfficer: { pl: 'W sprawie danych pomoże {desk}.', en: 'About your data ask the {desk}.' },
  ownPage: { pl: 'Pełną informację uczelni daje {link}.', en: 'The university tells the whole at {link}.' },
  ownPageName: { pl: 'strona o ochronie danych', en: 'its page about personal data' },
  stored: { pl: 'Co jest przechowywane i jak długo', en: 'What is stored, and how long' },
  ground: { pl: 'Podstawa: {ground}.', en: 'Ground: {ground}.' },
  kept: { pl: 'Jak długo: {kept}', en: 'How long: {kept}' },
  never: {
    pl: 'Daty urodzenia i płci system nie zapisuje. Numeru PESEL ani hasła nie ma w bazie nigdzie: są tylko skróty, z których nie da się ich odczytać.',
    en: 'Birth date and sex are not stored. A PESEL number or a password stands nowhere: there are only digests, from which nothing can be read back.',
  },
  whoLearns: { pl: 'Kto się dowiaduje', en: 'Who learns of it' },
  services: {
    pl: 'Usługa, do której się logujesz, otrzymuje to, co zapisano przy niej w rejestrze usług; niektóre pytają o zgodę. Które i co wiedzą, pokazuje {link}.',
    en: 'A service you sign in to learns what the registry of services says for it; some ask for your consent. Which ones, and what they know: {link}.',
  },
  account: { pl: 'Moje konto', en: 'My account' },
  desk: {
    pl: 'Obsługa kont widzi dane osoby, której pomaga; każde spojrzenie zostaje w dzienniku. Nic nie jest sprzedawane ani przekazywane nikomu oprócz tych usług, a o nikim nie decyduje automat.',
    en: 'The desk sees the data of somebody it helps; every look stays in the activity. Nothing is sold, or given to anybody but those services, and no machine decides about anybody.',
  },
  rights: { pl: 'Twoje prawa', en: 'Your rights' },
  access: {
    pl: 'Dostęp i kopia: plik z danymi jest do pobrania na stronie {link}.',
    en: 'Access and a copy: you download the file yourself, at {link}.',
  },
  accessLink: { pl: 'Pobierz moje dane', en: 'Download my data' },
  rectify: {
    pl: 'Poprawianie: dane pochodzą z USOS, a błędy poprawia {desk}.',
    en: 'Correction: the data comes from USOS; mistakes are put right by the {desk}.',
  },
  erase: {
    pl: 'Usunięcie, ograniczenie i sprzeciw: napisz do inspektora ochrony danych. Po usunięciu zostaje dziennik, pod numerem bez nazwiska, i skrót adresu, aby nikt inny go nie dostał.',
    en: 'Erasure, restriction and objection: write to the data protection officer. After erasure there is the activity, under a number without a name, and a digest of the address, so that nobody else gets it.',
  },
  consent: {
    pl: 'Zgodę dla usługi cofniesz na stronie {link}; to, co usługa już wie, zostaje u niej.',
    en: 'A consent for a service is taken back at {link}; what the service knows already stays there.',
  },
  complain: {
    pl: 'Skargę przyjmuje Prezes Urzędu Ochrony Danych Osobowych: {link}.',
    en: 'Complaints go to the President of the Personal Data Protection Office: {link}.',
  },
  inBrowser: { pl: 'Co pozostaje w przeglądarce', en: 'What stays in your browser' },
  onlyNeeded: {
    pl: 'Tylko to, co służy temu, o co prosisz. Nic Cię tu nie śledzi ani nie mierzy, dlatego o zgodę nikt nie pyta. Na liście plików cookie w przeglądarce nazwy zaczynają się zwykle od „__Host-” lub „__Secure-”.',
    en: 'Only what serves what you ask for. Nothing follows you about or measures you, and so nobody asks you to agree. In the browser’s own list of cookies “__Host-” or “__Secure-” usually stands before the name.',
  },
  keptAs: { pl: 'Jak długo: {kept}. Nazwy: {names}', en: 'How long: {kept}. Names: {names}' },
  signedIn: { pl: 'To, że trwa Twoja sesja', en: 'That you are signed in' },
  portalBegun: {
    pl: 'To, że logowanie do portalu rozpoczęto w tej przeglądarce',
    en: 'That signing in to the portal was begun in this browser',
  },
  browserNumber: {
    pl: 'Losowy numer, który wiąże z tą przeglądarką formularze i miejsce w kolejce, aby inna strona nie wysłała ich w Twoim imieniu',
    en: 'A random number that ties forms and your place in the line to this browser, so that no other site sends them in your name',
  },
  knownBrowser: {
    pl: 'To, że logowano się stąd lub ustawiono hasło już wcześniej: kto zgaduje Twoje hasło, nie odetnie Cię od konta',
    en: 'That you have signed in or set a password here before: whoever guesses at your password does not shut you out',
  },
  chosenLanguage: { pl: 'Wybrany język', en: 'The language you chose' },
  typedAddress: {
    pl: 'Wpisany adres i dane z prośby o pomoc, aby nie trzeba było wpisywać ich drugi raz',
    en: 'The address you typed and what you wrote to ask for help, so that you need not type them again',
  },
  placeInLine: {
    pl: 'Twoje miejsce w kolejce, gdy naraz loguje się bardzo wiele osób',
    en: 'Your place in the line, when very many people sign in at once',
  },
  newPassword: {
    pl: 'To, że odnośnik lub kod należy do Ciebie, na czas ustawiania hasła',
    en: 'That the link or the code is yours, while you set a password',
  },
  help: { pl: 'To, że prośba o pomoc lub sprawa należy do Ciebie', en: 'That a request for help or a case is yours' },
  service: {
    pl: 'O co prosiła usługa, do której się logujesz',
    en: 'What the service that you sign in to has asked for',
  },
  untilClosed: { pl: 'do zamknięcia przeglądarki', en: 'until the browser is closed' },
  untilSignOut: {
    pl: 'do wylogowania lub zamknięcia przeglądarki',
    en: 'until you sign out or close the browser',
  },
  remembered: {
    pl: 'do wylogowania lub zamknięcia przeglądarki, a jeśli zaznaczono „Nie wylogowuj mnie”, {days}',
    en: 'until you sign out or close the browser; with “Keep me signed in” {days}',
  },
  daysAtMost: { pl: 'najdłużej {days}', en: 'at most {days}' },
  aYear: { pl: 'rok', en: 'a year' },
  minutes: { pl: 'najwyżej kwadrans', en: 'a quarter of an hour at most' },
  anHour: { pl: 'najwyżej godzinę', en: 'an hour at most' },
  aDay: { pl: 'najwyżej dobę od ostatniego otwarcia', en: 'a day at most after it was last opened' },
})
