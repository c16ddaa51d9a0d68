import { expect, test } from 'vitest'
import { checkPolicy, isTooLong, minimumLength, type PolicyContext, passwordRules, rulesOf } from './policy.ts'

const nobody = { givenNames: [], surnames: [], login: 'x@agh.edu.pl', otherAddresses: [] }
const manual: PolicyContext = { profile: 'manual', personal: nobody, contextWords: [] }
const passphrase: PolicyContext = { ...manual, profile: 'passphrase' }
const strict: PolicyContext = { ...manual, profile: 'strict' }
const reasons = (password: string, context = manual) => checkPolicy(password, context).broken.map(({ id }) => id)
const states = (password: string, context = manual) =>
  Object.fromEntries(checkPolicy(password, context).rules.map(({ id, state }) => [id, state]))

test.each([
  ['Aa1!😀😀', 'six characters, though eight half ones'],
  ['Abcdef1', 'seven characters'],
  ['Zażółć1', 'seven Polish characters'],
])('%s is too short: %s', (password) => {
  expect(reasons(password)).toEqual(['too-short'])
})

test.each(['Zażółć1!', 'Zażółć1!'.normalize('NFD'), 'Aa1!😀😀😀😀', `Aa1!${'x'.repeat(60)}`, `Aa1!${'x'.repeat(252)}`])(
  '%s has a good length',
  (password) => {
    expect(states(password).length).toBe('met')
  },
)

test('over 256 characters or 1024 bytes is an error, never a cut', () => {
  expect(isTooLong('x'.repeat(256))).toBe(false)
  expect(isTooLong('x'.repeat(257))).toBe(true)
  expect(isTooLong('😀'.repeat(256))).toBe(false)
  expect(isTooLong('👍🏽'.repeat(129))).toBe(true)
  expect(reasons(`Aa1!${'x'.repeat(253)}`)).toEqual(['too-long'])
})

test('a hundred kilobytes are refused before anything slow looks at them', () => {
  for (const text of ['A', 'ą', 'a\u0328', '\u1100\u1161\u11a8', '😀']) {
    const spent = process.cpuUsage()
    expect(reasons(text.repeat(100_000)), text).toContain('too-long')
    expect(process.cpuUsage(spent).user).toBeLessThan(100_000)
  }
})

test.each([
  ['abcdefgh', ['upper-case-missing', 'digit-or-special-missing']],
  ['ABCDEFG1', ['lower-case-missing']],
  ['Abcdefgh', ['digit-or-special-missing']],
  ['12345678', ['lower-case-missing', 'upper-case-missing']],
  ['漢字漢字漢字漢字', ['lower-case-missing', 'upper-case-missing', 'digit-or-special-missing']],
  ['Żółćabcd', ['digit-or-special-missing']],
  ['Abcdefg1', []],
  ['Abcdefg!', []],
  ['Abcdefg ', []],
  ['Żółćabc1', []],
  ['Абвгдеж5', []],
  ['Abcdefg😀', []],
])('%s: character classes missing: %j', (password, missing) => {
  expect(reasons(password)).toEqual(missing)
  expect(states(password).classes).toBe(missing.length === 0 ? 'met' : 'broken')
})

test.each(['\0', '\n', '\r', '\t', '\x7f', '\u0085', '\u2028', '\ud800'])(
  'the control character %j is refused and named',
  (control) => {
    expect(reasons(`Kasztan${control}#77ow`)).toEqual(['control-character'])
  },
)

test('every printing character and the space may be used', () => {
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')
  expect(reasons(ascii)).toEqual([])
  expect(reasons(`Aa1 ${'żółć漢字😀é'}`)).toEqual([])
})

test('personal data is looked for in the password as the server sees it', () => {
  const personal = { ...nobody, surnames: ['Łukasiewicz-Żak'], login: 'zlukasiewicz@agh.edu.pl' }
  expect(reasons('Lukasie#2024x', { ...manual, personal })).toEqual(['personal-data'])
  expect(reasons('Lukasie#2024x', { ...passphrase, personal })).toEqual(['personal-data'])
  expect(reasons('lukasie na spacerze', { ...strict, personal })).toEqual([])
  expect(reasons('lukasiewicz2024', { ...strict, personal })).toEqual(['personal-data'])
})

test('a page that does not know all personal data never says that rule is met', () => {
  const partial = { ...manual, personalDataIsPartial: true, personal: { ...nobody, login: 'kasztan@agh.edu.pl' } }
  expect(states('Brzoza#77ow', partial)['personal-data']).toBe('later')
  expect(states('Kasztan#77ow', partial)['personal-data']).toBe('broken')
})

test('earlier passwords are known to the server only', () => {
  expect(states('Kasztan#77ow').history).toBe('later')
})

test('the passphrase profile asks for classes or for fifteen characters', () => {
  expect(reasons('kasztany w parku', passphrase)).toEqual([])
  expect(reasons('kasztany w par', passphrase)).toEqual(['upper-case-missing'])
  expect(reasons('Kasztan#77ow', passphrase)).toEqual([])
})

test('the strict profile asks for fifteen characters of any kind, or eight beside a second factor', () => {
  expect(reasons('qkzjwvxmtrbnlpd', strict)).toEqual([])
  expect(reasons('Qk7#wVxm!rBnL4', strict)).toEqual(['too-short'])
  expect(reasons('qkzjwvxm', { ...strict, secondFactor: true })).toEqual([])
  expect(rulesOf('strict')).toEqual(['length', 'personal-data', 'history'])
  expect(minimumLength({ profile: 'manual', secondFactor: true })).toBe(8)
})

test('password managers are told the active profile', () => {
  expect(passwordRules(manual)).toBe('minlength: 8; required: lower; required: upper; required: digit, special;')
  expect(passwordRules(passphrase)).toBe('minlength: 15;')
  expect(passwordRules(strict)).toBe('minlength: 15;')
  expect(passwordRules({ ...strict, secondFactor: true })).toBe('minlength: 8;')
})
