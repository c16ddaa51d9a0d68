import { expect, test } from 'vitest'
import { packWords, unpackWords } from './pack.ts'
import { wordData } from './words.ts'

test('every word survives the journey to the browser, in its place', () => {
  expect(unpackWords(packWords(wordData.words))).toEqual(wordData.words)
})

test('odd words survive too', () => {
  const odd = [
    'a',
    'a',
    'ab',
    '123',
    '!!',
    'ab',
    'abababababababababababababababab',
    'abababababababababababababababac',
    '',
  ]
  expect(unpackWords(packWords(odd))).toEqual(odd)
})

test('the words are told once each, folded, and short enough to be searched for', () => {
  expect(new Set(wordData.words).size).toBe(wordData.words.length)
  expect(wordData.words.filter((word) => !/^[\x21-\x40\x5b-\x7e]{3,20}$/.test(word))).toEqual([])
})

test('the commonest passwords, Polish and English words and names are among them', () => {
  const known = new Set(wordData.words)
  for (const word of [
    '123456',
    'password',
    'qwerty',
    'misiaczek',
    'zaq12wsx',
    'agnieszka',
    'kowalska',
    'lewandowski',
    'samochod',
    'smith',
    'library',
  ]) {
    expect(known, word).toContain(word)
  }
})
