import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { LetterId, LinkId, PersonId, SessionId } from './ids.ts'

/** The data dictionary as types. What each column means stands as a comment in the database (`migrations/`). */
export interface Tables {
  people: PeopleTable
  addresses: AddressesTable
  studies: StudiesTable
  identity_proofs: IdentityProofsTable
  credentials: CredentialsTable
  previous_passwords: PreviousPasswordsTable
  mailed_links: MailedLinksTable
  wrong_answers: WrongAnswersTable
  sign_in_lanes: SignInLanesTable
  sign_in_failures: SignInFailuresTable
  budgets: BudgetsTable
  spent_forms: SpentFormsTable
  sessions: SessionsTable
  service_tickets: ServiceTicketsTable
  service_visits: ServiceVisitsTable
  portal_sessions: PortalSessionsTable
  audit_events: AuditEventsTable
  letters: LettersTable
  development_mailbox: DevelopmentMailboxTable
  development_cast: DevelopmentCastTable
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
}

export interface CredentialsTable {
  person_id: PersonId
  /** PHC string. */
  password_hash: string
  set_at: Date
  /** Known to be compromised: must be changed at the next sign-in. */
  must_change: Generated<boolean>
}

export interface PreviousPasswordsTable {
  id: Generated<string>
  person_id: PersonId
  password_hash: string
  replaced_at: Date
}

export interface MailedLinksTable {
  id: LinkId
  secret_hash: Buffer
  person_id: PersonId
  purpose: 'first-password' | 'forgotten-password'
  /** The assigned address it was sent to; the link dies when another one is assigned. */
  address: string
  created_at: Date
  expires_at: Date
  wrong_answers: Generated<number>
  typing_errors: Generated<number>
  closed_at: Date | null
  closed_because: 'password-set' | 'superseded' | 'too-many-wrong-answers' | 'account-changed' | null
}

export interface WrongAnswersTable {
  id: Generated<string>
  person_id: PersonId
  answered_at: Date
  /** When the desk reopened the budget; such an answer no longer counts. */
  forgiven_at: Date | null
}

export interface SignInLanesTable {
  /** The person id, or `typed:` and an HMAC of an ID nobody has; then `/device` and its id where one is known. */
  lane: string
  failures: number
  last_failed_at: Date
}

export interface SignInFailuresTable {
  source: Buffer
  /** The person id, or `typed:` and an HMAC of an ID nobody has. */
  account: string
  failures: number
  first_failed_at: Date
  last_failed_at: Date
}

export interface BudgetsTable {
  /** Such as `negative-answers` or `letters-per-hour`. */
  budget: string
  /** HMAC of whose budget it is; empty for everybody's. */
  holder: Buffer
  window_started_at: Date
  spent: number
}

export interface SpentFormsTable {
  form: Buffer
  expires_at: Date
}

export interface SessionsTable {
  id: SessionId
  secret_hash: Buffer
  person_id: PersonId
  created_at: Date
  last_used_at: Date
  ended_at: Date | null
  ended_because: 'signed-out' | 'password-set' | 'disabled' | 'ended-elsewhere' | null
  /** For "where am I signed in": cut to what a person recognises. */
  source: string
  browser: string
}

export interface ServiceTicketsTable {
  ticket_hash: Buffer
  session_id: SessionId
  person_id: PersonId
  service: string
  from_new_login: boolean
  signed_in_at: Date
  expires_at: Date
}

export interface ServiceVisitsTable {
  /** The spent ticket: the SessionIndex of single logout. Opens nothing any more. */
  ticket: string
  session_id: SessionId
  service: string
  visited_at: Date
  told_at: Date | null
}

export interface PortalSessionsTable {
  secret_hash: Buffer
  ticket_hash: Buffer
  user_name: string
  attributes: JSONColumnType<Record<string, string | string[]>>
  created_at: Date
  last_used_at: Date
}

export interface AuditEventsTable {
  id: Generated<string>
  at: Date
  event: string
  outcome: 'success' | 'failure'
  person_id: PersonId | null
  actor: string
  source: string | null
  reference: string | null
  details: ColumnType<Record<string, string | number | boolean | null>, string, never>
}

export type LetterState = 'queued' | 'sending' | 'sent' | 'given-up' | 'dropped' | 'void'

export interface LettersTable {
  id: LetterId
  kind: string
  person_id: PersonId | null
  recipient: string
  language: 'pl' | 'en'
  subject: string
  text: string | null
  html: string | null
  /** Given at the first attempt, the same at every other: a relay recognises a repetition by it. */
  message_id: string | null
  state: LetterState
  created_at: Date
  /** After this moment the letter could only disappoint (its link is dead). */
  useless_after: Date | null
  attempts: Generated<number>
  next_attempt_at: Date
  lease_until: Date | null
  finished_at: Date | null
  last_error: string | null
}

export interface DevelopmentMailboxTable {
  id: string
  sender: string
  recipient: string
  subject: string
  text: string
  html: string
  headers: JSONColumnType<Record<string, string>>
  created_at: Date
  position: Generated<string>
}

/** The passwords and numbers of invented people, in the clear, for `/dev/cast.json`. Never filled outside the demo. */
export interface DevelopmentCastTable {
  key: string
  person_id: PersonId
  position: number
  password: string | null
  pesel: string | null
  birth_date: string | null
  document: string | null
}
