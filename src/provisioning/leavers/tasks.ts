import { closeCodesOf, closeLinksOf } from '../../challenges/index.ts'
import type { Settings } from '../../config/index.ts'
import type { Database, PersonId, Trx } from '../../database/index.ts'
import { withdrawLetters } from '../../mail/index.ts'
import { endSessionsOf } from '../../sessions/index.ts'
import type { World } from '../../world/index.ts'
import { dropOldPlans, forgetNamesInReports } from '../runs/store.ts'
import { closeLeavers, findOpen, recordSuspended } from './store.ts'

export interface LeaverParts {
  readonly database: Pick<Database, 'db'>
  readonly world: Pick<World, 'clock'>
  readonly settings: Pick<Settings, 'REGISTRY_GRACE'>
}

const AT_ONCE = 1000

/**
 * Suspends, once an hour, whoever has been missing from full feeds for REGISTRY_GRACE and whoever's account has had the
 * time the registry gave it. Nobody is deleted: a feed that has them again opens the account again. Also blanks plans
 * that nobody carried out.
 */
export async function suspendLeavers({ database: { db }, world, settings }: LeaverParts): Promise<number> {
  const now = world.clock.now()
  let total = 0
  for (;;) {
    const suspended = await db
      .transaction()
      .execute((trx) => suspendSome(trx, { now, grace: settings.REGISTRY_GRACE, by: 'system', atMost: AT_ONCE }))
    total += suspended
    if (suspended < AT_ONCE) break
  }
  await dropOldPlans(db, now)
  await forgetNamesInReports(db, now)
  return total
}

/** The same in the caller's transaction; gives how many it suspended. */
export async function suspendSome(
  trx: Trx,
  { now, grace, by, atMost }: { now: Date; grace: number; by: string; atMost: number },
): Promise<number> {
  const leavers = await closeLeavers(trx, { now, missingBefore: new Date(now.getTime() - grace), atMost })
  if (leavers.length === 0) return 0
  for (const person of await findOpen(
    trx,
    leavers.map(({ id }) => id),
  )) {
    await endSessionsOf(trx, person, 'disabled', now)
    await closeWaysOf(trx, person, now)
  }
  await recordSuspended(trx, leavers, by, now)
  return leavers.length
}

/** Open links and codes of a person die; a letter that still waits would bring a dead link (req 23). */
export async function closeWaysOf(trx: Trx, person: PersonId, now: Date): Promise<void> {
  await closeLinksOf(trx, person, 'account-changed', now)
  await closeCodesOf(trx, person, now)
  for (const kind of ['first-password', 'forgotten-password']) await withdrawLetters(trx, { person, kind, now })
}
