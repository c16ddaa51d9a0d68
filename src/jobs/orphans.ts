import type { WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Clock } from '../world/index.ts'
import { listOrphanedHolders, releaseJobsOf } from './store.ts'

/** What the connections of a pool of workers are called that lives: `pg_stat_activity` shows it to every node. */
const ALIVE = 'furta-jobs '
/** A node that is just connecting anew, after PostgreSQL was away, is not dead yet. */
const DEAD_AFTER = 60_000

/**
 * Lets all nodes know that these workers live, for as long as one of their connections does: PostgreSQL forgets the name the moment a
 * node dies. To be called before the workers start.
 */
export function signLife(pool: pg.Pool, events: WorkerEvents) {
  events.on('pool:create', ({ workerPool }) => {
    // Every connection that is made from now on.
    pool.options.application_name = ALIVE + workerPool.id
  })
  events.on('pool:listen:success', ({ workerPool, client }) => {
    // This one may be older. Behind the LISTEN that goes out on it now.
    client.once('drain', () => {
      client.query("select set_config('application_name', $1, false)", [ALIVE + workerPool.id]).catch(() => {})
    })
  })
}

/**
 * Gives back what dead nodes hold, which graphile-worker itself does after four hours. Gives how many nodes those were. `missing` remembers
 * from look to look since when nobody has seen them: after a failover of the database a node that lives comes back a moment later than
 * this one, and what it is at work on must not be done twice.
 */
export async function releaseOrphans(pool: pg.Pool, clock: Clock, missing: Map<string, number>): Promise<number> {
  const now = clock.now().getTime()
  const found = await listOrphanedHolders(pool, ALIVE).catch((error) => {
    // Whoever is at work could not be seen either.
    missing.clear()
    throw error
  })
  for (const holder of missing.keys()) if (!found.includes(holder)) missing.delete(holder)
  for (const holder of found) if (!missing.has(holder)) missing.set(holder, now)
  const dead = found.filter((holder) => now - (missing.get(holder) ?? now) >= DEAD_AFTER)
  if (dead.length > 0) await releaseJobsOf(pool, dead)
  return dead.length
}
