import type { Db } from '../../../src/database/index.ts'
import type { Keyring } from '../../../src/world/index.ts'
import type { Ledger } from '../ledger.ts'
import type { Arrival } from '../mailbox.ts'

/** Everything an invariant may look at. */
export interface Evidence {
  readonly db: Db
  readonly ledger: Ledger
  readonly arrivals: readonly Arrival[]
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
