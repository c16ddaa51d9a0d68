export { byPerson } from './by-person.ts'
export { type AuditEventName, auditEvents } from './events.ts'
export { type AuditEvent, auditRow, forgetEventsBefore, recordEvent } from './store.ts'
