import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('password-change', {
  title: { pl: 'Zmień hasło', en: 'Change password' },
  heading: { pl: 'Zmieniasz hasło', en: 'You are changing your password' },
  account: { pl: 'Do konta {address}', en: 'For the account {address}' },
  mustChange: {
    pl: 'Twoje obecne hasło jest zbyt słabe albo mogły je poznać inne osoby. Aby przejść dalej, ustaw nowe.',
    en: 'Your current password is too weak, or other people may have learned it. Set a new one to go on.',
  },
  current: { pl: 'Obecne hasło:', en: 'Current password:' },
  forgotten: { pl: 'Nie pamiętasz obecnego hasła? {reset}', en: 'You do not remember your current password? {reset}' },
  forgottenLink: { pl: 'Ustaw nowe odnośnikiem z wiadomości', en: 'Set a new one by a mailed link' },
  change: { pl: 'Zmień hasło', en: 'Change password' },
  note: {
    pl: 'Wylogujemy Cię na wszystkich innych urządzeniach. Tutaj Twoja sesja będzie trwać.',
    en: 'You will be signed out on all other devices. Here you stay signed in.',
  },
  back: { pl: 'Wróć', en: 'Go back' },
  notChanged: { pl: 'Hasło nie zostało zmienione', en: 'The password has not been changed' },
  notChangedLead: { pl: 'Wypełnij wszystkie pola jeszcze raz.', en: 'Fill in all the fields again.' },
  currentMissing: { pl: 'Wpisz obecne hasło', en: 'Type your current password' },
  currentWrong: {
    pl: 'Wpisz obecne hasło jeszcze raz: podane się nie zgadza',
    en: 'That is not your current password. Type it again',
  },
  waitSome: {
    pl: 'Zbyt wiele błędnych prób. Spróbuj ponownie za {time} albo ustaw nowe hasło odnośnikiem z wiadomości',
    en: 'Too many wrong attempts. Try again in {time}, or set a new password by a mailed link',
  },
  waitForLink: {
    pl: 'Zbyt wiele błędnych prób. Teraz pomoże tylko odnośnik z wiadomości',
    en: 'Too many wrong attempts. Only a mailed link helps now',
  },
  doneTitle: { pl: 'Hasło zmienione', en: 'Password changed' },
  doneHeading: { pl: 'Hasło zostało zmienione', en: 'Your password has been changed' },
  done: { pl: 'Następnym razem zaloguj się nowym hasłem.', en: 'Sign in with the new one next time.' },
  doneNote: {
    pl: 'Zakończyliśmy Twoje sesje na wszystkich innych urządzeniach i wysłaliśmy powiadomienie na Twoją skrzynkę.',
    en: 'We have ended your sessions on all other devices and sent a notice to your mailbox.',
  },
  toPortal: { pl: 'Przejdź do {system}', en: 'Go to {system}' },
  toAccount: { pl: 'Moje konto', en: 'My account' },
  letterSubject: {
    pl: 'Twoje hasło do konta {account} zostało zmienione',
    en: 'Your {account} password has been changed',
  },
  letterTitle: { pl: 'Hasło zostało zmienione', en: 'Your password has been changed' },
  letterLead: {
    pl: 'Hasło do Twojego konta {account} zmieniono po zalogowaniu. Sesje na wszystkich innych urządzeniach są zakończone.',
    en: 'The password of your {account} account was changed by somebody who was signed in. All sessions on other devices have ended.',
  },
  letterTime: { pl: 'Kiedy', en: 'When' },
  letterBrowser: { pl: 'Przeglądarka', en: 'Browser' },
  letterYou: { pl: 'Jeśli to Twoja zmiana, nic nie trzeba robić.', en: 'If it was you, there is nothing to do.' },
  letterNotYou: {
    pl: 'Jeśli nie, od razu ustaw nowe hasło na stronie logowania („Zresetuj hasło”) i napisz do: {usosDesk}, {usosDeskMail}.',
    en: 'If it was not, set a new password at the sign-in page at once (“Reset password”) and write to the {usosDesk}, {usosDeskMail}.',
  },
})
