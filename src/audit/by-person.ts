import type { AuditEvent } from './store.ts'

/** An event that a person brings about from a browser, about themselves. */
export function byPerson(
  asker: { readonly person: { readonly id: NonNullable<AuditEvent['person']> }; source: string; reference: string },
  what: Pick<AuditEvent, 'at' | 'event' | 'outcome' | 'details'>,
): AuditEvent {
  return { ...what, person: asker.person.id, actor: 'person', source: asker.source, reference: asker.reference }
}
