import type { Generated } from 'kysely'

export interface KeyTables {
  pesel_keys: PeselKeysTable
  pesel_key_seals: PeselKeySealsTable
  key_checks: KeyChecksTable
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
