import type { Speaker } from '../../../language/index.ts'
import type { Fault } from '../importer.ts'
import { faultTexts } from '../texts.ts'

/** What is wrong with the file, where, and what to do. */
export function faultSentence(say: Speaker, { kind, row, column, cells, expected }: Fault): string {
  const facts = { row: row ?? 1, column: column ?? '', cells: cells ?? 0, expected: expected ?? 0 }
  return say.rich(faultTexts[kind], facts).join('')
}
