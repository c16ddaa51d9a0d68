import { type ActorKind, actorKindOf, SCIM_ACTOR } from '../actor.ts'
import { type AuditEventName, headline, isAuditEvent } from '../events.ts'

/** An event of the trail, as it leaves the program. */
export interface TrailEvent {
  readonly id: string
  readonly at: Date
  readonly event: string
  readonly outcome: 'success' | 'failure'
  readonly person_id: string | null
  readonly actor: string
  readonly source: string | null
  readonly reference: string | null
  readonly details: Readonly<Record<string, string | number | boolean | null>>
  /** Nothing in the first seconds, before it is sealed. */
  readonly seal?: { readonly position: string; readonly digest: string } | undefined
}

interface Actor {
  readonly kind: ActorKind
  readonly id: string | null
}

/** Who did it, with the id of the person or the name of the token. */
export function actorOf({ actor, person_id }: Pick<TrailEvent, 'actor' | 'person_id'>): Actor {
  const kind = actorKindOf(actor)
  switch (kind) {
    case 'person':
      return { kind, id: person_id }
    case 'staff':
      return { kind, id: actor }
    case 'identity-system':
      return { kind, id: actor.slice(SCIM_ACTOR.length) }
    case 'system':
    case 'operator':
      return { kind, id: null }
  }
}

/** In both languages; an event of another version has its name alone. */
export function sentencesOf(event: string): { readonly pl: string; readonly en: string } {
  if (!isAuditEvent(event)) return { pl: event, en: event }
  return { pl: headline(event, 'pl'), en: headline(event, 'en') }
}

const alarms: ReadonlySet<string> = new Set<AuditEventName>([
  'source-throttled',
  'spraying-suspected',
  'oidc-token-replayed',
  'refusals-not-listed',
  'audit-restarted',
  'backup-restored',
])

/** What somebody on watch should look at: alarms, and a trail that is not whole or was begun anew. */
export function isAlarm({ event, outcome }: Pick<TrailEvent, 'event' | 'outcome'>): boolean {
  return alarms.has(event) || (event === 'audit-verified' && outcome === 'failure')
}
