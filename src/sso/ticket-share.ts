import { takeFromBudget } from '../challenges/index.ts'
import type { Settings } from '../config/index.ts'
import type { Database, SessionId } from '../database/index.ts'
import type { Service } from '../services/index.ts'
import type { Keyring, World } from '../world/index.ts'

/** Takes one ticket, or one request for a code, from the share that a session has of a service. */
export type TakeTicketShare = (
  session: SessionId,
  service: Service['id'],
) => Promise<{ granted: boolean; retryAfterMs: number }>

const WINDOW = 10 * 60_000
/** So many times as many as a node counts by itself, without a statement: hardly anybody needs more of them. */
const TIMES_UNSHARED = 10
/** Some megabytes. */
const SHARES_REMEMBERED = 20_000

/**
 * A ticket and a code are rows, and so are their events: who has signed in once must not fill a disk with them. Each service has a share
 * of its own, as a page or a service that sends a browser round and round must shut it out of nothing else (decision 164). One node gives
 * about `TICKETS_PER_SERVICE`, each other node about a tenth of that beside.
 */
export function ticketShares(parts: {
  readonly settings: Settings
  readonly keys: Keyring
  readonly database: Pick<Database, 'quick'>
  readonly world: Pick<World, 'clock'>
}): TakeTicketShare {
  const { settings, keys, database, world } = parts
  const unshared = Math.floor(settings.TICKETS_PER_SERVICE / TIMES_UNSHARED)
  /** In the order in which they began. */
  const counted = new Map<string, { readonly since: number; tickets: number }>()

  /** Here, in this stretch of time. */
  function count(share: string, now: number): number {
    let here = counted.get(share)
    if (!here || now - here.since >= WINDOW) {
      counted.delete(share)
      forgetOldest()
      here = { since: now, tickets: 0 }
      counted.set(share, here)
    }
    here.tickets += 1
    return here.tickets
  }

  /** Whoever is forgotten begins anew with what is not shared; the oldest would soon have done so anyway. */
  function forgetOldest() {
    const [oldest] = counted.size < SHARES_REMEMBERED ? [] : counted.keys()
    if (oldest !== undefined) counted.delete(oldest)
  }

  return async (session, service) => {
    const now = world.clock.now()
    if (count(`${session} ${service}`, now.getTime()) <= unshared) return { granted: true, retryAfterMs: 0 }
    return takeFromBudget(database.quick, {
      budget: 'tickets',
      holder: keys.mac('tickets', session, service),
      limit: settings.TICKETS_PER_SERVICE - unshared,
      windowMs: WINDOW,
      now,
    })
  }
}
