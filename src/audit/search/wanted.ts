import { asPersonId, type PersonId } from '../../database/index.ts'
import { type ActorKind, actorKinds } from '../actor.ts'
import { type AuditEventName, isAuditEvent } from '../events.ts'

/** What of the trail is wanted. Everything, where nothing is said. */
export interface Wanted {
  /** About this person, or done by them. */
  readonly person?: PersonId | undefined
  readonly event?: AuditEventName | undefined
  /** Who did it. */
  readonly actor?: ActorKind | undefined
  readonly outcome?: 'success' | 'failure' | undefined
  /** The network address, as the trail has it. */
  readonly source?: string | undefined
  /** The correlation id. */
  readonly reference?: string | undefined
  /** The first day or minute, `2026-11-23` or `2026-11-23 14:30`, by the clock of the zone that is asked for. */
  readonly from?: string | undefined
  /** The last day or minute; it belongs to what is wanted. */
  readonly to?: string | undefined
}

export type WantedWords = { readonly [Name in keyof Wanted]?: string | undefined }

/** What somebody has typed, read kindly; what makes no sense is left out. */
export function wantedBy(words: WantedWords): Wanted {
  const { person, event, actor, outcome } = words
  const source = words.source?.trim().toLowerCase()
  const reference = asReadOut(words.reference?.trim())
  return {
    person: person !== undefined && /^[\w-]{1,40}$/.test(person) ? asPersonId(person) : undefined,
    event: event !== undefined && isAuditEvent(event) ? event : undefined,
    actor: actorKinds.find((kind) => kind === actor),
    outcome: outcome === 'success' || outcome === 'failure' ? outcome : undefined,
    source: source !== undefined && /^[0-9a-f.:]{2,45}$/.test(source) ? source : undefined,
    reference: reference !== undefined && /^[\w-]{1,40}$/.test(reference) ? reference : undefined,
    from: momentIn(words.from),
    to: momentIn(words.to),
  }
}

/** A number that a person read out may have been typed in small letters; that of an import must not be changed. */
function asReadOut(reference: string | undefined): string | undefined {
  return reference && /^[a-z0-9]{4}-[a-z0-9]{4}$/i.test(reference) ? reference.toUpperCase() : reference
}

/** A day, or a minute of it. */
export function momentIn(typed: string | undefined): string | undefined {
  const [, day = '', time] = /^(20\d\d-\d\d-\d\d)(?:[ T]((?:[01]\d|2[0-3]):[0-5]\d))?$/.exec(typed?.trim() ?? '') ?? []
  const midnight = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return undefined
  return time === undefined ? day : `${day} ${time}`
}

/** What comes after the last moment that is wanted. */
export function lengthOf(moment: string): '1 day' | '1 minute' {
  return moment.length === 'yyyy-mm-dd'.length ? '1 day' : '1 minute'
}
