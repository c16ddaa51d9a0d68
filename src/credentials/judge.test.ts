import { expect, test } from 'vitest'
import { judge } from './judge.ts'
import type { PolicyContext } from './policy.ts'
import { strengthJudge } from './strength.ts'
import { wordData } from './words/words.ts'

const strength = strengthJudge(wordData)
const alicja: PolicyContext = {
  profile: 'manual',
  personal: {
    givenNames: ['Alicja'],
    surnames: ['Wrona'],
    login: 'alicja.wrona@student.agh.edu.pl',
    otherAddresses: [],
  },
  contextWords: ['AGH'],
}
const verdict = (password: string, context = alicja) => judge(password, context, strength)
const reasons = (password: string, context = alicja) => verdict(password, context).reasons.map(({ id }) => id)

test('a password is strong exactly when nothing speaks against it', () => {
  for (const password of [
    'Kasztan#77ow',
    'Kasztanowy',
    'Abcdefg1',
    'Wrona#77kasz',
    '',
    'Aa1!',
    'x'.repeat(300),
    'Kasztan\n#77ow',
    'Haslo123!',
  ]) {
    const { level, reasons } = verdict(password)
    expect(level === 'strong', password).toBe(reasons.length === 0)
  }
})

test.each(['Password1', 'Qwerty123', 'Zaq12wsx', 'Haslo123!', 'Polska123'])(
  '%s is refused for the blocklist',
  (password) => {
    expect(verdict(password).reasons.map(({ rule }) => rule)).toEqual(['blocklist'])
  },
)

test('a word the operator adds counts at once', () => {
  expect(reasons('Kopernik1!')).not.toContain('context-word')
  expect(reasons('Kopernik1!', { ...alicja, contextWords: ['Kopernik'] })).toEqual(['context-word'])
})

test('the meter names what is missing before it speaks of strength', () => {
  expect(reasons('Kasztanowy')).toEqual(['digit-or-special-missing'])
  expect(verdict('Kasztanowy').level).toBe('medium')
  expect(reasons('Kasztanowy7!x')).toEqual([])
})

test('a rule that the page can check is never broken under the word “strong”', () => {
  expect(verdict('lkjhqwezxc#77owbnmrty').level).toBe('medium')
  expect(verdict('Wrona#77 kasztany w parku').level).toBe('medium')
  expect(verdict('Qk7#wVx').level).toBe('medium')
})

test('the strict profile takes fifteen letters in lower case, but no alphabet', () => {
  const strict: PolicyContext = { ...alicja, profile: 'strict' }
  expect(verdict('kasztanywparkuu', strict).level).toBe('strong')
  expect(reasons('abcdefghijklmno', strict)).not.toEqual([])
})

test('any text at all gets a verdict, the same for every spelling of it, and never “strong” with a broken rule', () => {
  const dice = seeded(35)
  const signs = [
    ...'aąZŻł0179!@ \t\n\0ﬁßİ漢😀',
    '\u0301',
    '\u200d',
    '\ud800',
    'Alicja',
    'wrona',
    'qwerty',
    'constructor',
    '2026',
    'Kopernik',
  ]
  for (let round = 0; round < 1000; round += 1) {
    const text = Array.from({ length: dice(24) }, () => signs[dice(signs.length)]).join('')
    const { level, reasons, rules } = verdict(text)
    expect(verdict(text.normalize('NFD')), JSON.stringify(text)).toEqual({ level, reasons, rules })
    if (level === 'strong') expect(rules.filter(({ state }) => state === 'broken')).toEqual([])
    expect(level === 'strong').toBe(reasons.length === 0)
  }
})

function seeded(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}
