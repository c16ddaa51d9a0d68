import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('frame', {
  skip: { pl: 'Przejdź do głównej treści', en: 'Skip to content' },
  languages: { pl: 'Język', en: 'Language' },
  pageInformation: { pl: 'O stronie', en: 'Page information' },
  accessibility: { pl: 'Deklaracja dostępności', en: 'Accessibility statement' },
  personalData: { pl: 'Dane osobowe', en: 'Personal data' },
  logOut: { pl: 'wyloguj się', en: 'log out' },
  help: { pl: 'Pomoc i kontakt', en: 'Help and contact' },
  signInName: { pl: 'logowanie {short}', en: '{short} sign-in' },
  portalName: { pl: '{system} {short}', en: '{system} {short}' },
  deskName: { pl: 'obsługa kont {short}', en: '{short} account desk' },
  desk: { pl: 'Obsługa kont', en: 'Account desk' },
  errorBefore: { pl: 'Błąd: ', en: 'Error: ' },
  show: { pl: 'Pokaż', en: 'Show' },
  hide: { pl: 'Ukryj', en: 'Hide' },
  reference: { pl: 'Numer referencyjny', en: 'Reference number' },
  when: { pl: 'Czas', en: 'Time' },
  giveNumber: {
    pl: 'Jeśli to się powtórzy, pomoże {desk}: podaj ten numer. Nie zawiera żadnych danych o Tobie.',
    en: 'If it happens again, give this number to the {desk}. It holds nothing about you.',
  },
  retryAfter: { pl: 'Spróbuj ponownie za {length}.', en: 'Try again in {length}.' },
  openAgain: { pl: 'Otwórz stronę ponownie', en: 'Open the page again' },
  toFront: { pl: 'Przejdź do strony głównej', en: 'Go to the front page' },
})

/** Title and lead of each problem. They say what to do, what has not happened, and blame nobody. */
export const problemTexts = {
  'bad-request': defineTexts('frame.bad-request', {
    title: { pl: 'Nie rozumiemy tego żądania', en: 'This request cannot be understood' },
    lead: {
      pl: 'Adres lub formularz dotarł do nas zmieniony albo niepełny. Nic nie zostało zapisane. Otwórz stronę od początku, a jeśli był to odnośnik z wiadomości, skopiuj go w całości.',
      en: 'The address or the form reached us changed or cut off. Nothing has been saved. Open the page from its beginning, and if you followed a link in a message, copy the whole of it.',
    },
  }),
  'forbidden-form': defineTexts('frame.forbidden-form', {
    title: { pl: 'Tego formularza nie można już wysłać', en: 'This form can no longer be sent' },
    lead: {
      pl: 'Formularz nie został otwarty w tej przeglądarce na naszej stronie albo po jego otwarciu wylogowano się lub usunięto pliki cookie. Nic nie zostało zapisane. Otwórz stronę ponownie i wypełnij formularz jeszcze raz.',
      en: 'It was not opened in this browser on our page, or you have logged out or deleted cookies since. Nothing has been saved. Open the page again and fill in the form once more.',
    },
  }),
  'expired-form': defineTexts('frame.expired-form', {
    title: { pl: 'Ten formularz był otwarty zbyt długo', en: 'This form has been open too long' },
    lead: {
      pl: 'Nic nie zostało zapisane. Otwórz stronę ponownie i wypełnij formularz jeszcze raz.',
      en: 'Nothing has been saved. Open the page again and fill in the form once more.',
    },
  }),
  'form-without-cookie': defineTexts('frame.form-without-cookie', {
    title: { pl: 'Przeglądarka nie przysłała pliku cookie', en: 'Your browser sent no cookie' },
    lead: {
      pl: 'Bez niego nie wiemy, że formularz pochodzi od Ciebie. Nic nie zostało zapisane. Zezwól na pliki cookie tej strony, a potem otwórz ją ponownie.',
      en: 'Without it we cannot know that the form comes from you. Nothing has been saved. Allow cookies for this site, then open the page again.',
    },
  }),
  'not-found': defineTexts('frame.not-found', {
    title: { pl: 'Nie ma takiej strony', en: 'There is no such page' },
    lead: {
      pl: 'Sprawdź adres. Jeśli był to odnośnik z wiadomości, skopiuj go w całości: programy pocztowe czasem go dzielą.',
      en: 'Check the address. If you followed a link in a message, copy the whole of it: mail programs sometimes break it.',
    },
  }),
  method: defineTexts('frame.method', {
    title: { pl: 'Tej strony nie można użyć w ten sposób', en: 'This page cannot be used like that' },
    lead: {
      pl: 'Otwórz ją jak zwykłą stronę. Nic nie zostało zapisane.',
      en: 'Open it like any other page. Nothing has been saved.',
    },
  }),
  slow: defineTexts('frame.slow', {
    title: { pl: 'Połączenie było zbyt wolne', en: 'The connection was too slow' },
    lead: {
      pl: 'Żądanie nie dotarło w całości. Nic nie zostało zapisane. Spróbuj jeszcze raz.',
      en: 'The request did not arrive whole. Nothing has been saved. Try again.',
    },
  }),
  'too-large': defineTexts('frame.too-large', {
    title: { pl: 'To za dużo tekstu', en: 'That is too much text' },
    lead: {
      pl: 'Formularz przyjmuje najwyżej 32 kB. Nic nie zostało zapisane. Skróć tekst i wyślij ponownie.',
      en: 'A form takes 32 kB at most. Nothing has been saved. Shorten the text and send it again.',
    },
  }),
  'address-too-long': defineTexts('frame.address-too-long', {
    title: { pl: 'Ten adres jest za długi', en: 'This address is too long' },
    lead: {
      pl: 'Żaden adres na tej stronie nie ma tylu znaków. Zacznij od strony głównej.',
      en: 'No address here has so many characters. Start from the front page.',
    },
  }),
  'wrong-type': defineTexts('frame.wrong-type', {
    title: { pl: 'Nie przyjmujemy danych w tej postaci', en: 'Data of this kind is not accepted' },
    lead: {
      pl: 'Przyjmujemy formularz wysłany ze strony, w kodowaniu UTF-8. Nic nie zostało zapisane.',
      en: 'What is accepted is the form as the page sends it, in UTF-8. Nothing has been saved.',
    },
  }),
  'unknown-host': defineTexts('frame.unknown-host', {
    title: { pl: 'Ta strona ma inny adres', en: 'This page has another address' },
    lead: {
      pl: 'Pod tym adresem nie ma logowania. Nie wpisuj tu hasła.',
      en: 'There is no sign-in at this address. Do not type your password here.',
    },
  }),
  'headers-too-large': defineTexts('frame.headers-too-large', {
    title: { pl: 'Przeglądarka przysyła zbyt dużo danych', en: 'Your browser sends too much' },
    lead: {
      pl: 'Usuń pliki cookie tej strony i spróbuj jeszcze raz.',
      en: 'Delete the cookies of this site and try again.',
    },
  }),
  'too-many': defineTexts('frame.too-many', {
    title: { pl: 'Trzeba poczekać', en: 'You have to wait' },
    lead: {
      pl: 'Było zbyt wiele prób, być może cudzych: z jednej sieci, na przykład akademika lub komórkowej, korzysta wiele osób. Nic nie zostało zmienione.',
      en: 'There have been too many attempts, perhaps not yours: many people share one network, such as a hall of residence or a mobile network. Nothing has been changed.',
    },
  }),
  'too-often': defineTexts('frame.too-often', {
    title: { pl: 'Zbyt wiele przekierowań do tej usługi', en: 'Too many redirects to this service' },
    lead: {
      pl: 'W krótkim czasie Twoja przeglądarka trafiła tu bardzo wiele razy w drodze do tej samej usługi. Usługa otworzy się znów po chwili, a inne działają już teraz. Z Twoim kontem wszystko jest w porządku.',
      en: 'In a short while your browser has been sent here very many times for the same service. That service will open again after a little wait, and others work meanwhile. Nothing is wrong with your account.',
    },
  }),
  busy: defineTexts('frame.busy', {
    title: { pl: 'Jest nas teraz zbyt wielu. Spróbuj za chwilę.', en: 'Too busy at the moment. Try again shortly.' },
    lead: {
      pl: 'To nie Twoja wina. To, co zostało wpisane, nie zostało zapisane, a Twoje hasło jest bez zmian.',
      en: 'The fault is ours. Nothing you typed has been saved, and your password is as it was.',
    },
  }),
  away: defineTexts('frame.away', {
    title: { pl: 'Krótka przerwa. Spróbuj za chwilę.', en: 'A short interruption. Try again shortly.' },
    lead: {
      pl: 'Przyczyna jest po naszej stronie. Jeśli właśnie wysłano formularz, nie wiemy, czy został zapisany: otwórz stronę ponownie i sprawdź. Przy ustawianiu hasła spróbuj najpierw nowego.',
      en: 'The fault is ours. If you have just sent a form, we cannot say whether it was saved: open the page again and look. If it was a new password, try the new one first.',
    },
  }),
  broken: defineTexts('frame.broken', {
    title: { pl: 'Coś poszło nie tak. Spróbuj później.', en: 'Something went wrong. Try again later.' },
    lead: {
      pl: 'Błąd jest po naszej stronie. To, co zostało wpisane, nie zostało zapisane, a Twoje hasło jest bez zmian.',
      en: 'The fault is ours. Nothing you typed has been saved, and your password is as it was.',
    },
  }),
} as const
