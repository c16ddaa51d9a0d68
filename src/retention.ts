import { forgetMerges } from './desk/index.ts'
import { forgetFailedJobs } from './jobs/index.ts'
import { keepRules, type RetentionParts } from './personal-data/index.ts'
import { countAnew } from './provisioning/index.ts'
import { forgetOldKeys } from './sso/oidc/index.ts'

const WEEK = 7 * 86_400_000

/** Removes what has had its time, once an hour, by itself (req 98): by the rules, and what is no data about people. */
export async function keepRetention(parts: RetentionParts): Promise<void> {
  const { db } = parts.database
  const now = parts.world.clock.now()
  await keepRules(parts)
  await forgetFailedJobs(db, new Date(now.getTime() - WEEK))
  await forgetOldKeys(db, now)
  await forgetMerges(db, now)
  await db.transaction().setIsolationLevel('read committed').execute(countAnew)
}
