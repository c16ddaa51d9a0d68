import type { Generated } from 'kysely'
import type { CodeId, LinkId, PersonId } from '../ids.ts'

export interface ChallengeTables {
  mailed_links: MailedLinksTable
  wrong_answers: WrongAnswersTable
  sign_in_lanes: SignInLanesTable
  sign_in_failures: SignInFailuresTable
  budgets: BudgetsTable
  spent_forms: SpentFormsTable
  one_time_codes: OneTimeCodesTable
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

export interface SignInLanesTable {
  /** The person id, or `typed:` and an HMAC of an ID nobody has; then `/device/` and its id where one is known, or `/second-factor`. */
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
