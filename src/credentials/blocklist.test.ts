import { expect, test } from 'vitest'
import { isDerivedFrom } from './blocklist.ts'
import { defaultContextWords } from './default-context-words.ts'

test.each([
  'Kopernik1!',
  'kopernik',
  'KOPERNIK2026!',
  '!!Kopernik99',
  'K0p3rn1k',
  'kinrepok1',
  'KopernikKopernik1',
  '2026Kopernik',
  'Kopernik-12',
])('once the operator adds “Kopernik”, %s is refused', (password) => {
  expect(isDerivedFrom(password, ['Kopernik'])).toBe(true)
  expect(isDerivedFrom(password, [])).toBe(false)
})

test.each(['Kopernik12345', 'Kopernikanski1', 'xKopernik1', 'Kopernik#Orbita7', ''])(
  '“%s” is more than a word dressed up',
  (password) => {
    expect(isDerivedFrom(password, ['Kopernik'])).toBe(false)
  },
)

test.each([
  'Qwerty123',
  'Zaq12wsx',
  'Haslo123!',
  'Polska123',
  'Student2026!',
  'Wiosna2027',
  'P@ssw0rd1',
  'PolskaKrakow1',
  'Hasło2026!!',
])('%s is refused at every university', (password) => {
  expect(isDerivedFrom(password, defaultContextWords)).toBe(true)
})

test('words of two letters would refuse too much and do not count', () => {
  expect(isDerivedFrom('AB1234', ['ab'])).toBe(false)
})
