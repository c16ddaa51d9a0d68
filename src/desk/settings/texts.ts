import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('desk.settings', {
  title: { pl: 'Ustawienia', en: 'Settings' },
  lead: {
    pl: 'Co wybrała uczelnia. Zmienia to tylko administrator serwera, na serwerze.',
    en: 'What the university has chosen. Only whoever runs the server changes it, on the server.',
  },
  stranger: { pl: 'Czego dowie się ktoś obcy', en: 'What a stranger may learn' },
  otherAddresses: { pl: 'Inny adres tej samej osoby', en: 'Another address of the same person' },
  rules: { pl: 'Zasady nowych haseł', en: 'Rules for new passwords' },
})

export const disclosureTexts = defineTexts('desk.settings.disclosure', {
  page: {
    pl: 'O identyfikatorze, którego nie zna rejestr, strona mówi, że nie został rozpoznany. Kto odgaduje identyfikatory, po kilku próbach dostaje odpowiedź, która niczego nie zdradza.',
    en: 'Of an ID that the registry does not know, the page says that it is not recognized. Whoever guesses IDs gets, after a few, an answer that gives nothing away.',
  },
  mailbox: {
    pl: 'Żadna strona nie mówi, czy rejestr zna dany identyfikator. Dowiaduje się tego tylko skrzynka.',
    en: 'No page says whether the registry knows an ID. Only the mailbox is told.',
  },
})

export const otherAddressesTexts = defineTexts('desk.settings.other-addresses', {
  explain: {
    pl: 'Nie można się nim zalogować. Jego skrzynka dostaje wiadomość, który adres jest przypisany.',
    en: 'It does not sign in. Its mailbox is told which address is assigned.',
  },
  accept: {
    pl: 'Można się nim zalogować i poprosić o odnośnik, który idzie na adres przypisany.',
    en: 'It signs in, and asks for the link, which goes to the assigned one.',
  },
})

export const profileTexts = defineTexts('desk.settings.profile', {
  manual: {
    pl: 'Zasady z podręcznika: co najmniej 8 znaków, w tym mała i wielka litera oraz cyfra lub znak specjalny.',
    en: 'The rules of the user manual: at least 8 characters, among them a lowercase letter, an uppercase letter, and a digit or a special character.',
  },
  passphrase: {
    pl: 'Zasady z podręcznika, ale od 15 znaków hasło może składać się z dowolnych.',
    en: 'The rules of the user manual, but from 15 characters on they may be any.',
  },
  strict: {
    pl: 'Zasady NIST SP 800-63B-4: co najmniej 15 znaków, a z drugim składnikiem 8, dowolnych. Nowe hasło ustawia się bez pytania zabezpieczającego.',
    en: 'The rules of NIST SP 800-63B-4: at least 15 characters, or 8 with a second factor, any of them. A password is reset without the security question.',
  },
})
