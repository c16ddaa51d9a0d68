import type { OptionsGraph } from '@zxcvbn-ts/core'
import { gatherWords } from './gather.ts'

/** What the strength meter knows: words with the commonest first, and which keys are neighbours. */
export interface WordData {
  readonly words: readonly string[]
  readonly graphs: OptionsGraph
}

/** From source: gathered on import. The build puts the packed result in place of this module (`bin/build.mjs`). */
export const wordData: WordData = gatherWords()
