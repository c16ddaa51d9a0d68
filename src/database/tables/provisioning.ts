import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { ImportRunId, PersonId, UsosPullId } from '../ids.ts'
import type { ClosedAccountBecause, ProofKind, StaffStatus, StudentStatus } from './people.ts'

export interface ProvisioningTables {
  import_runs: ImportRunsTable
  import_rows: ImportRowsTable
  import_changes: ImportChangesTable
  usos_pulls: UsosPullsTable
  usos_pull_lists: UsosPullListsTable
  usos_pull_people: UsosPullPeopleTable
  registry_facts: RegistryFactsView
  scim_tokens: ScimTokensTable
}

export type ImportState = 'reading' | 'planned' | 'applied' | 'refused' | 'cancelled' | 'superseded' | 'abandoned'
export type ImportPhase = 'reading' | 'comparing' | 'waiting' | 'done'

export interface ImportRunsTable {
  id: ImportRunId
  state: ImportState
  phase: ImportPhase
  is_full: boolean
  file_name: string
  /** Id of the member of staff, `operator` for the command line, or `usos-api`. */
  by: string
  started_at: Date
  planned_at: Generated<Date | null>
  finished_at: Generated<Date | null>
  /** About: lines of the file. */
  rows_expected: Generated<number>
  rows_read: Generated<number>
  people_compared: Generated<number>
  staged_rows: Generated<number>
  staged_changes: Generated<number>
  report: ColumnType<unknown, string | undefined, string | null>
}

export interface ImportRowsTable {
  run_id: ImportRunId
  /** As a spreadsheet counts: the header is row 1. */
  row: number
  usos_id: string
  /** Of the person it is or will be. */
  person_id: PersonId
  refused: boolean
  album_number: string | null
  addresses: string[]
  pesel_mark: string | null
  proof_taken_by: Generated<string[]>
  merged: Generated<boolean>
  facts: JSONColumnType<object> | null
}

export interface ImportChangesTable {
  run_id: ImportRunId
  person_id: PersonId
  row: number
  kind: 'joiner' | 'mover' | 'missing'
  refused: boolean
  changed: string[]
  returned: boolean
  suspended: boolean
  before: string | null
  /** Null for somebody whom only an identity system knows. */
  usos_id: string | null
  given_names: string
  surname: string
  album_number: string | null
  student_status: StudentStatus | null
  phd_student_status: StudentStatus | null
  staff_status: StaffStatus
  connected: boolean
  keep_connected_mark: boolean
  keep_assigned_mark: boolean
  closed_because: ClosedAccountBecause | null
  closed: boolean
  valid_until: Date | null
  proof_kind: ProofKind
  proof_key_id: string | null
  proof_digest: string | null
  proof_bucket: Generated<number | null>
  language: 'pl' | 'en'
  words: string
  assigned_address: string | null
  other_addresses: string[]
  studies: JSONColumnType<object[]>
}

/** What a feed is compared with, one row for each person. */
export interface RegistryFactsView {
  person_id: PersonId
  usos_id: string | null
  facts: unknown
}

export type UsosPullKind = 'sweep' | 'quick'
export type UsosPullState = 'pulling' | 'waiting' | 'applied' | 'unchanged' | 'reported' | 'failed' | 'stopped'
/** In the order they are taken. */
export type UsosPullStep = 'units' | 'staff' | 'programmes' | 'students' | 'known' | 'people' | 'plan' | 'done'

export interface UsosPullsTable {
  id: UsosPullId
  kind: UsosPullKind
  /** `schedule`, `operator`, or the id of a member of staff. */
  by: string
  dry_run: boolean
  state: UsosPullState
  step: UsosPullStep
  position: ColumnType<object, string, string>
  without: Generated<string[]>
  listed: Generated<number>
  read: Generated<number>
  run_id: Generated<ImportRunId | null>
  held: Generated<string | null>
  problem: ColumnType<object | null, string | undefined, string | null>
  tries: Generated<number>
  not_before: Generated<Date | null>
  leased_by: Generated<string | null>
  leased_until: Generated<Date | null>
  started_at: Date
  moved_at: Date
  finished_at: Generated<Date | null>
}

export interface UsosPullListsTable {
  pull_id: UsosPullId
  kind: 'unit' | 'programme'
  item: string
}

export interface UsosPullPeopleTable {
  pull_id: UsosPullId
  usos_id: string
  listed: boolean
  answered: Generated<boolean>
  gone: Generated<boolean>
  person_id: Generated<PersonId | null>
  rows: ColumnType<object | null, string | undefined, string | null>
  pesel_mark: Generated<string | null>
  proof_taken_by: Generated<PersonId[]>
}

/** Where a page of everybody has ended that an identity system has read. */
export interface PageEnd {
  /** The index of the page that follows. */
  readonly startIndex: number
  readonly after: PersonId
  /** How many there were when the reading began. */
  readonly total: number
  /** In milliseconds of 1970. */
  readonly at: number
}

/** What a token of an identity system opens. */
export type ScimScope = 'users:read' | 'users:write' | 'groups:read'

export interface ScimTokensTable {
  name: string
  /** SHA-256. */
  token_hash: Buffer
  scopes: ScimScope[]
  made_by: PersonId
  made_at: Date
  expires_at: Date
  last_used_at: Generated<Date | null>
  revoked_at: Generated<Date | null>
  /** By the size of the page: where it ended, and where it began. */
  page_ends: Generated<Record<string, readonly PageEnd[]>>
}
