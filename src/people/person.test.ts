import { expect, test } from 'vitest'
import { displayName } from './person.ts'

test('a person with one name is called by it, without a stray space', () => {
  expect(displayName({ givenNames: '', surname: 'Suryani' })).toBe('Suryani')
  expect(displayName({ givenNames: 'Zofia', surname: 'Łukasiewicz-Żak' })).toBe('Zofia Łukasiewicz-Żak')
})

test('a name cannot turn around or hide what stands beside it (req 123)', () => {
  expect(displayName({ givenNames: 'Jan\u202e', surname: '\u200bKowal\u2066\u0000' })).toBe('Jan Kowal')
})

test('a name with angle brackets, quotes and an ampersand stays what it is: pages escape it', () => {
  expect(displayName({ givenNames: 'Jan <b>"Q"</b>', surname: "O'Neill & Syn" })).toBe(`Jan <b>"Q"</b> O'Neill & Syn`)
})
