import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('second-factor', {
  title: { pl: 'Drugi składnik logowania', en: 'Second factor' },
  lead: {
    pl: 'Obsługa kont otwiera się dopiero po podaniu kodu z Twojej aplikacji.',
    en: 'The desk opens only after a code from your app.',
  },
  onwardLead: {
    pl: 'Podaj kod ze swojej aplikacji. Potem przejdziesz dalej.',
    en: 'Enter a code from your app to continue.',
  },
  freshLead: {
    pl: 'Podaj kod jeszcze raz: dla zmian tej wagi musi być sprzed najwyżej dziesięciu minut.',
    en: 'Give a code once more: for changes of this weight it must not be older than ten minutes.',
  },
  unsent: {
    pl: 'Ostatni formularz nie został wykonany, a to, co w nim było, przepadło. Po podaniu kodu wypełnij go jeszcze raz.',
    en: 'The last form has not been carried out, and what was in it is lost. After the code fill it in once more.',
  },
  waits: {
    pl: 'Ostatni formularz nie został jeszcze wykonany. Czeka: po podaniu kodu wyślesz go jednym przyciskiem.',
    en: 'The last form has not been carried out yet. It waits: after the code you send it with one button.',
  },
  code: { pl: 'Kod z aplikacji', en: 'Code from your app' },
  codeHint: { pl: 'Sześć cyfr. Zmieniają się co 30 sekund.', en: 'Six digits. They change every 30 seconds.' },
  noTelephone: { pl: 'Nie masz przy sobie telefonu?', en: 'Your telephone is not at hand?' },
  recovery: { pl: 'Kod zapasowy', en: 'Recovery code' },
  recoveryHint: {
    pl: 'Jeden z dziesięciu, na przykład K7QF-29TD-M4XW-8PZC. Każdy działa raz.',
    en: 'One of the ten, such as K7QF-29TD-M4XW-8PZC. Each works once.',
  },
  noCodes: {
    pl: 'Nie masz też kodów zapasowych? Drugi składnik usunie osoba z rolą administracji.',
    en: 'No recovery codes either? An administrator removes the second factor.',
  },
  noCodesAtAll: {
    pl: 'Nie masz też kodów zapasowych? Drugi składnik usunie {itDesk}, {itDeskMail}.',
    en: 'No recovery codes either? The {itDesk} removes the second factor: {itDeskMail}.',
  },
  enter: { pl: 'Wejdź', en: 'Enter' },
  notEntered: { pl: 'Kod nie został przyjęty', en: 'The code was not accepted' },
  codeMissing: {
    pl: 'Wpisz sześć cyfr z aplikacji albo kod zapasowy',
    en: 'Type the six digits of the app, or a recovery code',
  },
  codeWrong: {
    pl: 'Poczekaj na następny kod w aplikacji i wpisz go: ten się nie zgadza albo już został użyty',
    en: 'Wait for the next code in the app and type it: this one is wrong, or has been used',
  },
  waitSome: {
    pl: 'Zbyt wiele błędnych kodów. Spróbuj ponownie za {time}',
    en: 'Too many wrong codes. Try again in {time}',
  },
  waitForHelp: {
    pl: 'Zbyt wiele błędnych kodów. Drugi składnik musi usunąć osoba z rolą administracji',
    en: 'Too many wrong codes. An administrator has to remove the second factor',
  },
  waitForDesk: {
    pl: 'Zbyt wiele błędnych kodów. Drugi składnik musi usunąć {itDesk}: {itDeskMail}',
    en: 'Too many wrong codes. The {itDesk} has to remove the second factor: {itDeskMail}',
  },

  startTitle: { pl: 'Ustaw drugi składnik logowania', en: 'Set up a second factor' },
  startLead: {
    pl: 'Kto pracuje przy obsłudze kont, potwierdza logowanie kodem z aplikacji w telefonie. Skradzione hasło wtedy nie wystarczy.',
    en: 'Whoever works at the desk confirms the sign-in by a code from an app on the telephone. A stolen password is not enough then.',
  },
  startLeadAccount: {
    pl: 'Kod z aplikacji, o który pytamy po haśle, gdy prosi o to usługa. Skradzione hasło wtedy nie wystarczy.',
    en: 'A code from an app that we ask for after the password, where a service wants it. A stolen password is not enough then.',
  },
  startWithout: {
    pl: 'Bez telefonu: takie kody pokazuje też menedżer haseł na komputerze, na przykład KeePassXC. Kody zapasowe, które potem dostaniesz, można wydrukować.',
    en: 'Without a telephone: a password manager on a computer, such as KeePassXC, shows such codes as well. The recovery codes that you get afterwards can be printed.',
  },
  startNeeds: {
    pl: 'Potrzebna jest aplikacja do kodów jednorazowych, na przykład Aegis, FreeOTP albo menedżer haseł, i dostęp do skrzynki {address}.',
    en: 'You need an app for one-time codes, such as Aegis, FreeOTP or a password manager, and the mailbox {address}.',
  },
  sendCode: { pl: 'Wyślij kod na moją skrzynkę', en: 'Send a code to my mailbox' },
  codeOnTheWay: { pl: 'Masz już kod?', en: 'You have the code already?' },
  goOn: { pl: 'Przejdź dalej', en: 'Go on' },
  notSent: { pl: 'Kod nie został wysłany', en: 'No code was sent' },
  tooMany: {
    pl: 'Poczekaj {time}: wysłaliśmy już kilka kodów',
    en: 'Wait {time}: several codes have been sent already',
  },
  held: {
    pl: 'Twój adres zmieniono niedawno. Kod wyślemy najwcześniej {moment}',
    en: 'Your address was changed lately. No code is sent there before {moment}',
  },
  noMailbox: {
    pl: 'Twoje konto nie ma przypisanego adresu. Pomoże {desk}.',
    en: 'Your account has no assigned address. Ask the {desk}.',
  },

  enrolLead: {
    pl: 'Kod jest w drodze na skrzynkę {address}. Tymczasem dodaj konto do aplikacji.',
    en: 'A code is on its way to {address}. Meanwhile add the account to your app.',
  },
  scan: { pl: 'Zeskanuj w aplikacji', en: 'Scan it with the app' },
  qr: {
    pl: 'Kod QR z tajnym kluczem, podanym obok także jako tekst',
    en: 'QR code with the secret that also stands beside as text',
  },
  onThisDevice: {
    pl: 'Aplikacja jest na tym urządzeniu: otwórz w niej',
    en: 'The app is on this device: open it there',
  },
  orType: { pl: 'albo przepisz klucz:', en: 'or type the secret:' },
  keyKind: { pl: 'Kod zależny od czasu (TOTP), 6 cyfr, 30 sekund.', en: 'Time-based (TOTP), 6 digits, 30 seconds.' },
  confirm: { pl: 'Potwierdź', en: 'Confirm' },
  mailed: { pl: 'Kod z wiadomości', en: 'Code from the letter' },
  mailedHint: {
    pl: 'Dwanaście znaków, na przykład K7QF-29TD-M4XW. Wielkość liter jest bez znaczenia.',
    en: 'Twelve characters, such as K7QF-29TD-M4XW. Capitals or not makes no difference.',
  },
  setUp: { pl: 'Ustaw drugi składnik', en: 'Set up the second factor' },
  anotherCode: { pl: 'Wyślij inny kod', en: 'Send another code' },
  notSetUp: { pl: 'Drugi składnik nie jest jeszcze ustawiony', en: 'The second factor is not set up yet' },
  mailedMissing: { pl: 'Wpisz kod z wiadomości', en: 'Type the code from the letter' },
  mailedWrong: {
    pl: 'Wpisz kod z najnowszej wiadomości: ten się nie zgadza',
    en: 'That is not the code. Type the one from the newest letter',
  },
  mailedDead: { pl: 'Poproś o inny kod: ten już nie działa', en: 'Ask for another code: this one no longer works' },
  appMissing: { pl: 'Wpisz sześć cyfr z aplikacji', en: 'Type the six digits that the app shows' },
  appWrong: {
    pl: 'Wpisz kod, który aplikacja pokazuje teraz. Jeśli się powtarza, sprawdź zegar telefonu',
    en: 'Type the code that the app shows now. If this happens again, check the clock of the telephone',
  },

  codesTitle: { pl: 'Twoje kody zapasowe', en: 'Your recovery codes' },
  codesLead: {
    pl: 'Na dzień bez telefonu. Każdy działa raz. Ta strona pokazuje je tylko teraz.',
    en: 'For a day without the telephone. Each works once. This page shows them only now.',
  },
  codesKeep: {
    pl: 'Wydrukuj tę stronę albo skopiuj kody do menedżera haseł. Nie trzymaj ich w skrzynce pocztowej.',
    en: 'Print this page, or copy the codes to a password manager. Do not keep them in your mailbox.',
  },
  codesList: { pl: 'Dziesięć kodów zapasowych', en: 'Ten recovery codes' },

  ownTitle: { pl: 'Kody zapasowe', en: 'Recovery codes' },
  ownLeft: { pl: 'Zostało kodów zapasowych: {left} z {all}.', en: 'Recovery codes left: {left} of {all}.' },
  ownLead: {
    pl: 'Nowe kody zastępują poprzednie: te natychmiast przestają działać.',
    en: 'New codes replace the earlier ones, which stop working at once.',
  },
  renew: { pl: 'Utwórz nowe kody', en: 'Make new codes' },
})
