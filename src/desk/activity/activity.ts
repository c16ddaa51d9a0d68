import { asPersonId, type PersonId } from '../../database/index.ts'

/** What of the activity is wanted. Everything, newest first, where nothing is said. */
export interface Wanted {
  /** About this person, or done by them. */
  readonly person?: PersonId | undefined
  readonly event?: string | undefined
  /** A day at the university, as `2026-11-23`. */
  readonly day?: string | undefined
  /** Older than this event: the next page. */
  readonly before?: string | undefined
}

export interface ActivityQuery {
  readonly person?: string | undefined
  readonly event?: string | undefined
  readonly day?: string | undefined
  readonly before?: string | undefined
}

/** What a query asks for; what makes no sense in it is left out. */
export function wantedBy({ person, event, day, before }: ActivityQuery, isEvent: (name: string) => boolean): Wanted {
  return {
    person: person !== undefined && /^[\w-]{1,40}$/.test(person) ? asPersonId(person) : undefined,
    event: event !== undefined && isEvent(event) ? event : undefined,
    day: day !== undefined && isDay(day) ? day : undefined,
    before: before !== undefined && /^\d{1,18}$/.test(before) ? before : undefined,
  }
}

/** The same as an address. */
export function activityAddress({ person, event, day, before }: Wanted): string {
  const given = Object.entries({ person, event, day, before }).filter((pair): pair is [string, string] => !!pair[1])
  return given.length === 0 ? '/desk/activity' : `/desk/activity?${new URLSearchParams(given)}`
}

function isDay(text: string) {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false
  const midnight = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}
