export { byPerson } from './by-person.ts'
export { type AuditEventName, auditEvents, isAuditEvent } from './events.ts'
export { type AuditKeeper, startAuditKeeper } from './keeper-tasks.ts'
export { type AuditEvent, auditRow, recordEvent } from './store.ts'
