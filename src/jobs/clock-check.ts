import type pg from 'pg'
import type { Db } from '../database/index.ts'
import type { Clock } from '../world/index.ts'
import { askTime } from './store.ts'

/** More than clocks differ that follow a time server, and less than anything counts that the timetable removes or ends. */
const MOST_APART = 5 * 60_000

/** How far this clock is ahead of PostgreSQL's, in milliseconds; less than zero behind it. What the answer took is neither. */
export async function aheadOfDatabase(database: pg.Pool | Db, clock: Clock): Promise<number> {
  const asked = clock.now().getTime()
  const told = (await askTime(database)).getTime()
  const answered = clock.now().getTime()
  if (told < asked) return asked - told
  return told > answered ? answered - told : 0
}

/**
 * Whether so much is too much for work that cannot be undone. What the timetable starts removes and ends for everybody whatever is over, and goes
 * by the clock of the node that does it (decision 259).
 */
export function areApart(ahead: number): boolean {
  return Math.abs(ahead) > MOST_APART
}

/** Asked anew before whatever works on the registry because somebody wants it at once: a clock may jump at any moment. */
export async function isClockRight(db: Db, clock: Clock): Promise<boolean> {
  return !areApart(await aheadOfDatabase(db, clock))
}
