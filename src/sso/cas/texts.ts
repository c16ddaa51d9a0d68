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

  signedIn: { pl: 'Zalogowano', en: 'You are signed in' },
  handedOver: {
    pl: 'Aplikacja, która otworzyła tę stronę ({service}), przejmie logowanie z nagłówków odpowiedzi.',
    en: 'The program that opened this page ({service}) takes the sign-in from the headers of the answer.',
  },
})
