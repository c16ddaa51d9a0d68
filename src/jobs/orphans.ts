import type { WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import { listHolders, releaseJobsOf } from './store.ts'

/** What a connection is called whose pool of workers lives: `pg_stat_activity` shows it to every node. */
const ALIVE = 'furta-jobs '

/**
 * Says to all nodes that this pool of workers lives, for as long as its connection does: PostgreSQL forgets the name the moment a
 * node dies. To be called before the runner listens for the first time.
 */
export function signLife(events: WorkerEvents) {
  events.on('pool:listen:success', ({ workerPool, client }) => {
    // Behind the runner's own LISTEN, and from then on while the connection lasts.
    client.once('drain', () => {
      client.query("select set_config('application_name', $1, false)", [ALIVE + workerPool.id]).catch(() => {})
    })
  })
}

/**
 * Gives back what dead nodes hold: graphile-worker itself would wait for four hours. A pool counts as dead that was not there at two
 * looks in a row, so that a connection which is just being made anew costs nothing. Gives the ids of those that were found dead.
 */
export function orphanFinder(pool: pg.Pool): () => Promise<readonly string[]> {
  let missingBefore: ReadonlySet<string> = new Set()
  return async () => {
    const missing = new Set(await listHolders(pool, ALIVE))
    const dead = [...missing].filter((id) => missingBefore.has(id))
    missingBefore = missing
    if (dead.length > 0) await releaseJobsOf(pool, dead)
    return dead
  }
}
