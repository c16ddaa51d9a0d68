import { closeWaysOf } from '../../challenges/index.ts'
import type { Settings } from '../../config/index.ts'
import type { Database, Trx } from '../../database/index.ts'
import { endSessionsOf } from '../../sessions/index.ts'
import type { World } from '../../world/index.ts'
import { dropOldPlans, forgetNamesInReports } from '../runs/store.ts'
import { closeLeavers, findOpen, recordSuspended, takeRolesOfClosed } from './store.ts'

export interface LeaverParts {
  readonly database: Pick<Database, 'db'>
  readonly world: Pick<World, 'clock' | 'random'>
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
  const reference = world.random.reference()
  let total = 0
  for (;;) {
    const suspended = await db
      .transaction()
      .execute((trx) =>
        suspendSome(trx, { now, grace: settings.REGISTRY_GRACE, by: 'system', reference, atMost: AT_ONCE }),
      )
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
  { now, grace, by, reference, atMost }: { now: Date; grace: number; by: string; reference: string; atMost: number },
): Promise<number> {
  const leavers = await closeLeavers(trx, { now, missingBefore: new Date(now.getTime() - grace), atMost })
  await takeRolesOfClosed(trx, { by, now, reference })
  if (leavers.length === 0) return 0
  const open = await findOpen(
    trx,
    leavers.map(({ id }) => id),
  )
  for (const person of open) await endSessionsOf(trx, person, 'disabled', now)
  await closeWaysOf(trx, open, now)
  await recordSuspended(trx, leavers, { by, now, reference })
  return leavers.length
}
