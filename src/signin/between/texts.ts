import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('between', {
  stay: { pl: 'Zostań tutaj', en: 'Stay here' },
  goOn: { pl: 'Dalej', en: 'Continue' },

  warn: { pl: 'Przejść do: {service}?', en: 'Go on to {service}?' },
  warnLead: {
    pl: 'Usługa dowie się, kim jesteś, bez ponownego podawania hasła.',
    en: 'The service will know who you are, without your typing the password again.',
  },
  warnBecause: {
    pl: 'Pytamy, bo podczas logowania zaznaczono, że mamy pytać.',
    en: 'We ask because you wished so when you signed in.',
  },

  consent: { pl: 'Czego dowie się usługa: {service}', en: 'What {service} will learn about you' },
  consentLead: {
    pl: 'Gdy przejdziesz dalej, usługa pozna następujące dane:',
    en: 'When you go on, the service learns this:',
  },
  offline: {
    pl: 'Usługa będzie mogła pytać o te dane jeszcze przez 30 dni, także po wylogowaniu.',
    en: 'It may ask for these data for another 30 days, also after you have logged out.',
  },
  consentKept: {
    pl: 'Zapamiętamy zgodę i zapytamy znowu, gdy usługa zechce wiedzieć więcej. Cofniesz ją na stronie „{account}”.',
    en: 'We remember that you agreed, and ask again when the service wants to know more. You can take it back in {account}.',
  },
  myAccount: { pl: 'Moje konto', en: 'My account' },
  agree: { pl: 'Zgadzam się, dalej', en: 'Agree and continue' },
  decline: { pl: 'Nie zgadzam się', en: 'Do not agree' },
  questions: { pl: 'Pytania o tę usługę', en: 'Questions about this service' },

  secondFactor: { pl: 'Ta usługa prosi o drugi składnik logowania', en: 'This service asks for a second factor' },
  secondFactorLead: {
    pl: 'Usługa {service} wpuszcza tylko osoby, które poza hasłem potwierdzą tożsamość kodem z aplikacji.',
    en: '{service} lets in only those who prove who they are by a code of an app, beside the password.',
  },
  prove: { pl: 'Podaj kod', en: 'Enter the code' },
  noSecondFactor: {
    pl: 'Na Twoim koncie nie ma jeszcze drugiego składnika. Ustawisz go teraz w kilka minut i przejdziesz dalej.',
    en: 'Your account has no second factor yet. Set it up now in a few minutes, and go on.',
  },
  setUp: { pl: 'Ustaw drugi składnik', en: 'Set up a second factor' },
})
