import type { Generated, JSONColumnType } from 'kysely'
import type { PersonId } from '../ids.ts'

export interface DemoTables {
  development_mailbox: DevelopmentMailboxTable
  development_cast: DevelopmentCastTable
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
