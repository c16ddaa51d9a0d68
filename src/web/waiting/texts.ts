import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('frame.waiting', {
  title: { pl: 'Masz miejsce w kolejce', en: 'You have a place in the line' },
  sentByItself: {
    pl: 'W tej chwili korzysta z tej strony bardzo wiele osób. Ten formularz wyśle się stąd samoczynnie za około {time}. Nic nie trzeba robić, wystarczy nie zamykać strony. Wpisane hasło nie opuściło przeglądarki.',
    en: 'Very many people are using this page at the moment. The form will be sent from here by itself in about {time}. There is nothing to do but to leave the page open. The password you typed has not left your browser.',
  },
  placeKept: {
    pl: 'W tej chwili korzysta z tej strony bardzo wiele osób. Od otwarcia tej strony masz miejsce w kolejce: Twoja kolej nadejdzie za około {time}. Formularz można wypełnić już teraz.',
    en: 'Very many people are using this page at the moment. You have had a place in the line since you opened this page: your turn comes in about {time}. You can fill in the form now.',
  },
  sendItThen: {
    pl: 'Wyślij go dopiero po tym czasie: wcześniej zapewne trzeba będzie wpisać hasło jeszcze raz.',
    en: 'Send it when that time has passed. If you send it earlier, you will probably have to type the password again.',
  },
  yourTurn: { pl: 'Twoja kolej: można wysłać formularz.', en: 'It is your turn: you can send the form.' },
  manyPeople: {
    pl: 'W tej chwili korzysta z tej strony bardzo wiele osób. To nie Twoja wina, a żadna próba nie została policzona.',
    en: 'Very many people are using this page at the moment. The fault is not yours, and no attempt has been counted.',
  },
  opensByItself: {
    pl: 'Formularz otworzy się samoczynnie za około {time} i wtedy będzie na Ciebie miejsce. Hasło trzeba wpisać ponownie: nigdzie go nie przechowujemy.',
    en: 'The form will open by itself in about {time}, and there will be room for you then. Type the password again there: we keep it nowhere.',
  },
  sending: { pl: 'Wysyłamy formularz.', en: 'The form is being sent.' },
  opening: { pl: 'Otwieramy formularz.', en: 'The form is being opened.' },
  timeLeft: { pl: 'jeszcze około {time}', en: 'about {time} left' },
  stopWaiting: { pl: 'Nie czekaj', en: 'Stop waiting' },
  openNow: { pl: 'Otwórz formularz teraz', en: 'Open the form now' },
})
