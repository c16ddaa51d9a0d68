import { recordEvent } from '../audit/index.ts'
import type { Db } from '../database/index.ts'
import type { World } from '../world/index.ts'
import type { SessionLimits } from './session.ts'
import { endSessions, forgetGrants, listAlive, listGranting } from './store.ts'

/** So many in one transaction: others hardly wait, and nobody waits long for the disk. */
const AT_ONCE = 50

export interface EndAllParts {
  readonly db: Db
  readonly world: World
  readonly limits: SessionLimits
}

/** How many people are signed in, or have granted something for later. */
export async function countSignedIn({ db, world, limits }: EndAllParts): Promise<number> {
  return peopleIn(await listAlive(db, limits, world.clock.now()), await listGranting(db))
}

/**
 * Ends the sessions of everybody, as after a break-in, and whatever clients were granted for later; gives how many sessions. What was done
 * stays done if it is broken off, and the trail has said before why.
 */
export async function endEverySession(parts: EndAllParts, { reason }: { readonly reason: string }): Promise<number> {
  const { db, limits } = parts
  const { clock, random } = parts.world
  const alive = await listAlive(db, limits, clock.now())
  const granting = await listGranting(db)
  await recordEvent(db, {
    at: clock.now(),
    event: 'all-sessions-ended',
    outcome: 'success',
    actor: 'operator',
    reference: random.reference(),
    details: { reason, people: peopleIn(alive, granting) },
  })
  let sessions = 0
  for (const some of inHandfuls(alive.map(({ session }) => session)))
    sessions += await db.transaction().execute((trx) => endSessions(trx, some, 'ended-by-desk', clock.now()))
  for (const some of inHandfuls(granting))
    await db.transaction().execute(async (trx) => {
      for (const person of some) await forgetGrants(trx, person)
    })
  return sessions
}

function peopleIn(alive: Awaited<ReturnType<typeof listAlive>>, granting: Awaited<ReturnType<typeof listGranting>>) {
  return new Set([...alive.map(({ person }) => person), ...granting]).size
}

function* inHandfuls<One>(all: readonly One[]) {
  for (let first = 0; first < all.length; first += AT_ONCE) yield all.slice(first, first + AT_ONCE)
}
