import { forgetEventsBefore, recordEvent } from './audit/index.ts'
import { forgetCases, forgetHelpRequestsBefore } from './cases/index.ts'
import { forgetChallengesBefore, forgetThrottles } from './challenges/index.ts'
import type { Settings } from './config/index.ts'
import type { Database } from './database/index.ts'
import { forgetMerges } from './desk/index.ts'
import { forgetFailedJobs } from './jobs/index.ts'
import { forgetRunsBefore } from './provisioning/index.ts'
import { forgetSessionsBefore } from './sessions/index.ts'
import { forgetOidc, forgetOldKeys } from './sso/oidc/index.ts'
import type { World } from './world/index.ts'

const DAY = 86_400_000

/** Removes what has had its time, once an hour, by itself (req 98). */
export async function keepRetention({
  database: { db },
  settings,
  world,
}: {
  database: Database
  settings: Settings
  world: World
}) {
  const now = world.clock.now()
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY)
  await forgetChallengesBefore(db, now)
  const sessions = await forgetSessionsBefore(db, daysAgo(90), now)
  await forgetThrottles(db, { now, free: settings.FAILURES_FREE, deviceLifetime: settings.DEVICE_LIFETIME })
  await forgetFailedJobs(db, daysAgo(7))
  await forgetOidc(db, now)
  await forgetOldKeys(db, now)
  await forgetMerges(db, now)
  const helpRequests = await forgetHelpRequestsBefore(db, now)
  // A year is long enough to answer “you refused me last autumn”, and never longer than the trail of it.
  const forget = new Date(now.getTime() - Math.min(365 * DAY, settings.KEEP_AUDIT))
  const cases = await forgetCases(db, { now, forget })
  const endOfTrail = new Date(now.getTime() - settings.KEEP_AUDIT)
  const { numDeletedRows: events } = await forgetEventsBefore(db, endOfTrail)
  const imports = await forgetRunsBefore(db, endOfTrail)
  const details = { sessions, events: Number(events), helpRequests, cases, imports }
  if (Object.values(details).every((count) => count === 0)) return
  await recordEvent(db, { at: now, event: 'retention', outcome: 'success', actor: 'system', details })
}
