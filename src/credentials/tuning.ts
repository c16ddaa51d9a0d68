import type { HashCost } from './hash.ts'
import { queueLimits } from './turn-queue.ts'

/** A cost, and how fast this machine is with it on all the threads at once. */
export interface MeasuredCost extends HashCost {
  readonly perSecond: number
}

export interface Wishes {
  /** Everybody who may come; a fifth of them signs in within a minute, twice. */
  readonly people: number
  /** KiB for all hashes at once. */
  readonly memory: number
  /** The longest one comparison may take, in ms. */
  readonly target: number
  /** The longest the last one of the opening minute may wait, in the queue and in the line behind it, in seconds. */
  readonly wait: number
  readonly threads: number
}

/** None below requirement 37. The first is the floor; then what OWASP and RFC 9106 §4 recommend, and steps between them. */
export const candidateCosts: readonly HashCost[] = [
  { memory: 19_456, passes: 2 },
  { memory: 32_768, passes: 2 },
  { memory: 47_104, passes: 2 },
  { memory: 65_536, passes: 2 },
  { memory: 65_536, passes: 3 },
  { memory: 131_072, passes: 3 },
  { memory: 262_144, passes: 3 },
]

/** Sign-ins in the opening minute: a fifth of the people, from two devices each. */
export function openingSignIns(people: number): number {
  return Math.ceil((people / 5) * 2)
}

/** Seconds the last one waits who signs in within the opening minute. */
export function longestWait({ perSecond }: MeasuredCost, people: number): number {
  return Math.max(0, openingSignIns(people) / perSecond - 60)
}

/** What one comparison takes when nobody else is there, ms. */
export function comparisonTime({ perSecond }: MeasuredCost, threads: number): number {
  return (threads / perSecond) * 1000
}

/**
 * The dearest cost with which memory, time and the opening minute are as wished; the floor where none is. Cheaper than
 * the floor there is nothing, however many come: a longer wait is the honest answer, or more cores.
 */
export function chooseCost(measured: readonly MeasuredCost[], wishes: Wishes): MeasuredCost {
  const fitting = measured.filter(
    (cost) =>
      cost.memory * wishes.threads <= wishes.memory &&
      comparisonTime(cost, wishes.threads) <= wishes.target &&
      longestWait(cost, wishes.people) <= wishes.wait,
  )
  const [floor] = measured
  if (!floor) throw new Error('At least the floor is measured.')
  return fitting.toSorted((one, other) => other.memory * other.passes - one.memory * one.passes)[0] ?? floor
}

/** As many as may wait by the bounds of the queue itself: whoever comes after them is told at once when there is a place. */
export function queueFor({ perSecond }: MeasuredCost): number {
  return Math.min(10_000, Math.max(10, Math.floor((perSecond * queueLimits.longestWait) / 1000)))
}
