import { expect, test } from 'vitest'
import { waitInWords } from './wait-in-words.ts'

test.each([
  [1, '1 s'],
  [119, '119 s'],
  [120, '2 min'],
  [121, '3 min'],
  [3600, '60 min'],
])('a wait of %d s is told as %s, and on one line', (seconds, words) => {
  expect(waitInWords(seconds)).toBe(words.replace(' ', '\u00a0'))
})
