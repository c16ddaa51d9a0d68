import type { PageEnd } from '../../database/index.ts'
import type { ScimParts } from './doing.ts'
import type { Columns } from './search/store.ts'
import { countAfter, listEverybody, type Search, searchKnown } from './store.ts'
import { findPageEnds, keepPageEnds } from './tokens/store.ts'
import { findTotal } from './total/store.ts'
import type { Asker } from './turns.ts'

/** So long an identity system may be busy with one page. */
const KEPT_MS = 600_000

/**
 * Whoever reads the whole registry asks for thousands of pages, of whichever node. A page that follows the one which the token read last
 * begins after whom that ended, not by its index: others join and leave meanwhile (decision 194). A search of anything else is by index.
 */
export function peopleSearcher(
  { database: { db, quick }, world }: Pick<ScimParts, 'database' | 'world'>,
  columns: Columns,
) {
  return async (token: string, search: Search, asker: Asker): ReturnType<typeof searchKnown> => {
    if (search.filter || search.sortBy !== undefined || search.descending)
      return searchKnown(db, columns, search, asker)
    const { startIndex, count } = search
    if (count === 0) return { total: await findTotal(db), found: [] }

    const at = world.clock.now().getTime()
    const since = at - KEPT_MS
    const [size, before] = startIndex === 1 ? [count] : endBefore(await findPageEnds(db, token), search, since)
    const found = await listEverybody(db, search, before?.after)
    const after = found.at(-1)?.facts.id ?? before?.after
    const read = startIndex - 1 + found.length
    const told = before?.total ?? (await findTotal(db))
    // Of an index behind everybody.
    if (after === undefined) return { total: told, found }
    // Whoever is told that the reading goes on asks for the next page: only where it may end has the total to be exact, and to count
    // those who are left, not all there are: whoever has left or joined before them would end it too early or never.
    const goesOn = found.length === count && told > read
    const total = goesOn ? told : read + (await countAfter(db, search, after))
    const end = { startIndex: read + 1, after, total, at }
    // With where the page began: an answer may be lost on its way, and the page be asked for again.
    await keepPageEnds(quick, token, { size, ends: before ? [end, before] : [end], since })
    return { total, found }
  }
}

/**
 * Where the last page of this size has ended, or the latest one of another: the last page of a reading may be a smaller one, and stays with
 * that reading, under its size.
 */
function endBefore(
  ends: Readonly<Record<string, readonly PageEnd[]>>,
  { startIndex, count }: Search,
  since: number,
): readonly [size: number, before?: PageEnd] {
  const here = Object.entries(ends).flatMap(([size, ofSize]) =>
    ofSize.filter((end) => end.startIndex === startIndex && end.at > since).map((end) => [Number(size), end] as const),
  )
  const latest = here.toSorted(([, one], [, other]) => other.at - one.at)[0]
  return here.find(([size]) => size === count) ?? latest ?? [count]
}
