import { expect, test } from 'vitest'
import { endedTicket, isServiceTicket } from './logout-request.ts'

const message = (index: string) =>
  `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="LR-1" Version="2.0" IssueInstant="2026-11-22T13:00:00Z"><saml:NameID>@NOT_USED@</saml:NameID>${index}</samlp:LogoutRequest>`

test('a sign-out message names the ticket that began the session', () => {
  expect(endedTicket(message('<samlp:SessionIndex>ST-abc123XYZ</samlp:SessionIndex>'))).toBe('ST-abc123XYZ')
})

test('line breaks and declarations around it do not matter', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${message('\n <samlp:SessionIndex>\n  ST-abc\n </samlp:SessionIndex>\n')}`
  expect(endedTicket(text)).toBe('ST-abc')
})

test.each([
  ['no ticket', message('')],
  [
    'two tickets',
    message('<samlp:SessionIndex>ST-a</samlp:SessionIndex><samlp:SessionIndex>ST-b</samlp:SessionIndex>'),
  ],
  ['something that is no ticket', message('<samlp:SessionIndex>%25</samlp:SessionIndex>')],
  ['another message', '<samlp:AuthnRequest><samlp:SessionIndex>ST-a</samlp:SessionIndex></samlp:AuthnRequest>'],
  ['an entity', `<!DOCTYPE x [<!ENTITY t "ST-a">]>${message('<samlp:SessionIndex>&t;</samlp:SessionIndex>')}`],
  ['no XML', 'ST-abc'],
])('%s ends nothing', (_, text) => {
  expect(endedTicket(text)).toBeUndefined()
})

test('a ticket has the letters of the standard and up to 256 of them', () => {
  expect(isServiceTicket(`ST-${'a'.repeat(253)}`)).toBe(true)
  expect(isServiceTicket(`ST-${'a'.repeat(254)}`)).toBe(false)
  for (const text of ['', 'ST-', 'PT-abc', 'ST-a_b', 'ST-a b', 'ST-a\n', ' ST-a'])
    expect(isServiceTicket(text)).toBe(false)
})
