import { takeFromBudget } from '../challenges/index.ts'
import type { Settings } from '../config/index.ts'
import type { Database, SessionId } from '../database/index.ts'
import type { Keyring, World } from '../world/index.ts'

/** Takes one ticket, or one request for a code, from the share of a session. */
export type TakeTicketShare = (session: SessionId) => Promise<{ granted: boolean; retryAfterMs: number }>

const WINDOW = 10 * 60_000
/** So many times as many as a node counts by itself, without a statement: hardly anybody needs more of them. */
const TIMES_UNSHARED = 10
/** Some megabyte. */
const SESSIONS_REMEMBERED = 20_000

/**
 * A ticket and a code are rows, and so are their events: who has signed in once must not fill a disk with them (decision 164). One node
 * gives a session its `TICKETS_PER_SESSION` and no more; each other node may give it a tenth of that beside.
 */
export function ticketShares(parts: {
  readonly settings: Settings
  readonly keys: Keyring
  readonly database: Pick<Database, 'quick'>
  readonly world: Pick<World, 'clock'>
}): TakeTicketShare {
  const { settings, keys, database, world } = parts
  const unshared = Math.floor(settings.TICKETS_PER_SESSION / TIMES_UNSHARED)
  const counted = new Map<SessionId, { readonly since: number; tickets: number }>()

  /** Here, in this stretch of time. */
  function count(session: SessionId, now: number): number {
    let here = counted.get(session)
    if (!here || now - here.since >= WINDOW) {
      // Whoever is forgotten begins anew with what is not shared.
      if (counted.size >= SESSIONS_REMEMBERED) counted.clear()
      here = { since: now, tickets: 0 }
      counted.set(session, here)
    }
    here.tickets += 1
    return here.tickets
  }

  return async (session) => {
    const now = world.clock.now()
    if (count(session, now.getTime()) <= unshared) return { granted: true, retryAfterMs: 0 }
    return takeFromBudget(database.quick, {
      budget: 'tickets',
      holder: keys.mac('tickets', session),
      limit: settings.TICKETS_PER_SESSION - unshared,
      windowMs: WINDOW,
      now,
    })
  }
}
