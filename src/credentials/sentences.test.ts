import { expect, test } from 'vitest'
import { languages, speaker } from '../language/index.ts'
import type { ReasonId } from './policy.ts'
import { islandTexts, reasonSentence, ruleSentence } from './sentences.ts'

const english = speaker('en', {}, new Map())
const polish = speaker('pl', {}, new Map())
const manual = { profile: 'manual' } as const

test('the rules stand in the manual’s words', () => {
  expect(
    (['length', 'classes', 'personal-data', 'history'] as const).map((rule) => ruleSentence(rule, manual, english)),
  ).toEqual([
    'contain at least 8 characters,',
    'contain: a lower case letter, an upper case letter, a digit or a special character.',
    'not contain fragments of your personal data or your login,',
    'be different than previous ones.',
  ])
})

test('other profiles say their own rules', () => {
  expect(ruleSentence('length', { profile: 'strict' }, english)).toBe('contain at least 15 characters,')
  expect(ruleSentence('length', { profile: 'strict', secondFactor: true }, polish)).toBe('mieć co najmniej 8 znaków,')
  expect(ruleSentence('classes', { profile: 'passphrase' }, english)).toContain('or at least 15 characters')
})

test('a refusal says what to do', () => {
  expect(reasonSentence({ id: 'digit-or-special-missing', rule: 'classes' }, english)).toBe(
    'Add a digit or a special character',
  )
  expect(reasonSentence({ id: 'too-short', rule: 'length', minimum: 15 }, polish)).toBe('Wpisz co najmniej 15 znaków')
})

test('the island can say everything that can be wrong while typing, in both languages', () => {
  const whileTyping: ReasonId[] = [
    ...([
      'too-short',
      'too-long',
      'control-character',
      'lower-case-missing',
      'upper-case-missing',
      'digit-or-special-missing',
    ] as const),
    ...(['personal-data', 'context-word', 'common', 'too-weak'] as const),
  ]
  for (const language of languages) {
    const texts = islandTexts(manual, speaker(language, {}, new Map()))
    expect(whileTyping.filter((id) => !texts.missing[id] && !texts.advice[id])).toEqual([])
    expect(texts.strength).toContain('{level}')
    expect(texts.stillMissing).toContain('{missing}')
    expect(JSON.stringify(texts)).not.toMatch(/\{(?!level|missing)[a-z]+\}/)
  }
})
