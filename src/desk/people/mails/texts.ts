import { defineTexts } from '../../../language/index.ts'

export const texts = defineTexts('desk.people-letters', {
  when: { pl: 'Kiedy', en: 'When' },
  you: {
    pl: 'Jeśli to na Twoją prośbę, nic nie trzeba robić.',
    en: 'If you asked for it, there is nothing to do.',
  },
  unclear: {
    pl: 'Masz pytania? Napisz na adres {usosDeskMail} ({usosDesk}).',
    en: 'Any questions? Write to {usosDeskMail} ({usosDesk}).',
  },
  notYou: {
    pl: 'Jeśli nie, od razu napisz na adres {usosDeskMail} ({usosDesk}).',
    en: 'If you did not, write to {usosDeskMail} ({usosDesk}) at once.',
  },
})

export const noticeTitles = defineTexts('desk.people-notice-titles', {
  'code-issued': { pl: 'Wydano kod do Twojego konta {account}', en: 'A code for your {account} account was issued' },
  'question-reopened': {
    pl: 'Odblokowano pytanie zabezpieczające Twojego konta {account}',
    en: 'The security question of your {account} account is open again',
  },
  'session-ended': {
    pl: 'Zakończono sesję Twojego konta {account}',
    en: 'A session of your {account} account was ended',
  },
  'sessions-ended': {
    pl: 'Zakończono wszystkie sesje Twojego konta {account}',
    en: 'All sessions of your {account} account were ended',
  },
  'password-taken-away': {
    pl: 'Hasło do Twojego konta {account} przestało działać',
    en: 'The password of your {account} account no longer works',
  },
  merged: { pl: 'Połączono dwa wpisy o Tobie', en: 'Two records about you were merged' },
  'merge-undone': { pl: 'Cofnięto połączenie wpisów o Tobie', en: 'The merge of two records about you was undone' },
  disabled: { pl: 'Twoje konto {account} wyłączono', en: 'Your {account} account was disabled' },
  enabled: { pl: 'Twoje konto {account} znów działa', en: 'Your {account} account works again' },
  'mailbox-woken': {
    pl: 'Wiadomości o Twoim koncie {account} znów przychodzą',
    en: 'Messages about your {account} account reach you again',
  },
})

export const noticeTexts = defineTexts('desk.people-notices', {
  'code-issued': {
    pl: 'Obsługa kont wydała jednorazowy kod, którym można ustawić nowe hasło do Twojego konta {account}. Kod przekazano osobie, której tożsamość sprawdzono na miejscu.',
    en: 'The desk has issued a one-time code that sets a new password for your {account} account. It was handed to somebody whose identity was checked in person.',
  },
  'question-reopened': {
    pl: 'Po zbyt wielu błędnych odpowiedziach pytanie zabezpieczające było zamknięte. Obsługa kont je odblokowała: można znów ustawić hasło odnośnikiem z wiadomości.',
    en: 'After too many wrong answers the security question was closed. The desk has opened it again: a password can be set by a mailed link.',
  },
  'session-ended': {
    pl: 'Obsługa kont wylogowała Twoje konto {account} na jednym z urządzeń; aplikacje połączone na nim poproszą o ponowne zalogowanie. Na pozostałych nic się nie zmieniło; hasło pozostaje bez zmian.',
    en: 'The desk has signed your {account} account out on one of your devices; applications connected there will ask you to sign in again. Nothing has changed on the others; your password stays as it is.',
  },
  'sessions-ended': {
    pl: 'Obsługa kont wylogowała Twoje konto {account} na wszystkich urządzeniach i w aplikacjach; odnośniki i kody do ustawienia hasła przestały działać. Hasło pozostaje bez zmian.',
    en: 'The desk has signed your {account} account out on all devices and of all applications; links and codes to set a password no longer work. Your password stays as it is.',
  },
  'password-taken-away': {
    pl: 'Hasło do Twojego konta {account} mógł poznać ktoś inny, dlatego obsługa kont je unieważniła. Konto wylogowano na wszystkich urządzeniach; odnośniki i kody do ustawienia hasła przestały działać. Aby ustawić nowe hasło, otwórz stronę logowania i poproś o odnośnik. Jeśli tego samego hasła używasz gdzie indziej, zmień je także tam.',
    en: 'Somebody else may know the password of your {account} account, so the desk has taken it away. The account has been signed out on all devices; links and codes to set a password no longer work. To set a new password, open the sign-in page and ask for a link. If you use the same password elsewhere, change it there as well.',
  },
  merged: {
    pl: 'Rejestr uczelni miał o Tobie dwa wpisy, a więc i dwa konta {account}. Obsługa kont je połączyła: jest jedno, pod adresem przypisanym we wpisie, który został. Odnośniki i kody do ustawienia hasła przestały działać.',
    en: 'The registry had two records about you, and so two {account} accounts. The desk has merged them: there is one, under the assigned address of the record that was kept. Links and codes to set a password no longer work.',
  },
  'merge-undone': {
    pl: 'Obsługa kont cofnęła połączenie dwóch wpisów: znów są to dwa konta {account}, każde ze swoim adresem. Odnośniki i kody do ustawienia hasła przestały działać.',
    en: 'The desk has undone the merge of two records: they are two {account} accounts again, each with its own address. Links and codes to set a password no longer work.',
  },
  disabled: {
    pl: 'Konto {account} zostało wyłączone: nie można się nim zalogować ani ustawić hasła. W sprawie powodu napisz na adres {usosDeskMail} ({usosDesk}).',
    en: 'Your {account} account has been disabled: nobody can sign in with it or set its password. To hear why, write to {usosDeskMail} ({usosDesk}).',
  },
  enabled: {
    pl: 'Konto {account} zostało ponownie włączone. Hasło jest takie jak wcześniej.',
    en: 'Your {account} account has been enabled again. The password is the one from before.',
  },
  'mailbox-woken': {
    pl: 'Ta skrzynka zwracała nasze wiadomości, dlatego przez pewien czas nie przychodziły. Obsługa kont wznowiła ich wysyłanie. Jeśli czekasz na odnośnik do ustawienia hasła, możesz o niego znów poprosić.',
    en: 'This mailbox sent our messages back, so for a while none came. The desk has let them come again. If you wait for a link to set a password, you can ask for it again.',
  },
})
