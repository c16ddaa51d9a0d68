import { expect, test } from 'vitest'
import { fold } from '../language/index.ts'
import { countCharacters, normalisePassword, readings, reversed } from './folding.ts'

test('the same password typed on two systems is the same password', () => {
  const composed = 'Zażółć gęślą1'
  expect(normalisePassword(composed.normalize('NFD'))).toBe(composed)
})

test('normalising changes nothing else: no trimming, no case, no look-alikes', () => {
  expect(normalisePassword('  Ab ﬁ Ａ ')).toBe('  Ab ﬁ Ａ ')
})

test('a character is what Unicode calls a code point', () => {
  expect(countCharacters('Aa1!😀😀')).toBe(6)
})

test.each([
  ['ŁUKASIEWICZ', 'lukasiewicz'],
  ['Żółć', 'zolc'],
  ['Straße', 'strasse'],
  ['Ｗｒｏｎａ', 'wrona'],
  ['Wro\u200bna', 'wrona'],
  ['Đorđe Østergård', 'dorde ostergard'],
  ['İstanbul', 'istanbul'],
])('%s is read as %s', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

test('letter swaps are undone in place', () => {
  expect(readings('w0jc1ech')).toContain('wojciech')
  expect(readings('mich4l')).toContain('michal')
  expect(readings('a1icja')).toContain('alicja')
  for (const reading of readings('p@55w0rd!1')) expect(reading).toHaveLength(10)
})

test('backwards goes by characters, not by halves of them', () => {
  expect(reversed('ab😀')).toBe('😀ba')
})
