import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('privacy', {
  title: { pl: 'Dane osobowe', en: 'Personal data' },
  lead: {
    pl: 'Co logowanie do usług uczelni przechowuje o ludziach, po co i jak długo. To, czego czas minął, znika samo, co godzinę.',
    en: 'What the sign-in of the university stores about people, what for and how long. What has had its time goes by itself, every hour.',
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
    pl: 'Usługa, do której się logujesz, poznaje to, co zapisano przy niej w rejestrze usług; niektóre pytają o zgodę. Które i co wiedzą, pokazuje {link}.',
    en: 'A service you sign in to learns what the registry of services says for it; some ask for your consent. Which ones, and what they know: {link}.',
  },
  account: { pl: 'Moje konto', en: 'My account' },
  desk: {
    pl: 'Obsługa kont widzi dane osoby, której pomaga; każde spojrzenie zostaje w dzienniku. Nic nie jest sprzedawane ani przekazywane nikomu oprócz tych usług, a o nikim nie decyduje automat.',
    en: 'The desk sees the data of somebody it helps; every look stays in the activity. Nothing is sold, or given to anybody but those services, and no machine decides about anybody.',
  },
  rights: { pl: 'Twoje prawa', en: 'Your rights' },
  access: {
    pl: 'Dostęp i kopia: plik z danymi pobierzesz sam, na stronie {link}.',
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
})
