import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'
import { dictionary as polish } from '@zxcvbn-ts/language-pl'
import { fold } from '../../language/index.ts'
import type { WordData } from './words.ts'

/** How many of each list are taken: all passwords and Polish words, the commoner part of the rest (wire budget: 300 kB). */
const sources: readonly (readonly [readonly (string | number)[] | undefined, number])[] = [
  [common['passwords-common'], 50_000],
  [english['commonWords-en'], 25_000],
  [english['firstnames-en'], 5_000],
  [english['lastnames-en'], 10_000],
  [polish.commonWords, 28_100],
  [polish.femaleFirstnames, 900],
  [polish.maleFirstnames, 910],
  [polish.femaleLastnames, 8_000],
  [polish.maleLastnames, 8_000],
  [common['diceware-common'], 7_776],
]
const keyboards = ['qwerty', 'qwertz', 'azerty', 'keypad'] as const

/** Longer words are guessed part by part; the limit bounds the search in every password. */
const LONGEST_WORD = 20

/**
 * Commonest passwords, words and names, Polish and English, folded, commonest first. Deterministic: the browser and the
 * server get the same list (req 35). A word's place is that of its best list.
 */
export function gatherWords(): WordData {
  const places = new Map<string, number>()
  for (const [list = [], most] of sources) {
    list.slice(0, most).forEach((entry, index) => {
      const word = fold(String(entry))
      if (word.length < 3 || word.length > LONGEST_WORD || !/^[\x21-\x7e]+$/.test(word)) return
      places.set(word, Math.min(places.get(word) ?? Number.POSITIVE_INFINITY, index))
    })
  }
  const ranked = [...places].sort(([one, first], [other, second]) => first - second || (one < other ? -1 : 1))
  return {
    words: inBands(ranked.map(([word]) => word)),
    graphs: Object.fromEntries(keyboards.map((name) => [name, adjacencyGraphs[name]])),
  }
}

/** Within a band, each twice as deep as the one before, order is alphabetical: the rank errs by less than two, the file halves. */
function inBands(words: readonly string[]) {
  const ordered: string[] = []
  for (let start = 0, end = 50; start < words.length; start = end, end *= 2)
    ordered.push(...words.slice(start, end).sort())
  return ordered
}
