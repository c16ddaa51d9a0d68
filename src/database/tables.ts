import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type {
  CaseId,
  CodeId,
  HelpRequestId,
  ImportRunId,
  LetterId,
  LinkId,
  PersonId,
  SessionId,
  UsosPullId,
} from './ids.ts'

/** The data dictionary as types. What each column means stands as a comment in the database (`migrations/`). */
export interface Tables {
  people: PeopleTable
  addresses: AddressesTable
  studies: StudiesTable
  identity_proofs: IdentityProofsTable
  pesel_keys: PeselKeysTable
  pesel_key_seals: PeselKeySealsTable
  key_checks: KeyChecksTable
  merges: MergesTable
  merged_ids: MergedIdsTable
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
  registered_services: RegisteredServicesTable
  proxy_granting_tickets: ProxyGrantingTicketsTable
  consents: ConsentsTable
  oidc_keys: OidcKeysTable
  oidc_grants: OidcGrantsTable
  oidc_tokens: OidcTokensTable
  oidc_passing: OidcTokensTable
  portal_sessions: PortalSessionsTable
  audit_events: AuditEventsTable
  audit_seals: AuditSealsTable
  audit_chain: AuditChainTable
  audit_shipping: AuditShippingTable
  letters: LettersTable
  resting_addresses: RestingAddressesTable
  second_factors: SecondFactorsTable
  recovery_codes: RecoveryCodesTable
  one_time_codes: OneTimeCodesTable
  help_requests: HelpRequestsTable
  cases: CasesTable
  case_messages: CaseMessagesTable
  import_runs: ImportRunsTable
  import_rows: ImportRowsTable
  import_changes: ImportChangesTable
  usos_pulls: UsosPullsTable
  usos_pull_lists: UsosPullListsTable
  usos_pull_people: UsosPullPeopleTable
  registry_facts: RegistryFactsView
  erased_identifiers: ErasedIdentifiersTable
  scim_tokens: ScimTokensTable
  shown_people_deltas: ShownPeopleDeltasTable
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

export interface KeyChecksTable {
  name: 'app-secret'
  digest: Buffer
  made_at: Date
}

export interface PeselKeysTable {
  position: Generated<string>
  id: string
  made_at: Date
}

export interface PeselKeySealsTable {
  key_id: string
  /** Which PESEL_KEY opens it. */
  root_id: string
  sealed: Buffer
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
  closed_because:
    | 'password-set'
    | 'superseded'
    | 'too-many-wrong-answers'
    | 'too-many-old-passwords'
    | 'account-changed'
    | null
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
  ended_because: 'signed-out' | 'password-set' | 'disabled' | 'ended-elsewhere' | 'ended-by-desk' | null
  /** For "where am I signed in": cut to what a person recognises. */
  source: string
  browser: string
  /** When this session proved the second factor (req 92). */
  second_factor_at: Generated<Date | null>
  desk_used_at: Generated<Date | null>
  /** Remembered past the end of the browser. */
  long_term: Generated<boolean>
  /** The person is asked before another service is told. */
  warns: Generated<boolean>
  /** The address the password was typed for, while its ticket still waits for a consent or a second factor. */
  signed_in_for: Generated<string | null>
}

export interface ServiceTicketsTable {
  ticket_hash: Buffer
  session_id: SessionId
  person_id: PersonId
  service: string
  from_new_login: boolean
  signed_in_at: Date
  expires_at: Date
  /** Of a proxy ticket: the callbacks it came through, the last one first. */
  proxies: Generated<string[]>
}

export interface ProxyGrantingTicketsTable {
  ticket_hash: Buffer
  session_id: SessionId
  /** The callback it was sent to, then those before it. */
  proxies: string[]
  /** The id of the service that it was granted to. */
  service: string | null
  granted_at: Date
}

export interface ServiceVisitsTable {
  /** CAS: the spent ticket, which is the SessionIndex of single logout and opens nothing any more. OpenID Connect: the `sid`. */
  ticket: string
  session_id: SessionId
  /** CAS: the address the ticket was for. OpenID Connect: the client. */
  service: string
  protocol: Generated<'cas' | 'oidc'>
  visited_at: Date
  told_at: Date | null
}

export interface RegisteredServicesTable {
  id: string
  /** As `services.yaml` would have it: checked again when it is read. */
  definition: JSONColumnType<object>
  version: number
  changed_at: Date
  changed_by: PersonId
  disabled_at: Generated<Date | null>
}

export interface ConsentsTable {
  person_id: PersonId
  /** The id of the service. */
  service: string
  attributes: string[]
  /** Where the service stood when the person agreed. */
  places: Generated<string[]>
  /** The service may ask while the person is away. */
  offline: Generated<boolean>
  given_at: Date
}

export interface OidcKeysTable {
  /** The `kid`. */
  id: string
  algorithm: 'ES256' | 'RS256'
  sealed: Buffer
  made_at: Date
  signs_from: Date
}

export interface OidcGrantsTable {
  id: string
  session_id: SessionId
  client_id: string
  person_id: PersonId
  sid: string
  scopes: string[]
  made_at: Date
  expires_at: Date
}

export interface OidcTokensTable {
  /** SHA-256 of what the client holds. */
  id: Buffer
  kind: string
  payload: JSONColumnType<object>
  grant_id: string | null
  session_id: SessionId | null
  person_id: PersonId | null
  expires_at: Date
  consumed_at: Generated<Date | null>
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

export interface AuditSealsTable {
  position: string
  event_id: string
  sealed_at: Date
  salt: Buffer | null
  source_digest: Buffer | null
  digest: Buffer
}

export interface AuditChainTable {
  one: Generated<boolean>
  position: Generated<string>
  digest: Buffer | null
  anchor_position: Generated<string>
  anchor_digest: Buffer | null
  sources_gone_to: Generated<string>
  settled_id: Generated<string>
  mac: Buffer | null
  mark_id: string | null
  mark_transaction: string | null
  marked_at: Date | null
}

export interface AuditShippingTable {
  one: Generated<boolean>
  position: Generated<string>
  shipped_at: Date | null
  leased_by: string | null
  leased_until: Date | null
}

export type LetterState = 'queued' | 'sending' | 'sent' | 'given-up' | 'dropped' | 'void' | 'suppressed'
/** What a report of delivery has told since the server took the letter. */
export type LetterBounce = 'delayed' | 'soft' | 'hard'

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
  /** Stands in the return path, the envelope id and the Message-ID: only a report that repeats it is believed. */
  bounce_token: string | null
  bounce: LetterBounce | null
  /** Enhanced status code of that report (RFC 3463). */
  bounce_status: string | null
  bounced_at: Date | null
  /** The letter that the desk has sent again with this one. */
  again_of: string | null
}

/** Addresses that sent letters back; while one rests, no letter goes there. */
export interface RestingAddressesTable {
  address: string
  soft_bounces: number
  last_bounce_at: Date
  status: string | null
  rests_since: Date | null
  rests_until: Date | null
}

export interface SecondFactorsTable {
  person_id: PersonId
  sealed_secret: Buffer
  enrolled_at: Date
  /** The last 30-second step whose code was accepted. */
  last_step: ColumnType<string, number | string, number | string>
}

export interface RecoveryCodesTable {
  person_id: PersonId
  code_hash: Buffer
  used_at: Generated<Date | null>
}

export type CodePurpose = 'set-password' | 'enrol-second-factor'

export interface OneTimeCodesTable {
  id: CodeId
  person_id: PersonId
  purpose: CodePurpose
  code_hash: Buffer
  /** Id of the member of staff, `system`, or `operator` for the command line. */
  issued_by: string
  created_at: Date
  expires_at: Date
  wrong_tries: Generated<number>
  closed_at: Generated<Date | null>
  closed_because: Generated<'used' | 'superseded' | 'too-many-tries' | 'account-changed' | null>
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

export type ImportState = 'reading' | 'planned' | 'applied' | 'refused' | 'cancelled' | 'superseded' | 'abandoned'
export type ImportPhase = 'reading' | 'comparing' | 'waiting' | 'applying' | 'done'

export interface ImportRunsTable {
  id: ImportRunId
  state: ImportState
  phase: ImportPhase
  is_full: boolean
  file_name: string
  /** Id of the member of staff, or `operator`. */
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

export type ErasedKind = 'usos-id' | 'address' | 'album-number'

export interface ErasedIdentifiersTable {
  /** HMAC of kind and value. */
  digest: Buffer
  kind: ErasedKind
  /** Of nobody any more: only the audit trail knows it. */
  person_id: PersonId
  erased_at: Date
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

/** Written by triggers of `people`. */
export interface ShownPeopleDeltasTable {
  id: Generated<string>
  delta: string
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
