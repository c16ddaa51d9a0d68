import type { Settings } from '../../config/index.ts'
import type { Db } from '../../database/index.ts'
import type { Keyring } from '../../world/index.ts'
import { SOURCES_OF_A_SITE, sourceMark, sourceSite, sourcesBehind } from './source.ts'
import { giveBackToBudget, isLeft, takeFromBudget } from './store.ts'

const HOUR = 3_600_000

/** So many of something for one holder, in a stretch of time. */
export interface Share {
  readonly budget: string
  readonly holder: Buffer
  readonly limit: number
  readonly windowMs: number
}

type Sparing = 'letters' | 'codes'

/** What a network may do in an hour, and its site. Does not depend on the account (req 53). */
export function sharesOfSource(
  what: Sparing,
  asked: { keys: Keyring; settings: Pick<Settings, 'CAMPUS_NETWORKS'>; source: string; perSource: number },
): Share[] {
  const { keys, settings, source } = asked
  const limit = asked.perSource * sourcesBehind(source, settings.CAMPUS_NETWORKS)
  return [
    { budget: `${what}-source`, holder: sourceMark(keys, source), limit, windowMs: HOUR },
    {
      budget: `${what}-site`,
      holder: keys.mac('source', sourceSite(source)),
      limit: limit * SOURCES_OF_A_SITE,
      windowMs: HOUR,
    },
  ]
}

/** What all together may do in an hour. */
export function shareOfEverybody(what: Sparing, limit: number): Share {
  return { budget: `${what}-overall`, holder: Buffer.alloc(0), limit, windowMs: HOUR }
}

/** Whether all of them would be granted now. Takes nothing, and holds nobody up. */
export async function areLeft(quick: Db, now: Date, shares: readonly Share[]): Promise<boolean> {
  for (const share of shares) if (!(await isLeft(quick, { ...share, now }))) return false
  return true
}

/** One after the other: what an earlier one refuses spends nothing of the later ones. */
export async function takeShares(
  quick: Db,
  now: Date,
  shares: readonly Share[],
): Promise<{ granted: boolean; retryAfterMs: number }> {
  for (const share of shares) {
    const taken = await takeFromBudget(quick, { ...share, now })
    if (!taken.granted) return taken
  }
  return { granted: true, retryAfterMs: 0 }
}

/**
 * Takes one of a share for `work`, which hears whether there was one; it is given back where nothing was made with it. Gives what was made
 * with it.
 */
export async function withinShare<Made>(
  quick: Db,
  { now, ...share }: Share & { now: Date },
  work: (isLeft: boolean) => Promise<Made | undefined>,
): Promise<Made | undefined> {
  const { granted } = await takeFromBudget(quick, { ...share, now })
  const made = await work(granted).catch((error) => {
    // Nobody waits for it, as the database may be away: then one of all is missing until the share begins anew.
    if (granted) giveBackToBudget(quick, share).catch(() => {})
    throw error
  })
  if (!granted) return undefined
  if (made === undefined) await giveBackToBudget(quick, share)
  return made
}
