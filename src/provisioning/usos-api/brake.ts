import type { ImportSummary } from '../report.ts'
import type { Held } from './store.ts'

interface Limits {
  readonly USOS_API_MODE: 'dry-run' | 'apply'
  readonly USOS_API_MOST_CHANGES: number
  readonly USOS_API_MOST_LEAVERS: number
}

/**
 * Why a plan waits for somebody instead of being carried out; undefined: it goes in by itself. Measured by the people whom the
 * registry has: into an empty one nothing goes unseen. Whoever starts a pull by hand has `mode` on their side, not the limits.
 */
export function holds(
  { counts, brake }: Pick<ImportSummary, 'counts' | 'brake'>,
  { registry, limits, byHand }: { registry: number; limits: Limits; byHand: boolean },
): Held | undefined {
  const { joiners, movers, rekeyed = 0, missing } = counts
  // After a rotation everybody's answer comes under the new key, and nothing of anybody changes.
  const changing = joiners + movers - rekeyed + missing
  if (limits.USOS_API_MODE === 'dry-run' && !byHand) return 'mode'
  if (brake.holds || exceeds(missing, registry, limits.USOS_API_MOST_LEAVERS)) return 'leavers'
  if (exceeds(changing, registry, limits.USOS_API_MOST_CHANGES)) return 'changes'
  return undefined
}

function exceeds(some: number, all: number, percent: number) {
  return some > 0 && some * 100 > all * percent
}
