import { fold } from '../language/index.ts'
import { readings, reversed } from './folding.ts'

/** Digits and signs around a word that do not make it a password. A year counts as one of them. */
const DRESSING = 4

/**
 * Whether the whole password is one of these words, or several, dressed up (req 31, 32): any case, accents dropped, letters
 * swapped for look-alikes, written backwards, with up to four digits or signs around. `Kopernik1!`, `k0p3rnik`, `kinrepoK2026!`.
 */
export function isDerivedFrom(password: string, words: readonly string[]): boolean {
  const known = words.map(bare).filter((word) => word.length >= 3)
  const folded = fold(password)
  return [folded, reversed(folded)].some((text) => readings(text).some((reading) => isDressedUp(text, reading, known)))
}

function bare(word: string) {
  return fold(word).replace(/[^\p{L}\p{N}]+/gu, '')
}

/** `reading` is `text` with letter swaps undone; both have the same length, so what is left over is told by `text`. */
function isDressedUp(text: string, reading: string, words: readonly string[]) {
  const covered = new Set<number>()
  for (const word of words) {
    for (let at = reading.indexOf(word); at >= 0; at = reading.indexOf(word, at + 1)) {
      for (let place = at; place < at + word.length; place += 1) covered.add(place)
    }
  }
  if (covered.size === 0) return false
  const rest = text
    .split('')
    .map((sign, place) => (covered.has(place) ? ' ' : sign))
    .join('')
  return !/\p{L}/u.test(rest) && rest.replace(/(?:19|20)\d\d/g, '#').replaceAll(' ', '').length <= DRESSING
}
