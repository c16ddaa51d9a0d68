import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('oidc', {
  refused: { pl: 'Nie można zalogować do tej usługi', en: 'You cannot be signed in to this service' },
  refusedLead: {
    pl: 'Jej prośba o logowanie jest nieprawidłowa. Nie przekierujemy Cię do niej i nie przekażemy jej Twoich danych.',
    en: 'Its request to sign you in is not right. We do not send you there, and we tell it nothing about you.',
  },
  expired: { pl: 'To logowanie już wygasło', en: 'This sign-in is no longer open' },
  expiredLead: {
    pl: 'Trwało zbyt długo albo zostało dokończone w innej karcie. Wróć do usługi i zacznij jeszcze raz.',
    en: 'It took too long, or was finished in another tab. Go back to the service and begin again.',
  },
  service: { pl: 'Usługa', en: 'Service' },
  fault: { pl: 'Błąd', en: 'Error' },
  questions: { pl: 'Pytania o tę usługę', en: 'Questions about this service' },
  reference: { pl: 'Numer', en: 'Reference' },
  tellOwner: {
    pl: 'To błąd po stronie usługi: powiadom osoby, które ją prowadzą, i podaj im to, co tu widzisz. Jeśli nie wiesz, kto to, napisz do: {usosDesk}, {usosDeskMail}.',
    en: 'The mistake is the service’s: tell the people who run it what you see here. If you do not know them, write to the {usosDesk}, {usosDeskMail}.',
  },
  toPortal: { pl: 'Przejdź do {system}', en: 'Go to {system}' },
  logOut: { pl: 'Wylogować?', en: 'Log out?' },
  logOutAsked: {
    pl: 'Prosi o to {service}. Wylogowanie zakończy sesję we wszystkich usługach, które odwiedzono po zalogowaniu.',
    en: '{service} asks for it. Logging out ends your session at every service you have visited since you signed in.',
  },
  logOutLead: {
    pl: 'Wylogowanie zakończy sesję we wszystkich usługach, które odwiedzono po zalogowaniu.',
    en: 'Logging out ends your session at every service you have visited since you signed in.',
  },
  logOutYes: { pl: 'Wyloguj', en: 'Log out' },
  logOutNo: { pl: 'Nie wylogowuj', en: 'Stay signed in' },
})
