import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('desk.roles', {
  title: { pl: 'Role', en: 'Roles' },
  lead: { pl: 'Kto pracuje przy obsłudze kont i co może.', en: 'Who works at the desk, and what they may do.' },
  granted: { pl: 'Rola została nadana.', en: 'The role has been given.' },
  revoked: { pl: 'Rola została odebrana.', en: 'The role has been taken.' },
  removed: { pl: 'Drugi składnik został usunięty.', en: 'The second factor has been removed.' },
  notPossible: {
    pl: 'Nic nie zostało zmienione: w międzyczasie zmieniło się to gdzie indziej albo Twoja rola na to nie pozwala.',
    en: 'Nothing has been changed: it has changed elsewhere meanwhile, or your role does not allow it.',
  },
  colleagues: { pl: 'Osoby z rolą', en: 'People with a role' },
  factorSet: { pl: 'Drugi składnik ustawiony', en: 'Second factor set up' },
  factorMissing: { pl: 'Bez drugiego składnika', en: 'No second factor yet' },
  change: { pl: 'Zmień', en: 'Change' },
  changeWhose: { pl: 'role: {name}', en: 'the roles of {name}' },
  yourself: { pl: 'To Ty', en: 'This is you' },
  somebodyNew: { pl: 'Nowa osoba', en: 'Somebody new' },
  address: { pl: 'Adres e-mail', en: 'E-mail address' },
  find: { pl: 'Znajdź', en: 'Find' },
  notFound: { pl: 'Nie znaleziono osoby', en: 'Nobody was found' },
  notFoundHint: {
    pl: 'Wpisz adres, który zna uczelnia: tego nie ma w rejestrze',
    en: 'Type an address that the registry knows: this one is not there',
  },

  personTitle: { pl: 'Role: {name}', en: 'Roles of {name}' },
  noRole: { pl: 'Bez roli.', en: 'No role.' },
  has: { pl: 'Ma teraz: {roles}.', en: 'Has now: {roles}.' },
  ownRoles: {
    pl: 'Własnych ról nie można zmieniać. Zrobi to inna osoba z rolą administracji.',
    en: 'Nobody changes their own roles. Another administrator does.',
  },
  what: { pl: 'Co zmienić?', en: 'What is to change?' },
  grant: { pl: 'Nadać rolę: {role}', en: 'Give the role: {role}' },
  revoke: { pl: 'Odebrać rolę: {role}', en: 'Take the role: {role}' },
  removeFactor: { pl: 'Usunąć drugi składnik', en: 'Remove the second factor' },
  removeFactorHint: {
    pl: 'Gdy telefon i kody zapasowe są nie do odzyskania. Sesje tej osoby się skończą.',
    en: 'When the telephone and the recovery codes are gone for good. The sessions of the person end.',
  },
  reason: { pl: 'Powód', en: 'Reason' },
  reasonHint: {
    pl: 'Zostaje w dzienniku obok Twojego nazwiska. Bez numeru PESEL i bez haseł.',
    en: 'Kept in the activity beside your name. No PESEL, no passwords.',
  },
  carryOut: { pl: 'Wykonaj', en: 'Carry out' },
  back: { pl: 'Wróć do listy', en: 'Back to the list' },
  told: { pl: 'Osoba dostanie o tym wiadomość.', en: 'The person gets a letter about it.' },
  notChanged: { pl: 'Nic nie zostało zmienione', en: 'Nothing has been changed' },
  changeMissing: { pl: 'Wybierz, co zmienić', en: 'Choose what is to change' },
  reasonMissing: { pl: 'Podaj powód', en: 'Give a reason' },
  reasonTooLong: { pl: 'Skróć powód do 500 znaków', en: 'Shorten the reason to 500 characters' },

  'help-desk': {
    pl: 'Sprawy pracowników, kody jednorazowe, przypisanie adresu.',
    en: 'Cases of teachers, one-time codes, assigned addresses.',
  },
  'registration-desk': {
    pl: 'Sprawy studentów: podłączenie do rejestracji.',
    en: 'Cases of students: connecting them to registration.',
  },
  auditor: { pl: 'Wgląd we wszystko, bez zmian.', en: 'Sees everything, changes nothing.' },
  administrator: {
    pl: 'Wszystko to i więcej: import, blokowanie kont, role.',
    en: 'All of it and more: imports, disabling accounts, roles.',
  },
})

export const letterTexts = defineTexts('desk.roles-letters', {
  grantedSubject: { pl: 'Nadano Ci rolę w obsłudze kont', en: 'You have a role at the account desk' },
  grantedLead: {
    pl: 'Po zalogowaniu otworzysz obsługę kont pod adresem {desk}. Za pierwszym razem ustawisz drugi składnik logowania.',
    en: 'After signing in you open the account desk at {desk}. The first time you set up a second factor.',
  },
  revokedSubject: { pl: 'Odebrano Ci rolę w obsłudze kont', en: 'A role at the account desk was taken from you' },
  revokedLead: {
    pl: 'Ta rola od zaraz nie otwiera obsługi kont. Twoje konto i hasło pozostają bez zmian.',
    en: 'From now on this role does not open the desk. Your account and your password stay as they are.',
  },
  role: { pl: 'Rola', en: 'Role' },
  when: { pl: 'Kiedy', en: 'When' },
  unexpected: {
    pl: 'Nie wiesz, dlaczego? Napisz na adres {itDeskMail} ({itDesk}).',
    en: 'You do not know why? Write to {itDeskMail} ({itDesk}).',
  },
})
