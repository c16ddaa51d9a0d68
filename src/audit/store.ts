import type { Db, PersonId, Trx } from '../database/index.ts'
import type { AuditEventName } from './events.ts'

export interface AuditEvent {
  readonly at: Date
  readonly event: AuditEventName
  readonly outcome: 'success' | 'failure'
  readonly person?: PersonId | undefined
  /** `person`, `system`, or the id of the member of staff. */
  readonly actor: string
  /** Network address the request came from. */
  readonly source?: string | undefined
  /** The reference number that also stands in the log and on the error page. */
  readonly reference?: string | undefined
  /** Never a password, an answer, a link, a ticket or a cookie (req 96). */
  readonly details?: Record<string, string | number | boolean | null>
}

/** Writes who did what, when, from where and with what outcome (req 95). Inside a transaction it stands or falls with it. */
export async function recordEvent(db: Db | Trx, event: AuditEvent): Promise<void> {
  await db.insertInto('audit_events').values(auditRow(event)).execute()
}

/** The row of an event, for stores that write it in one statement with what it is about. */
export function auditRow(event: AuditEvent) {
  return {
    at: event.at,
    event: event.event,
    outcome: event.outcome,
    person_id: event.person ?? null,
    actor: event.actor,
    source: event.source ?? null,
    reference: event.reference ?? null,
    details: JSON.stringify(event.details ?? {}),
  }
}
