import { defineTexts } from '../language/index.ts'

export const texts = defineTexts('desk', {
  older: { pl: 'Starsze', en: 'Older' },
  newest: { pl: 'Najnowsze', en: 'Newest' },
  rooms: { pl: 'Obsługa kont', en: 'Desk' },
  cases: { pl: 'Sprawy', en: 'Cases' },
  people: { pl: 'Osoby', en: 'People' },
  letters: { pl: 'Wiadomości', en: 'Letters' },
  import: { pl: 'Import', en: 'Imports' },
  services: { pl: 'Usługi', en: 'Services' },
  scim: { pl: 'Systemy', en: 'Systems' },
  roles: { pl: 'Role', en: 'Roles' },
  activity: { pl: 'Dziennik', en: 'Activity' },
  breach: { pl: 'Naruszenie', en: 'Breach' },
  'second-factor': { pl: 'Kody zapasowe', en: 'Recovery codes' },
  statement: { pl: 'Deklaracja dostępności', en: 'The accessibility statement' },
  statementSoon: {
    pl: '{statement} czeka na coroczny przegląd do: {day}. Potem wpisz jego datę do pliku uczelni.',
    en: '{statement} wants its yearly review by {day}. Then write the day of it into the institution file.',
  },
  statementOverdue: {
    pl: '{statement} nie miała przeglądu w terminie (co roku do 31 marca). Przejrzyj ją i wpisz datę do pliku uczelni.',
    en: '{statement} has missed its yearly review (by 31 March). Review it, then write the day into the institution file.',
  },
  refusedTitle: { pl: 'Twoja rola na to nie pozwala', en: 'Your role does not allow this' },
  refusedLead: {
    pl: 'Nic nie zostało zmienione. Role nadaje administracja kont.',
    en: 'Nothing has been changed. Roles are given by an administrator.',
  },
  closedTitle: { pl: 'To miejsce pracy obsługi kont', en: 'This is where the desk works' },
  closedLead: {
    pl: 'Twoje konto nie ma tu żadnej roli. Nic nie zostało zmienione.',
    en: 'Your account has no role here. Nothing has been changed.',
  },
  closedHelp: {
    pl: 'Potrzebujesz pomocy z kontem? Pomoże {desk}.',
    en: 'You need help with an account? Ask the {desk}.',
  },
  toAccount: { pl: 'Przejdź do swojego konta', en: 'Go to your account' },
})

/** What a member of staff is called at the desk: the role, never the sex. */
export const roleTexts = defineTexts('desk.role', {
  'help-desk': { pl: 'punkt pomocy', en: 'help desk' },
  'registration-desk': { pl: 'punkt rejestracji', en: 'registration desk' },
  auditor: { pl: 'audyt', en: 'auditor' },
  administrator: { pl: 'administracja', en: 'administrator' },
})
