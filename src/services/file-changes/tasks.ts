import { recordEvent } from '../../audit/index.ts'
import type { Db } from '../../database/index.ts'
import { changesBetween, type Entries, entriesAsText, entriesIn } from './entries.ts'
import { holdTold, saveTold } from './store.ts'

/**
 * Writes into the trail that the file holds other services than the last time the trail heard of it (req 95). Every node that has read
 * the same file asks, also at its start, and one of them writes.
 */
export function recordFileChange(db: Db, entries: Entries, now: Date): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const before = entriesIn((await holdTold(trx)) ?? '')
    const changes = changesBetween(before, entries)
    if (Object.keys(changes).length === 0) return
    const told = entriesAsText(entries)
    await saveTold(trx, told)
    await recordEvent(trx, {
      at: now,
      event: 'services-file-changed',
      outcome: 'success',
      actor: 'operator',
      details: { ...changes, entries: told },
    })
  })
}
