import { type Match, MatcherBaseClass, type MatchOptions, type Options, ZxcvbnFactory } from '@zxcvbn-ts/core'
import { fold } from '../language/index.ts'
import { readings } from './folding.ts'
import type { WordData } from './words/words.ts'

/** The three steps of the meter. */
export type StrengthLevel = 'weak' | 'medium' | 'strong'

/**
 * Guesses from which a password is strong, and below which it is weak (docs/decisions/010-what-strong-means.md):
 * eight random characters cost 100 million here, one known word with a year and a sign at most 70 million.
 */
export const STRONG_FROM = 80_000_000
export const MEDIUM_FROM = 100_000

/** Only so many characters are looked at; the rest can only make a password better (decision 011). */
export const CHARACTERS_JUDGED = 64

/** Knows words; answers at once, for any text, in bounded time. */
export interface StrengthJudge {
  /** About how many guesses an attacker needs who knows people's habits, Polish and English. */
  guesses(password: string): number
  /** The whole password, folded, is a common password or a plain word (req 31). */
  isCommon(password: string): boolean
}

/** Takes about 100 ms once: build it in a worker. */
export function strengthJudge({ words, graphs }: WordData): StrengthJudge {
  const ranks = new Map(words.map((word, index) => [word, index + 1]))
  const estimator = new ZxcvbnFactory(
    { dictionary: { words: [...words] }, graphs, l33tTable, l33tMaxSubstitutions: 8, maxLength: CHARACTERS_JUDGED },
    { wordSequence: nothing, habit: habitMatcher(ranks) },
  )
  return {
    guesses: (password) => estimator.check(plainForm(password)).guesses,
    isCommon: (password) => readings(fold(password)).some((reading) => ranks.has(reading)),
  }
}

/** One sign per character, accents dropped, case kept: dictionaries are folded, and an emoji counts once. */
function plainForm(password: string) {
  return [...password].slice(0, CHARACTERS_JUDGED).map(plainCharacter).join('')
}

function plainCharacter(character: string) {
  const folded = fold(character)
  if (folded.length !== 1) return character.length === 1 ? character : privateSign(character)
  return character === character.toLowerCase() ? folded : folded.toUpperCase()
}

/** A stand-in from the private use area for what UTF-16 writes with two units. */
function privateSign(character: string) {
  return String.fromCharCode(0xe000 + ((character.codePointAt(0) ?? 0) % 0x1800))
}

/** The swaps people make, few enough to try them all; each further reading of a sign multiplies the work. */
const l33tTable = {
  a: ['4', '@'],
  b: ['8'],
  e: ['3'],
  g: ['6', '9'],
  i: ['1', '!'],
  l: ['1', '|'],
  o: ['0'],
  s: ['5', '$'],
  t: ['7', '+'],
  z: ['2'],
}

/** In place of a matcher that costs three more dictionary searches and finds “onetwothree”. */
const nothing = {
  Matching: class extends MatcherBaseClass {
    match() {
      return []
    }
  },
  feedback: () => null,
  scoring: () => 0,
}

/**
 * Habits that zxcvbn overrates, because three parts are 10^8 guesses to it whatever they are: a word with a number and a sign
 * (`Student2026!`), columns of the keyboard (`!QAZ2wsx#EDC`), and an alphabet that starts with a capital (`Abcdefg!`).
 */
function habitMatcher(ranks: ReadonlyMap<string, number>) {
  return {
    Matching: class extends MatcherBaseClass {
      constructor(options: Options) {
        super(options)
        // The library looks words up in a plain object: without this, “constructor” is a word of rank NaN.
        for (const dictionary of Object.values(options.rankedDictionaries)) Object.setPrototypeOf(dictionary, null)
      }
      match({ password, omniMatch }: MatchOptions): Match[] {
        const find = (name: string, text: string) =>
          (omniMatch.matchers[name]?.match({ password: text, omniMatch }) ?? []) as Match[]
        const whole = [dressedWordGuesses(password, ranks), walkGuesses(password, find('spatial', password))]
        return [
          // Three letters of mixed case are in order by chance too often.
          ...find('sequence', password.toLowerCase()).filter(({ token }) => token.length >= 4),
          ...whole
            .filter((guesses) => guesses < Number.POSITIVE_INFINITY)
            .map((guesses) => ({ pattern: 'habit', i: 0, j: password.length - 1, token: password, habit: guesses })),
        ]
      }
    },
    feedback: () => null,
    scoring: ({ habit }: Match) => Number(habit),
  }
}

/** One known word with a number behind it and up to two signs before and behind. */
function dressedWordGuesses(password: string, ranks: ReadonlyMap<string, number>) {
  const shape = /^([^\p{L}\d]{0,2})(.*?\p{L})([^\p{L}\d]?)(\d{1,4}|\d{6}|\d{8})?([^\p{L}\d]{0,2})$/u
  const [, before = '', word = '', between = '', number = '', after = ''] = shape.exec(password) ?? []
  const rank = Math.min(
    ...readings(word.toLowerCase()).map((reading) => ranks.get(reading) ?? Number.POSITIVE_INFINITY),
  )
  return (
    rank * caseGuesses(word) * signGuesses(before) * signGuesses(between) * numberGuesses(number) * signGuesses(after)
  )
}

function caseGuesses(word: string) {
  if (word === word.toLowerCase()) return 1
  return /^\P{Lu}*.$|^.\P{Lu}*$|^\P{Ll}*$/u.test(word) ? 2 : 2 ** Math.min(word.length, 10)
}

function numberGuesses(number: string) {
  if (number === '') return 1
  if (/^(19|20)\d\d$/.test(number)) return 40
  if (/^(\d)\1*$/.test(number) || '12345678'.startsWith(number)) return 10 * number.length
  return Math.min(10 ** number.length, 40_000)
}

function signGuesses(signs: string) {
  if (signs === '') return 1
  return new Set(signs).size === 1 ? 8 * signs.length : 8 ** signs.length
}

/** Straight runs over the keyboard, one after another, with at most two other characters. Equal runs are one idea repeated. */
function walkGuesses(password: string, walks: readonly Match[]) {
  const runs = walks.filter(({ graph, turns }) => graph === 'qwerty' && turns <= 2)
  const others = password.length - runs.reduce((sum, { token }) => sum + token.length, 0)
  if (runs.length === 0 || others > 2) return Number.POSITIVE_INFINITY
  const lengths = new Set(runs.map(({ token }) => token.length))
  return 2_000 * (lengths.size === 1 ? 12 : 40) ** (runs.length - 1) * 20 ** others
}
