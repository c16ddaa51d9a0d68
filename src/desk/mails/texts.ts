import { defineTexts } from '../../language/index.ts'

export const letterTexts = defineTexts('desk-letters', {
  movedSubject: {
    pl: 'Do Twojego konta {account} przypisano inny adres',
    en: 'Another address is assigned to your {account} account',
  },
  movedNew: {
    pl: 'Do Twojego konta {account} przypisano adres tej skrzynki. Od teraz logujesz się tym adresem i tylko tu wysyłamy odnośniki do ustawienia hasła. Jeśli masz już hasło, pozostaje bez zmian.',
    en: 'The address of this mailbox is now assigned to your {account} account. You sign in with it from now on, and links to set a password come here alone. If you have a password, it stays as it is.',
  },
  movedHeld: {
    pl: 'Ze względów bezpieczeństwa odnośnik wyślemy nie wcześniej niż {moment}. Nie trzeba o niego prosić.',
    en: 'For safety the link to set a password is not mailed before {moment}. You need not ask for it.',
  },
  movedFormer: {
    pl: 'Do Twojego konta {account} przypisano inny adres: {address}. Tym adresem nie można się już zalogować, a odnośniki do ustawienia hasła tu nie przyjdą.',
    en: 'Another address is assigned to your {account} account: {address}. This one no longer signs in, and links to set a password no longer come here.',
  },
  movedTime: { pl: 'Kiedy', en: 'When' },
  movedYou: {
    pl: 'Jeśli to na Twoją prośbę, nic nie trzeba robić.',
    en: 'If you asked for it, there is nothing to do.',
  },
  movedNotYou: {
    pl: 'Jeśli nie, od razu napisz na adres {usosDeskMail} ({usosDesk}).',
    en: 'If you did not, write to {usosDeskMail} ({usosDesk}) at once.',
  },
  movedNotYouHeld: {
    pl: 'Jeśli nie, napisz na adres {usosDeskMail} ({usosDesk}), zanim minie: {moment}. Do tej chwili nikt nie ustawi nowego hasła odnośnikiem.',
    en: 'If you did not, write to {usosDeskMail} ({usosDesk}) before {moment}. Until then nobody can set a new password by a link.',
  },
})
