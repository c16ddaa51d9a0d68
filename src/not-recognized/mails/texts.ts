import { defineTexts } from '../../language/index.ts'

export const letterTexts = defineTexts('not-recognized-letters', {
  notYou: { pl: 'To nie Ty?', en: 'It was not you?' },
  askedWhen: { pl: 'Prośba: {moment}.', en: 'Asked on {moment}.' },
  askedFrom: { pl: 'Prośba: {moment}, przeglądarka: {browser}.', en: 'Asked on {moment}, from {browser}.' },

  proveSubject: { pl: 'Potwierdź swoją prośbę o pomoc', en: 'Confirm your help request' },
  proveIntro: {
    pl: 'Ktoś, może Ty, podał Twój adres i prosi o pomoc, bo nie rozpoznajemy konta {account}. Prośba czeka na Twoje potwierdzenie:',
    en: 'You, or someone who typed your address, asked for help because a {account} account is not recognized. The request waits for you to confirm it:',
  },
  proveButton: { pl: 'Sprawdź i potwierdź prośbę', en: 'Check and confirm the request' },
  proveLife: {
    pl: 'Prośbę możesz potwierdzić przez {time}, do: {moment}. Później ten sam odnośnik pokaże, co się z nią dzieje.',
    en: 'You can confirm the request for {time}, until {moment}. After that the same link shows how it stands.',
  },
  proveNotYou: {
    pl: 'Nic nie rób. Bez Twojego potwierdzenia nikt nie zobaczy tej prośby.',
    en: 'Then do nothing. Nobody sees the request unless you confirm it.',
  },

  askedBackSubject: { pl: 'Pytanie w sprawie {case}', en: 'A question about {case}' },
  askedBackStudent: {
    pl: 'W sprawie {case} pyta Cię {registrationDesk}:',
    en: 'The {registrationDesk} asks you about {case}:',
  },
  askedBackTeacher: { pl: 'W sprawie {case} pyta Cię {usosDesk}:', en: 'The {usosDesk} asks you about {case}:' },
  askedBackButton: { pl: 'Odpowiedz', en: 'Answer' },
  askedBackWaits: {
    pl: 'Sprawa czeka na Twoją odpowiedź. Odpowiedz na stronie, a nie na tę wiadomość. Nie podawaj hasła ani numeru PESEL.',
    en: 'Your case waits for the answer. Answer on the page, not to this message. Do not send a password or a PESEL number.',
  },

  declinedSubject: { pl: 'Odpowiedź w sprawie {case}', en: 'The answer to {case}' },
  declinedStudent: {
    pl: 'Twojej prośby {case} nie może spełnić {registrationDesk}. Powód:',
    en: 'The {registrationDesk} cannot do what you asked for in {case}. The reason:',
  },
  declinedTeacher: {
    pl: 'Twojej prośby {case} nie może spełnić {usosDesk}. Powód:',
    en: 'The {usosDesk} cannot do what you asked for in {case}. The reason:',
  },
  askOffice: {
    pl: 'O prawo do rejestracji zapytaj: {office}, {mail}. Gdy się wyjaśni, możesz poprosić jeszcze raz.',
    en: 'About the right to register ask the {office}: {mail}. Once that is settled you can ask us again.',
  },
  askOffices: {
    pl: 'O prawo do rejestracji zapytaj w swoim dziekanacie. Gdy się wyjaśni, możesz poprosić jeszcze raz.',
    en: 'About the right to register ask your dean’s office. Once that is settled you can ask us again.',
  },
  askDesk: {
    pl: 'Jeśli coś się nie zgadza, napisz z uczelnianego adresu na adres {usosDeskMail} ({usosDesk}).',
    en: 'If something is not right, write from a university address to {usosDeskMail} ({usosDesk}).',
  },
  reference: { pl: 'Sprawa {case}.', en: 'Case {case}.' },
})
