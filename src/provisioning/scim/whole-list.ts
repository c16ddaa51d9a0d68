import type { Db, PersonId } from '../../database/index.ts'
import type { Clock } from '../../world/index.ts'
import type { Columns } from './search/store.ts'
import { type Search, searchKnown } from './store.ts'

/** What other nodes, feeds and the desk write is counted no later than this. */
const KEPT_MS = 10_000

interface Kept {
  readonly until: number
  readonly total: number
  /** After whom the page of an index begins, where a page has ended before it. */
  readonly after: Map<number, PersonId>
}

/**
 * Whoever reads the whole registry asks for thousands of pages. Everybody is counted once for those of ten seconds, and a page that follows
 * one of them begins where that ended: neither takes longer in a larger registry (decision 194). A search of anything else is counted anew.
 */
export function createWholeList(db: Db, clock: Clock) {
  let kept: Kept | undefined
  let writes = 0

  return {
    async search(columns: Columns, search: Search) {
      if (search.filter || search.sortBy !== undefined || search.descending) return searchKnown(db, columns, search)
      const now = clock.now().getTime()
      const writesBefore = writes
      const before = kept && now < kept.until ? kept : undefined
      const read = await searchKnown(db, columns, search, {
        total: before?.total,
        after: before?.after.get(search.startIndex),
      })
      const next = before ?? { until: now + KEPT_MS, total: read.total, after: new Map<number, PersonId>() }
      const last = read.found.at(-1)
      if (last) next.after.set(search.startIndex + read.found.length, last.facts.id)
      if (writes === writesBefore) kept = next
      return read
    },
    /** Does what changes the list; whoever asks this node next sees it. */
    async written<Result>(work: Promise<Result>): Promise<Result> {
      try {
        return await work
      } finally {
        writes += 1
        kept = undefined
      }
    },
  }
}
