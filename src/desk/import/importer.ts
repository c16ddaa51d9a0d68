import type { Readable } from 'node:stream'
import type { ImportPhase, ImportRunId, ImportState, PersonId } from '../../database/index.ts'

/** The import as the desk needs it; `server.ts` lends the one there is. */
export interface Importer {
  /** The columns that are understood. */
  readonly columns: readonly string[]
  /** Reads a feed and finds out what it would change. Changes nothing. */
  plan(source: Readable, feed: NewFeed): Promise<PlanOutcome>
  /** Puts a planned run into the registry, as a whole or not at all. */
  apply(run: ImportRunId, how: Decision): Promise<{ kind: 'applied' } | { kind: 'refused'; because: NotApplied }>
  /** Drops a planned run and what was read for it; false when it waits no longer. */
  cancel(run: ImportRunId, by: PersonId): Promise<boolean>
  reportOf(run: ImportRunId): Promise<ImportReport | undefined>
  /** The newest first. */
  runs(): Promise<readonly ImportReport[]>
}

export interface NewFeed {
  /** Everybody is in it: whoever is not is missing. */
  readonly full: boolean
  readonly by: PersonId
  readonly fileName: string
  /** Called as soon as the run has a name. */
  readonly onRun: (run: ImportRunId) => void
}

export type PlanOutcome =
  | { kind: 'planned'; run: ImportRunId }
  | { kind: 'refused'; run: ImportRunId; faults: readonly Fault[] }
  /** Another import is being read or carried out. */
  | { kind: 'busy' }

export interface Decision {
  readonly by: PersonId
  readonly reason: string
  readonly evenIfManyLeave: boolean
}

export type NotApplied =
  /** It was carried out, thrown away, or a newer one has taken its place. */
  | 'not-waiting'
  | 'many-leave'
  /** What was shown is not what would be done any more. */
  | 'out-of-date'
  | 'busy'

export interface ImportReport {
  readonly run: ImportRunId
  readonly state: ImportState
  /** `applying`: a plan that goes into the registry at this moment. */
  readonly phase: ImportPhase | 'applying'
  readonly progress: { readonly rowsExpected: number; readonly rowsRead: number; readonly peopleCompared: number }
  readonly full: boolean
  readonly fileName: string
  readonly by: PersonId | 'operator' | 'usos-api'
  readonly startedAt: Date
  readonly finishedAt: Date | undefined
  readonly summary: ImportSummary | undefined
  readonly faults: readonly Fault[]
}

export interface ImportSummary {
  /** Pulled from there: it has people, and no rows. */
  readonly source?: 'usos-api' | undefined
  readonly encoding: string
  readonly ignoredColumns: readonly string[]
  readonly absentColumns: readonly string[]
  readonly counts: Readonly<Record<CountName, number>>
  readonly changes: Readonly<Partial<Record<ChangedField, number>>>
  readonly conflicts: readonly FoundOfAKind[]
  readonly warnings: readonly FoundOfAKind[]
  readonly notes: readonly FoundOfAKind[]
  readonly examples: Readonly<Record<ExampleKind, readonly ExamplePerson[]>>
  /** Of a full feed: how many per cent leave, and whether that is too many to go in unasked. */
  readonly brake: { readonly percent: number; readonly most: number; readonly holds: boolean }
}

export type CountName =
  | 'rows'
  | 'people'
  | 'joiners'
  | 'movers'
  | 'unchanged'
  | 'missing'
  | 'stillMissing'
  | 'suspended'
  | 'returned'
  | 'leftOut'

export type ExampleKind = 'joiners' | 'movers' | 'missing' | 'returned'

export interface ExamplePerson {
  readonly row: number | undefined
  readonly usosId: string
  readonly name: string | undefined
  readonly changed: readonly ChangedField[]
}

export type ChangedField =
  | 'name'
  | 'album-number'
  | 'status'
  | 'studies'
  | 'connection'
  | 'address'
  | 'other-addresses'
  | 'proof'
  | 'proof-key'
  | 'valid-until'
  | 'desk-agreed'

export interface FoundOfAKind {
  readonly kind: FindingKind
  readonly count: number
  readonly findings: readonly {
    readonly rows: readonly number[]
    readonly people?: readonly string[] | undefined
    readonly column?: string | undefined
    readonly holder?: string | undefined
  }[]
}

export type FindingKind =
  | 'no-id'
  | 'bad-id'
  | 'id-is-pesel'
  | 'no-surname'
  | 'too-long'
  | 'bad-album-number'
  | 'album-number-is-pesel'
  | 'pesel-in-words'
  | 'impossible-status'
  | 'impossible-value'
  | 'bad-valid-until'
  | 'bad-address'
  | 'pesel-length'
  | 'pesel-date'
  | 'pesel-check-digit'
  | 'pesel-time'
  | 'pesel-substitute'
  | 'bad-birth-date'
  | 'bad-document'
  | 'contradiction'
  | 'address-twice'
  | 'address-taken'
  | 'album-number-twice'
  | 'album-number-taken'
  | 'pesel-twice'
  | 'pesel-taken'
  | 'works-at-desk'
  | 'erased'
  | 'not-told'
  | 'foreign-domain'
  | 'login-is-pesel'
  | 'desk-connection-kept'
  | 'desk-address-kept'

export type FaultKind =
  | 'empty'
  | 'not-text'
  | 'encoding'
  | 'no-header'
  | 'column-missing'
  | 'column-twice'
  | 'quotes'
  | 'row-too-long'
  | 'file-too-large'
  | 'control-character'
  | 'ragged'
  | 'interrupted'

export interface Fault {
  readonly kind: FaultKind
  readonly row?: number | undefined
  readonly column?: string | undefined
  readonly cells?: number | undefined
  readonly expected?: number | undefined
}
