export { byPerson } from './by-person.ts'
export type { AuditEventName } from './events.ts'
export { type AuditEvent, auditRow, forgetEventsBefore, recordEvent } from './store.ts'
