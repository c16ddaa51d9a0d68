import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type AccountFacts, type AccountState, accountState, accountStates } from './account-state.ts'

type Found = Parameters<typeof accountState>[0]

const nobody: AccountFacts = {
  connected: false,
  disabledAt: undefined,
  closedAt: undefined,
  assignedAddress: 'alicja.wrona@student.agh.edu.pl',
  hasPassword: false,
}
const then = new Date('2026-11-22T12:00:00Z')
const under = (typedIsAssigned: boolean, facts: Partial<AccountFacts> = {}) => ({
  person: { ...nobody, ...facts },
  typedIsAssigned,
})

/** For each state, somebody who is in it. */
const examples: Record<AccountState, Found> = {
  unknown: undefined,
  'not-connected': under(true),
  eligible: under(true, { connected: true }),
  active: under(true, { connected: true, hasPassword: true }),
  'assigned-elsewhere': under(false, { connected: true, hasPassword: true }),
  disabled: under(true, { connected: true, hasPassword: true, disabledAt: then }),
  closed: under(true, { connected: true, hasPassword: true, closedAt: then }),
}

/** What the sentence on an arrow does to the facts. */
const happenings: Record<string, (found: NonNullable<Found>) => Found> = {
  'the registry sends the person': () => under(true),
  'the person is connected to registration': ({ person }) => under(true, { ...person, connected: true }),
  'the person sets a password': ({ person }) => under(true, { ...person, hasPassword: true }),
  'another address of the person is assigned': ({ person }) => ({ person, typedIsAssigned: false }),
  'this address is assigned': ({ person }) => ({ person, typedIsAssigned: true }),
  'an administrator disables the account': ({ person }) => under(true, { ...person, disabledAt: then }),
  'an administrator enables the account': ({ person }) => under(true, { ...person, disabledAt: undefined }),
  'the person leaves the university': ({ person }) => under(true, { ...person, closedAt: then }),
  'the person comes back': ({ person }) => under(true, { ...person, closedAt: undefined }),
}

test.each(accountStates)('an account can be %s', (state) => {
  expect(accountState(examples[state])).toBe(state)
})

describe('the state diagram in the README', () => {
  const arrows = [
    ...readFileSync(new URL('README.md', import.meta.url), 'utf8').matchAll(/^ {2}(\w+) --> (\w+): (.+)$/gm),
  ].map(([, from = '', to = '', sentence = '']) => ({
    from: from.replace('_', '-'),
    to: to.replace('_', '-'),
    sentence,
  }))

  test('shows every state and no other', () => {
    expect(new Set(arrows.flatMap(({ from, to }) => [from, to]))).toEqual(new Set(accountStates))
  })

  test.each(arrows)('$from becomes $to when $sentence', ({ from, to, sentence }) => {
    const before = examples[from as AccountState]
    expect(accountState(before)).toBe(from)
    expect(accountState(happenings[sentence]?.(before ?? under(true)))).toBe(to)
  })
})

test('a disabled account is disabled under each of its addresses', () => {
  expect(accountState(under(false, { connected: true, hasPassword: true, disabledAt: then }))).toBe('disabled')
})

test('a graduate whose account was disabled before counts as closed', () => {
  expect(accountState(under(true, { disabledAt: then, closedAt: then }))).toBe('closed')
})

test('whoever is not connected is told so under every address, and not sent to another one', () => {
  expect(accountState(under(false))).toBe('not-connected')
})

test('a person to whom no address is assigned has no account yet', () => {
  expect(accountState(under(false, { connected: true, assignedAddress: undefined }))).toBe('not-connected')
})
