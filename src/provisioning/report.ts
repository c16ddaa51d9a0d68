import type { ImportPhase, ImportRunId, ImportState, PersonId } from '../database/index.ts'
import type { ChangedField } from './account.ts'
import type { FeedFault, FoundOfAKind } from './findings.ts'

/** Somebody a run concerns, for a human to look at. */
export interface Example {
  /** Undefined for somebody who is not in the file. */
  readonly row: number | undefined
  readonly usosId: string
  /** Blanked with the staged rows. */
  readonly name: string | undefined
  readonly changed: readonly ChangedField[]
}

/** What a run would change, or has changed. It holds row numbers and USOS ids; of a PESEL not one digit (req 41). */
export interface ImportSummary {
  /** Pulled from there: it has people, and no rows. Undefined for a file. */
  readonly source?: 'usos-api' | undefined
  readonly encoding: string
  readonly ignoredColumns: readonly string[]
  readonly absentColumns: readonly string[]
  readonly counts: {
    /** Rows of the file, without the header and blank ones. */
    readonly rows: number
    /** Different people in them. */
    readonly people: number
    readonly joiners: number
    readonly movers: number
    /** Of those, people of whom nobody notices anything: their answer comes under the key of today. Undefined in older reports. */
    readonly rekeyed?: number
    readonly unchanged: number
    /** Not in a full feed, for the first time. */
    readonly missing: number
    /** Have been missing before, and still are. */
    readonly stillMissing: number
    /** Accounts that are closed with this run. */
    readonly suspended: number
    readonly returned: number
    /** People left out because of a conflict, and rows that name nobody. */
    readonly leftOut: number
  }
  /** Movers by what changes; somebody may stand under several. */
  readonly changes: Readonly<Partial<Record<ChangedField, number>>>
  readonly conflicts: readonly FoundOfAKind[]
  readonly warnings: readonly FoundOfAKind[]
  readonly notes: readonly FoundOfAKind[]
  readonly examples: {
    readonly joiners: readonly Example[]
    readonly movers: readonly Example[]
    readonly missing: readonly Example[]
    readonly returned: readonly Example[]
  }
  /** Of those with a USOS id and an open account, how many per cent leave; `holds` when that is too many. */
  readonly brake: { readonly percent: number; readonly most: number; readonly holds: boolean }
}

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
  readonly plannedAt: Date | undefined
  readonly finishedAt: Date | undefined
  /** Undefined while the file is being read, and of a file that could not be. */
  readonly summary: ImportSummary | undefined
  /** Why the file could not be read. */
  readonly faults: readonly FeedFault[]
}

/** What stands in `import_runs.report`. */
export interface StoredReport {
  readonly summary?: ImportSummary | undefined
  readonly faults?: readonly FeedFault[] | undefined
}

/** The same without names: what is kept. */
export function withoutNames(report: StoredReport): StoredReport {
  const { summary } = report
  if (!summary) return report
  const nameless = (examples: readonly Example[]) => examples.map((example) => ({ ...example, name: undefined }))
  const { joiners, movers, missing, returned } = summary.examples
  const examples = {
    joiners: nameless(joiners),
    movers: nameless(movers),
    missing: nameless(missing),
    returned: nameless(returned),
  }
  return { ...report, summary: { ...summary, examples } }
}

/** Whether a full feed leaves out so many that it looks cut off. */
export function brakeFor({ missing, of, most }: { missing: number; of: number; most: number }) {
  const percent = of === 0 ? 0 : (missing / of) * 100
  return { percent: Math.round(percent * 10) / 10, most, holds: percent > most }
}
