import type { Settings } from '../../config/index.ts'

/** Limits of wrong passwords in a row, per lane. */
export interface LaneLimits {
  readonly free: number
  /** Milliseconds */
  readonly firstWait: number
  readonly longestWait: number
  readonly cap: number
}

/** The limits of this installation, for every place where a password is typed. */
export function laneLimits(settings: Settings): LaneLimits {
  return {
    free: settings.FAILURES_FREE,
    firstWait: settings.FAILURES_FIRST_WAIT,
    longestWait: settings.FAILURES_LONGEST_WAIT,
    cap: settings.FAILURES_CAP,
  }
}

export interface LaneState {
  readonly failures: number
  readonly lastFailedAt: Date
}

/**
 * How long a lane has to wait after its last failure, in milliseconds: nothing for the first failures, then doubling;
 * past the cap for ever, until a new password clears it (req 5, NIST SP 800-63B-4 §3.2.2).
 * The same formula stands in SQL in `store.ts`; a test compares the two.
 */
export function waitAfter(failures: number, limits: LaneLimits): number {
  if (failures < limits.free) return 0
  if (failures >= limits.cap) return Number.POSITIVE_INFINITY
  return Math.min(limits.longestWait, limits.firstWait * 2 ** (failures - limits.free))
}

export function isWaiting(lane: LaneState | undefined, limits: LaneLimits, now: Date): boolean {
  return lane !== undefined && now.getTime() < lane.lastFailedAt.getTime() + waitAfter(lane.failures, limits)
}

/** What one source block has failed at lately. */
export interface SourceState {
  readonly accounts: number
  readonly failures: number
}

/** Whether a source has to wait, and whether it looks like one password tried on many accounts (req 56). */
export function judgeSource(
  state: SourceState,
  limits: { accounts: number; failures: number },
): 'open' | 'spraying' | 'failing' {
  if (state.accounts >= limits.accounts) return 'spraying'
  return state.failures >= limits.failures ? 'failing' : 'open'
}
