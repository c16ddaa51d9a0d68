import type { ColumnType, Generated } from 'kysely'
import type { PersonId } from '../ids.ts'

export interface AuditTables {
  audit_events: AuditEventsTable
  audit_seals: AuditSealsTable
  audit_chain: AuditChainTable
  audit_shipping: AuditShippingTable
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
