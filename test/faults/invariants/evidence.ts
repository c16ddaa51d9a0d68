import type { Db } from '../../../src/database/index.ts'
import type { Keyring } from '../../../src/world/index.ts'
import type { Telling } from '../../told-services.ts'
import type { Ledger } from '../ledger.ts'
import type { Arrival } from '../mailbox.ts'

/** Everything an invariant may look at. */
export interface Evidence {
  readonly db: Db
  readonly ledger: Ledger
  readonly arrivals: readonly Arrival[]
  /** What services heard of sessions that ended. */
  readonly tellings: readonly Telling[]
  /** When something was broken, in milliseconds of the machine's clock. `forgets`: PostgreSQL itself ended. `clock`: that of a node went wrong. */
  readonly faults: readonly {
    readonly from: number
    readonly until: number
    readonly forgets?: boolean
    readonly clock?: boolean
  }[]
  /** Of APP_SECRET. */
  readonly keys: Keyring
  readonly now: Date
  /** Nothing is broken any more, and whatever had to be done has had its time. */
  readonly calm?: boolean
  verify(hash: string, password: string): Promise<boolean>
}

/** A promise that no fault may break. Gives a sentence for each time it is broken. */
export interface Invariant {
  readonly promise: string
  broken(evidence: Evidence): Promise<string[]>
}

/** PostgreSQL ended within a moment: what was written by the pool whose commits do not wait for the disk may be forgotten. */
export function perhapsForgotten(at: number, { faults }: Pick<Evidence, 'faults'>): boolean {
  return faults.some(({ forgets, from, until }) => forgets && at > from - MOMENT && at < until)
}

const MOMENT = 1_000

/**
 * What came twice came out of a fault: of one between the two, or of one that ended just before and may still have broken the connection
 * on which the first was to be noted.
 */
export function brokenBetween(first: number, second: number, { faults }: Pick<Evidence, 'faults'>): boolean {
  return faults.some(({ from, until }) => from <= second && until >= first - 2_000)
}

/** When each of several came, by what they are known by. */
export function timesOf<Came extends { readonly at: number }>(all: readonly Came[], name: (one: Came) => string) {
  const times = new Map<string, number[]>()
  for (const one of all) times.set(name(one), [...(times.get(name(one)) ?? []), one.at])
  return times
}
