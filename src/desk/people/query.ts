import { wordsIn } from '../../people/index.ts'
import { holdsNationalId } from '../reason.ts'

export type QueryFault = 'missing' | 'too-short' | 'national-id'

/** What of a search can be told before anybody is looked for. A PESEL finds nobody, and must not be repeated on a page (req 43). */
export function readQuery(typed: string): { query: string } | { fault: QueryFault } {
  const query = typed.normalize('NFC').trim()
  if (query === '') return { fault: 'missing' }
  if (holdsNationalId(query)) return { fault: 'national-id' }
  return wordsIn(query).join('').length < 2 ? { fault: 'too-short' } : { query }
}
