import type { Db } from '../../database/index.ts'
import type { FoundEvent } from './store.ts'
import { listEvents } from './store.ts'
import type { Wanted } from './wanted.ts'

const BATCH = 1_000

/** Everything that is wanted, some hundred events at a time: the whole trail never stands in memory. */
export async function* streamEvents(
  db: Db,
  wanted: Wanted,
  { zone, order }: { zone: string; order: 'newest-first' | 'oldest-first' },
): AsyncGenerator<readonly FoundEvent[]> {
  let beyond: FoundEvent | undefined
  do {
    const events: FoundEvent[] = await listEvents(db, wanted, { zone, order, beyond, limit: BATCH })
    if (events.length > 0) yield events
    beyond = events.length === BATCH ? events.at(-1) : undefined
  } while (beyond)
}
