import type { HashCost } from './hash.ts'
import { queueLimits } from './turn-queue.ts'

/** A cost, and how fast this machine is with it on all the threads at once, with nothing else to do. */
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
  /** One for each core. */
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

/**
 * What a sign-in takes of a core beside its hash, in seconds: pages, database, three tickets issued and validated. The sizes of
 * docs/operating/many-nodes.md are reckoned with it too, and test/habits/performance.test.ts holds both to what was measured.
 */
export const AROUND_A_HASH = 0.012
/** So much of each core is counted on. */
const COUNTED_ON = 0.8
/** So many wait at most by what this program advises, and deploy/haproxy.cfg lets them: test/deploy/proxies.test.ts. */
const MOST_WAITING = 4_800

/** Sign-ins in the opening minute: a fifth of the people, from two devices each. */
export function openingSignIns(people: number): number {
  return Math.ceil((people / 5) * 2)
}

/** Sign-ins that a node of so many cores serves, each with everything around it. */
export function signInsASecond({ perSecond }: Pick<MeasuredCost, 'perSecond'>, cores: number): number {
  return (cores * COUNTED_ON) / (cores / perSecond + AROUND_A_HASH)
}

/** Cores that the opening minute takes where one sign-in takes so many seconds of a core. */
export function coresToOpen(people: number, seconds: number): number {
  return ((openingSignIns(people) / 60) * seconds) / COUNTED_ON
}

/** Seconds the last one waits who signs in within the opening minute. */
export function longestWait(cost: MeasuredCost, people: number, cores: number): number {
  return Math.max(0, openingSignIns(people) / signInsASecond(cost, cores) - 60)
}

/** Nodes of so many cores before which nobody waits for longer, none of them to spare. */
export function nodesFor(
  cost: MeasuredCost,
  { people, wait, threads }: Pick<Wishes, 'people' | 'wait' | 'threads'>,
): number {
  return Math.ceil(openingSignIns(people) / ((60 + wait) * signInsASecond(cost, threads)))
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
      longestWait(cost, wishes.people, wishes.threads) <= wishes.wait,
  )
  const [floor] = measured
  if (!floor) throw new Error('At least the floor is measured.')
  return fitting.toSorted((one, other) => other.memory * other.passes - one.memory * one.passes)[0] ?? floor
}

/** As many as may wait by the bounds of the queue itself, were there nothing but hashes: whoever comes after them is told at once when there is a place. */
export function queueFor({ perSecond }: Pick<MeasuredCost, 'perSecond'>): number {
  return Math.min(MOST_WAITING, Math.max(10, Math.floor((perSecond * queueLimits.longestWait) / 1000)))
}
