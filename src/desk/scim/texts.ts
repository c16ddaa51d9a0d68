import { defineTexts } from '../../language/index.ts'

export const texts = defineTexts('desk.scim', {
  title: { pl: 'Systemy tożsamości', en: 'Identity systems' },
  lead: {
    pl: 'Systemy, które wprowadzają osoby przez SCIM pod adresem {address}. Każdy ma swój token.',
    en: 'Systems that bring people in by SCIM at {address}. Each has a token of its own.',
  },
  make: { pl: 'Utwórz token', en: 'Make a token' },
  tokens: { pl: 'Tokeny', en: 'Tokens' },
  none: { pl: 'Nie ma żadnego.', en: 'There are none.' },
  valid: { pl: 'Ważny', en: 'Valid' },
  expired: { pl: 'Wygasł', en: 'Expired' },
  revoked: { pl: 'Unieważniony', en: 'Revoked' },
  may: { pl: 'Wolno mu: {what}.', en: 'It may {what}.' },
  lasts: { pl: 'Utworzony {made}, ważny do {end}.', en: 'Made {made}, ends {end}.' },
  lastUsed: { pl: 'Ostatnio użyty: {moment}.', en: 'Last used: {moment}.' },
  neverUsed: { pl: 'Jeszcze nieużyty.', en: 'Not used yet.' },
  revokedAt: { pl: 'Unieważniony {moment}.', en: 'Revoked {moment}.' },
  revokeLink: { pl: 'Unieważnij token {name}', en: 'Revoke the token {name}' },
  done: { pl: 'Token został unieważniony.', en: 'The token has been revoked.' },
  notThere: {
    pl: 'Tego tokenu nie ma albo ktoś już go unieważnił.',
    en: 'There is no such token, or somebody has revoked it already.',
  },

  newTitle: { pl: 'Nowy token', en: 'A new token' },
  newLead: {
    pl: 'Zobaczysz go raz, po zapisaniu. Nadaj osobny każdemu systemowi.',
    en: 'You see it once, after saving. Give every system one of its own.',
  },
  name: { pl: 'Nazwa', en: 'Name' },
  nameHint: {
    pl: 'Małe litery, cyfry i łączniki, na przykład midpoint-2027. Tak nazywa się w dzienniku; nazwy nie można użyć ponownie.',
    en: 'Small letters, digits and hyphens, such as midpoint-2027. The activity calls it so; a name is never given again.',
  },
  namePattern: {
    pl: 'Wpisz od 2 do 40 małych liter, cyfr i łączników, zaczynając od litery',
    en: 'Write 2 to 40 small letters, digits and hyphens, a letter first',
  },
  nameTaken: { pl: 'Token o tej nazwie już był. Wpisz inną', en: 'There was a token of this name. Write another' },
  scopes: { pl: 'Co mu wolno', en: 'What it may do' },
  scopesMissing: { pl: 'Zaznacz co najmniej jedno', en: 'Tick at least one' },
  days: { pl: 'Jak długo', en: 'For how long' },
  'days-30': { pl: '30 dni', en: '30 days' },
  'days-90': { pl: '90 dni', en: '90 days' },
  'days-365': { pl: 'rok', en: 'a year' },
  reason: { pl: 'Powód', en: 'Reason' },
  reasonHint: {
    pl: 'Zostaje w dzienniku obok Twojego nazwiska. Bez numeru PESEL i bez haseł.',
    en: 'Kept in the activity beside your name. No PESEL, no passwords.',
  },
  reasonMissing: { pl: 'Podaj powód', en: 'Give a reason' },
  reasonTooLong: { pl: 'Skróć powód do 500 znaków', en: 'Shorten the reason to 500 characters' },
  notSaved: { pl: 'Nic nie zostało zapisane', en: 'Nothing has been saved' },

  shownOnceTitle: { pl: 'Token {name}', en: 'The token {name}' },
  shownOnceLead: {
    pl: 'Widzisz go tylko teraz. Wpisz go w systemie tożsamości albo przekaż bezpieczną drogą.',
    en: 'You see it only now. Type it into the identity system, or hand it over by a safe way.',
  },
  address: { pl: 'Adres (base URL)', en: 'Address (base URL)' },
  token: { pl: 'Token (Bearer)', en: 'The token (Bearer)' },
  back: { pl: 'Wróć do systemów tożsamości', en: 'Back to the identity systems' },

  revokeTitle: { pl: 'Unieważnij token {name}', en: 'Revoke the token {name}' },
  revokeAsk: {
    pl: 'Przestanie działać od razu. System, który go używa, nie wprowadzi więcej nikogo, dopóki nie dostanie nowego.',
    en: 'It stops working at once. The system that uses it brings nobody in any more until it has another one.',
  },
  revokeButton: { pl: 'Unieważnij', en: 'Revoke it' },
})

export const scopeTexts = defineTexts('desk.scim.scope', {
  'users:read': { pl: 'czytać osoby', en: 'read people' },
  'users:write': { pl: 'wprowadzać, zmieniać i zawieszać osoby', en: 'bring in, change and suspend people' },
  'groups:read': { pl: 'czytać grupy', en: 'read groups' },
})
