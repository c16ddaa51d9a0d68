import type { ColumnType, Generated } from 'kysely'
import type { PersonId } from '../ids.ts'

export interface CredentialTables {
  credentials: CredentialsTable
  previous_passwords: PreviousPasswordsTable
  second_factors: SecondFactorsTable
  recovery_codes: RecoveryCodesTable
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
