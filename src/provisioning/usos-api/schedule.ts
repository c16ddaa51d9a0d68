import type { UsosPullKind } from '../../database/index.ts'
import { aheadOfUtc } from '../csv/end-of-day.ts'

const DAY = 86_400_000

/**
 * What is due: everybody once a day at `sweepAt`, by the clocks of the university, or at the next look where the program was down
 * then; in between the quick lane. A plan that waits for somebody is not hurried: whatever came next would take its place.
 */
export function due({
  now,
  timeZone,
  sweepAt,
  quickEvery,
  lastSweep,
  lastQuick,
  planWaits,
}: {
  now: Date
  timeZone: string
  sweepAt: string
  quickEvery: number
  lastSweep: Date | undefined
  lastQuick: Date | undefined
  planWaits: boolean
}): UsosPullKind | undefined {
  if (planWaits) return undefined
  if (lastSweep === undefined || lastSweep < lastMoment(sweepAt, timeZone, now)) return 'sweep'
  if (quickEvery === 0) return undefined
  const last = Math.max(lastSweep.getTime(), lastQuick?.getTime() ?? 0)
  return now.getTime() - last >= quickEvery ? 'quick' : undefined
}

/** The last time that the clocks of a zone have shown this. In spring they may leave it out: then it is the moment they jump. */
export function lastMoment(time: string, timeZone: string, now: Date): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const moments = [now.getTime() + DAY, now.getTime(), now.getTime() - DAY].map((about) => {
    const day = new Date(about + aheadOfUtc(about, timeZone))
    const wanted = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), hours, minutes)
    const guess = wanted - aheadOfUtc(wanted, timeZone)
    return wanted - aheadOfUtc(guess, timeZone)
  })
  const last = moments.find((moment) => moment <= now.getTime())
  return new Date(last ?? now.getTime() - DAY)
}
