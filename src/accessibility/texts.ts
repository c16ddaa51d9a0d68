import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('accessibility', {
  title: { pl: 'Deklaracja dostępności', en: 'Accessibility statement' },
  commits: {
    pl: '{body} zobowiązuje się zapewnić dostępność swojej strony internetowej zgodnie z ustawą z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron internetowych i aplikacji mobilnych podmiotów publicznych. Oświadczenie w sprawie dostępności ma zastosowanie do strony internetowej {scope}: {site}.',
    en: '{body} undertakes to make its website accessible under the Act of 4 April 2019 on the digital accessibility of websites and mobile applications of public sector bodies. This statement applies to the website {scope}: {site}.',
  },
  scope: { pl: 'logowanie i hasła {system} {short}', en: '{system} {short}, sign-in and passwords' },
  published: { pl: 'Data publikacji strony internetowej:', en: 'The website was published on:' },
  updated: { pl: 'Data ostatniej istotnej aktualizacji:', en: 'Last change that mattered:' },
  notFilledIn: { pl: 'uczelnia jeszcze tego nie podała', en: 'not stated by the university yet' },
  missing: {
    pl: 'Ta deklaracja nie jest jeszcze pełna. Uczelnia nie podała: {what}.',
    en: 'This statement is not complete yet. The university has not stated: {what}.',
  },

  status: { pl: 'Stan dostępności cyfrowej', en: 'Compliance status' },
  full: {
    pl: 'Strona internetowa jest w pełni zgodna z ustawą z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron internetowych i aplikacji mobilnych podmiotów publicznych.',
    en: 'This website is fully compliant with the Act of 4 April 2019 on the digital accessibility of websites and mobile applications of public sector bodies.',
  },
  partial: {
    pl: 'Strona internetowa jest częściowo zgodna z ustawą z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron internetowych i aplikacji mobilnych podmiotów publicznych z powodu niezgodności lub wyłączeń wymienionych poniżej.',
    en: 'This website is partially compliant with the Act of 4 April 2019 on the digital accessibility of websites and mobile applications of public sector bodies, for the non-compliances or exemptions listed below.',
  },
  none: {
    pl: 'Strona internetowa jest niezgodna z ustawą z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron internetowych i aplikacji mobilnych podmiotów publicznych. Niezgodności lub wyłączenia wymieniono poniżej.',
    en: 'This website is not compliant with the Act of 4 April 2019 on the digital accessibility of websites and mobile applications of public sector bodies. The non-compliances or exemptions are listed below.',
  },
  notAssessed: {
    pl: 'Uczelnia nie oceniła jeszcze zgodności tej strony z ustawą.',
    en: 'The university has not assessed yet whether this website complies with the Act.',
  },
  notAccessible: { pl: 'Treści niedostępne', en: 'What is not accessible' },
  noneKnown: { pl: 'Nie znamy takich treści.', en: 'None is known.' },
  outside: { pl: 'Treści nieobjęte przepisami', en: 'What the Act does not cover' },
  burden: {
    pl: 'Analiza nadmiernego obciążenia: {link}.',
    en: 'The analysis of the disproportionate burden: {link}.',
  },
  burdenLink: { pl: 'wynik analizy', en: 'result of the analysis' },

  preparation: { pl: 'Przygotowanie deklaracji', en: 'Preparation of this statement' },
  prepared: { pl: 'Data sporządzenia deklaracji:', en: 'This statement was prepared on:' },
  reviewed: { pl: 'Data ostatniego przeglądu deklaracji:', en: 'It was last reviewed on:' },
  bySelf: {
    pl: 'Deklarację sporządzono na podstawie samooceny podmiotu publicznego.',
    en: 'It rests on a self-assessment by the public sector body.',
  },
  byOther: {
    pl: 'Deklarację sporządzono na podstawie badania, które przeprowadził podmiot zewnętrzny: {auditor}.',
    en: 'It rests on an assessment by another body: {auditor}.',
  },
  report: { pl: 'Raport z oceny', en: 'Report of the assessment' },
  tested: {
    pl: 'Przy każdej zmianie każda strona w każdym stanie jest sprawdzana automatycznie według WCAG 2.2 AA i w szerokości 320 pikseli. Wszystko, co opisuje podręcznik, jest też wykonywane bez JavaScriptu, a ustawienie hasła i logowanie także samą klawiaturą.',
    en: 'With every change each page in each state is checked automatically against WCAG 2.2 AA and at a width of 320 pixels. The journeys of the manual are also walked without JavaScript, and those to a password and through the sign-in by keyboard alone.',
  },

  shortcuts: { pl: 'Skróty klawiszowe', en: 'Keyboard shortcuts' },
  noShortcuts: {
    pl: 'Strona nie ma własnych skrótów klawiszowych; działają zwykłe skróty przeglądarki. Pierwszy klawisz Tab pokazuje odnośnik do głównej treści.',
    en: 'The site has no shortcuts of its own; those of your browser work. The first press of Tab shows a link to the content.',
  },

  contact: { pl: 'Informacje zwrotne i dane kontaktowe', en: 'Feedback and contact' },
  contactLead: {
    pl: 'Problemy z dostępnością cyfrową tej strony zgłoś tutaj. Tak samo możesz poprosić o informację, której nie możesz odczytać, albo żądać zapewnienia dostępności.',
    en: 'Report problems with the accessibility of this site here. In the same way you can ask for information that you cannot read, or request accessibility.',
  },
  person: { pl: 'Kontakt', en: 'Contact' },
  mail: { pl: 'Adres e-mail', en: 'E-mail' },
  phone: { pl: 'Telefon', en: 'Telephone' },
  postal: { pl: 'Adres', en: 'Address' },

  procedure: { pl: 'Wnioski, żądania i skargi', en: 'Requests and complaints' },
  everybody: { pl: 'Każdy ma prawo:', en: 'Everybody may:' },
  right1: {
    pl: 'zgłosić uwagi dotyczące dostępności cyfrowej strony lub jej elementu,',
    en: 'send remarks on the accessibility of the website or a part of it,',
  },
  right2: {
    pl: 'żądać zapewnienia dostępności cyfrowej strony lub jej elementu,',
    en: 'request that the website or a part of it be made accessible,',
  },
  right3: {
    pl: 'wnioskować o niedostępną informację w innej formie, na przykład o jej odczytanie.',
    en: 'ask for information that is not accessible in another form, for example to have it read out.',
  },
  mustHold: { pl: 'W żądaniu podaj:', en: 'Say in the request:' },
  hold1: { pl: 'swoje dane kontaktowe,', en: 'how to reach you,' },
  hold2: { pl: 'stronę lub jej element, którego dotyczy żądanie,', en: 'which page, or part of it, it is about,' },
  hold3: {
    pl: 'dogodny sposób udostępnienia informacji, jeśli prosisz o inną formę.',
    en: 'which form suits you, if you ask for another one.',
  },
  days: {
    pl: 'Odpowiadamy bez zbędnej zwłoki, najpóźniej w ciągu 7 dni od otrzymania żądania. Jeśli to za mało, powiadomimy o nowym terminie, nie dłuższym niż 2 miesiące od otrzymania żądania.',
    en: 'We answer without delay, within 7 days of receiving the request at the latest. If that is too short we name another day, no later than 2 months after receiving it.',
  },
  alternative: {
    pl: 'Jeśli nie możemy zapewnić dostępności, zaproponujemy dostęp do informacji w inny sposób.',
    en: 'Where we cannot make something accessible, we offer the information in another way.',
  },
  complaint: {
    pl: 'Jeśli nie dotrzymamy tych terminów, odmówimy albo zaproponowany sposób Ci nie odpowiada, możesz złożyć do nas skargę tą samą drogą. Po wyczerpaniu tej drogi możesz zwrócić się do {ombudsman}.',
    en: 'If we miss these terms, refuse, or what we offer does not suit you, you can complain to us in the same way. After that you can turn to the {ombudsman}.',
  },
  ombudsman: { pl: 'Rzecznika Praw Obywatelskich', en: 'Polish Commissioner for Human Rights' },

  other: { pl: 'Pozostałe informacje', en: 'Further information' },
  apps: { pl: 'Aplikacje mobilne', en: 'Mobile applications' },
  noApps: { pl: 'Ten serwis nie ma aplikacji mobilnej.', en: 'There is no mobile application for this site.' },
  building: { pl: 'Dostępność architektoniczna', en: 'Accessibility of the building' },
  buildingPage: { pl: 'Opis dostępności budynku', en: 'Description of the building' },
  communication: { pl: 'Dostępność komunikacyjno-informacyjna', en: 'Ways to communicate' },
})

/** What is missing, as the end of a sentence. */
export const missingTexts = defineTexts('accessibility.missing', {
  status: { pl: 'stan zgodności', en: 'how far it complies' },
  published: { pl: 'data publikacji', en: 'when the website was published' },
  updated: { pl: 'data aktualizacji', en: 'when it last changed' },
  prepared: { pl: 'data sporządzenia', en: 'when the statement was prepared' },
  contact: { pl: 'osoba lub dział do kontaktu', en: 'whom to contact' },
  phone: { pl: 'telefon', en: 'a telephone number' },
  building: { pl: 'dostępność budynku', en: 'the accessibility of the building' },
  communication: { pl: 'dostępność komunikacyjna', en: 'ways to communicate' },
})
