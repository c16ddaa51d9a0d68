import { recordEvent } from '../audit/index.ts'
import type { Db, PersonId } from '../database/index.ts'
import type { World } from '../world/index.ts'
import { endSessionsOf, listSignedIn } from './store.ts'

/** So many people in one transaction: others hardly wait, and nobody waits long for the disk. */
const PEOPLE_AT_ONCE = 20

/**
 * Ends the sessions of everybody, as after a break-in, and whatever clients were granted for later; gives how many sessions. What was done
 * stays done if it is broken off, and the trail has said before why.
 */
export async function endEverySession(
  { db, world: { clock, random } }: { readonly db: Db; readonly world: World },
  { reason }: { readonly reason: string },
): Promise<number> {
  const people = await listSignedIn(db)
  await recordEvent(db, {
    at: clock.now(),
    event: 'all-sessions-ended',
    outcome: 'success',
    actor: 'operator',
    reference: random.reference(),
    details: { reason, people: people.length },
  })
  let sessions = 0
  for (let first = 0; first < people.length; first += PEOPLE_AT_ONCE)
    sessions += await endThoseOf(db, people.slice(first, first + PEOPLE_AT_ONCE), clock.now())
  return sessions
}

function endThoseOf(db: Db, people: readonly PersonId[], now: Date) {
  return db.transaction().execute(async (trx) => {
    let sessions = 0
    for (const person of people) sessions += await endSessionsOf(trx, person, 'ended-by-desk', now)
    return sessions
  })
}
