import { type Wanted as WantedEvents, type WantedWords, wantedBy as wantedEventsBy } from '../../audit/search/index.ts'

/** What of the activity is wanted. Everything, newest first, where nothing is said. */
export interface Wanted extends WantedEvents {
  /** Older than this event: the next page. */
  readonly before?: string | undefined
}

export type ActivityQuery = WantedWords & { readonly before?: string | undefined }

/** What a query asks for; what makes no sense in it is left out. */
export function wantedBy({ before, ...words }: ActivityQuery): Wanted {
  return {
    ...wantedEventsBy(words),
    before: before !== undefined && /^\d{1,18}$/.test(before) ? before : undefined,
  }
}

/** The same as an address. */
export function activityAddress(wanted: Wanted, path = '/desk/activity'): string {
  const words = new URLSearchParams(given(wanted))
  return words.size === 0 ? path : `${path}?${words}`
}

/** What a filter says, one word after the other. */
export function given(wanted: Wanted): [string, string][] {
  const { person, event, actor, outcome, source, reference, from, to, before } = wanted
  return Object.entries({ person, event, actor, outcome, source, reference, from, to, before }).filter(
    (pair): pair is [string, string] => !!pair[1],
  )
}
