import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('cas', {
  notAuthorised: {
    pl: 'Ta aplikacja nie ma uprawnień do korzystania z centralnego logowania',
    en: 'This application is not authorised to use the central sign-in',
  },
  notAuthorisedLead: {
    pl: 'Nie przekierujemy Cię do niej i nie przekażemy jej Twoich danych.',
    en: 'We do not send you there, and we tell it nothing about you.',
  },
  asked: { pl: 'Adres, który o to prosi', en: 'The address that asks' },
  whatToDo: {
    pl: 'Jeśli ten adres należy do usługi uczelni, napisz do: {usosDesk}, {usosDeskMail}, i podaj go.',
    en: 'If the address belongs to a service of the university, write to the {usosDesk}, {usosDeskMail}, and quote it.',
  },
  toPortal: { pl: 'Przejdź do {system}', en: 'Go to {system}' },
  stay: { pl: 'Zostań tutaj', en: 'Stay here' },

  warn: { pl: 'Przejść do: {service}?', en: 'Go on to {service}?' },
  warnLead: {
    pl: 'Usługa dowie się, kim jesteś, bez ponownego podawania hasła.',
    en: 'The service will know who you are, without your typing the password again.',
  },
  warnBecause: {
    pl: 'Pytamy, bo podczas logowania zaznaczono, że mamy pytać.',
    en: 'We ask because you wished so when you signed in.',
  },
  goOn: { pl: 'Dalej', en: 'Continue' },

  consent: { pl: 'Czego dowie się usługa: {service}', en: 'What {service} will learn about you' },
  consentLead: {
    pl: 'Gdy przejdziesz dalej, usługa pozna następujące dane:',
    en: 'When you go on, the service learns this:',
  },
  theId: { pl: 'identyfikator, którym się logujesz', en: 'the ID you sign in with' },
  consentKept: {
    pl: 'Zapytamy tylko raz, chyba że usługa zechce wiedzieć więcej. Zgodę cofniesz w {account}.',
    en: 'We ask once, unless the service wants to know more. You can take this back in {account}.',
  },
  myAccount: { pl: 'moim koncie', en: 'My account' },
  agree: { pl: 'Zgadzam się, dalej', en: 'Agree and continue' },
  questions: { pl: 'Pytania o tę usługę', en: 'Questions about this service' },

  secondFactor: { pl: 'Ta usługa prosi o drugi składnik logowania', en: 'This service asks for a second factor' },
  secondFactorLead: {
    pl: 'Usługa {service} wpuszcza tylko tych, którzy poza hasłem potwierdzą tożsamość kodem z aplikacji.',
    en: '{service} lets in only those who prove who they are by a code of an app, beside the password.',
  },
  prove: { pl: 'Podaj kod', en: 'Enter the code' },
  noSecondFactor: {
    pl: 'Na Twoim koncie nie ma drugiego składnika. Napisz do: {usosDesk}, {usosDeskMail}.',
    en: 'Your account has no second factor. Write to the {usosDesk}, {usosDeskMail}.',
  },

  postBack: { pl: 'Zalogowano', en: 'You are signed in' },
  postBackLead: {
    pl: 'Przechodzisz do: {service}. Jeśli strona się nie zmieni, naciśnij przycisk.',
    en: 'You are on your way to {service}. If nothing happens, press the button.',
  },
  handedOver: {
    pl: 'Aplikacja, która otworzyła tę stronę ({service}), przejmie logowanie z nagłówków odpowiedzi.',
    en: 'The program that opened this page ({service}) takes the sign-in from the headers of the answer.',
  },
})
