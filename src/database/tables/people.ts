import type { ColumnType, Generated } from 'kysely'
import type { PersonId } from '../ids.ts'

export interface PeopleTables {
  people: PeopleTable
  addresses: AddressesTable
  studies: StudiesTable
  identity_proofs: IdentityProofsTable
  merges: MergesTable
  merged_ids: MergedIdsTable
  erased_identifiers: ErasedIdentifiersTable
  shown_people_deltas: ShownPeopleDeltasTable
}

export type StudentStatus = 0 | 1 | 2
export type StaffStatus = 0 | 1 | 2
export type ProofKind = 'pesel' | 'birth_date' | 'document' | 'none'
export type StaffRole = 'help-desk' | 'registration-desk' | 'auditor' | 'administrator'
export type ProgrammeStatus =
  | 'active'
  | 'cancelled'
  | 'graduated_end_of_study'
  | 'graduated_before_diploma'
  | 'graduated_diploma'

/** `merged`: the human has another record here, which goes on. */
export type ClosedAccountBecause = 'left' | 'missing' | 'valid-until' | 'merged'

export interface PeopleTable {
  id: PersonId
  usos_id: string | null
  given_names: string
  surname: string
  album_number: string | null
  student_status: StudentStatus | null
  phd_student_status: StudentStatus | null
  staff_status: StaffStatus
  connected: boolean
  disabled_at: Date | null
  closed_at: Date | null
  proof_kind: ProofKind
  language: 'pl' | 'en'
  roles: StaffRole[]
  demo: Generated<boolean>
  created_at: Date
  /** Names and album number, folded: what the desk searches. */
  words: Generated<string>
  /** Made of `words` by the database. */
  search: ColumnType<unknown, never, never>
  connected_by_desk_at: Generated<Date | null>
  assigned_by_desk_at: Generated<Date | null>
  /** No link is mailed before: the address has just been moved. */
  reset_held_until: Generated<Date | null>
  missing_since: Generated<Date | null>
  valid_until: Generated<Date | null>
  closed_because: Generated<ClosedAccountBecause | null>
  /** What the identity system calls the person. */
  external_id: Generated<string | null>
  changed_at: Generated<Date | null>
  /** Not shown by SCIM while the account is closed. */
  removed_at: Generated<Date | null>
}

export interface AddressesTable {
  /** Canonical: ASCII letters folded, domain as A-label. */
  address: string
  person_id: PersonId
  assigned: boolean
}

export interface StudiesTable {
  person_id: PersonId
  programme: string
  name_pl: string
  name_en: string
  faculty: string
  status: ProgrammeStatus
  is_primary: boolean
}

export interface IdentityProofsTable {
  person_id: PersonId
  kind: Exclude<ProofKind, 'none'>
  key_id: string
  digest: Buffer
  /** Sixteen bits of an HMAC of a PESEL without the person: where equal ones may be. */
  bucket: Generated<number | null>
}

export interface MergesTable {
  id: string
  kept_id: PersonId
  gone_id: PersonId
  merged_at: Date
  by: string
  reason: string
  undo_until: Date
  undone_at: Generated<Date | null>
  undone_by: Generated<string | null>
  before: ColumnType<unknown, string | null, string | null>
}

export interface MergedIdsTable {
  usos_id: string
  person_id: PersonId
  /** Null where no record was there for the id. */
  merge_id: string | null
}

export type ErasedKind = 'usos-id' | 'address' | 'album-number'

export interface ErasedIdentifiersTable {
  /** HMAC of kind and value. */
  digest: Buffer
  kind: ErasedKind
  /** Of nobody any more: only the audit trail knows it. */
  person_id: PersonId
  erased_at: Date
}

/** Written by triggers of `people`. */
export interface ShownPeopleDeltasTable {
  id: Generated<string>
  delta: string
}
