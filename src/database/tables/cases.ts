import type { Generated } from 'kysely'
import type { CaseId, HelpRequestId, PersonId } from '../ids.ts'

export interface CaseTables {
  help_requests: HelpRequestsTable
  cases: CasesTable
  case_messages: CaseMessagesTable
}

export type CaseKind = 'student' | 'teacher'

export interface HelpRequestsTable {
  id: HelpRequestId
  secret_hash: Buffer
  kind: CaseKind
  /** Canonical. */
  address: string
  field_of_study: string
  album_number: string
  has_right: boolean
  note: string
  language: 'pl' | 'en'
  created_at: Date
  expires_at: Date
  proved_at: Generated<Date | null>
  case_id: Generated<CaseId | null>
}

export type CaseState = 'open' | 'asked-back' | 'closed'
export type CaseAnswer = 'connected' | 'address-assigned' | 'link-sent' | 'declined' | 'resolved-itself'

export interface CasesTable {
  /** What people quote: `R-2026-0418`. */
  id: CaseId
  /** Of the link by which the person answers a question of the desk. */
  secret_hash: Generated<Buffer | null>
  kind: CaseKind
  /** Canonical; proved by a mailed link. */
  address: string
  person_id: PersonId | null
  field_of_study: string
  album_number: string
  has_right: boolean
  note: string
  language: 'pl' | 'en'
  opened_at: Date
  last_asked_at: Date
  asked_times: Generated<number>
  state: CaseState
  owner: Generated<PersonId | null>
  taken_at: Generated<Date | null>
  closed_at: Generated<Date | null>
  closed_by: Generated<string | null>
  answer: Generated<CaseAnswer | null>
  reason: Generated<string | null>
}

export interface CaseMessagesTable {
  id: Generated<string>
  case_id: CaseId
  at: Date
  /** `person`, or the id of the member of staff. */
  author: string
  text: string
}
