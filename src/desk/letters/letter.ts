import type { LetterBounce, LetterId, LetterState, PersonId } from '../../database/index.ts'

/** A letter as the desk sees it: what became of it, never what it says. */
export interface DeskLetter {
  readonly id: LetterId
  readonly kind: string
  readonly person: PersonId | undefined
  readonly subject: string
  readonly language: 'pl' | 'en'
  readonly recipient: string
  readonly state: Exclude<LetterState, 'void'>
  readonly at: Date
  readonly attempts: number
  readonly nextAttemptAt: Date
  readonly finishedAt: Date | undefined
  /** Codes of our mail server. */
  readonly lastError: string | undefined
  /** What a report of delivery has told since. */
  readonly bounce: LetterBounce | undefined
  readonly bounceStatus: string | undefined
  readonly bouncedAt: Date | undefined
}

/** Links to set a password: sent again, such a letter is another one with a fresh link. */
const LINK_LETTERS: readonly string[] = ['first-password', 'forgotten-password']

export const carriesLink = ({ kind }: Pick<DeskLetter, 'kind'>) => LINK_LETTERS.includes(kind)

/** Where a letter stands, in the words of the desk. */
export type Standing =
  | 'queued'
  | 'sending'
  | 'delayed'
  | 'sent'
  /** The server that took it is still trying. */
  | 'delayed-there'
  | 'bounced'
  | 'bounced-for-good'
  | 'suppressed'
  | 'given-up'
  | 'expired'
  | 'withdrawn'

export function standingOf({
  state,
  attempts,
  bounce,
  lastError,
}: Pick<DeskLetter, 'state' | 'attempts' | 'bounce' | 'lastError'>): Standing {
  switch (state) {
    case 'queued':
      return attempts > 0 ? 'delayed' : 'queued'
    case 'sent':
      return bounce === undefined ? 'sent' : sentAndThen[bounce]
    case 'dropped':
      return lastError === 'expired' ? 'expired' : 'withdrawn'
    default:
      return state
  }
}

const sentAndThen = { delayed: 'delayed-there', soft: 'bounced', hard: 'bounced-for-good' } as const

/** Whether it did not and will not arrive. */
export function isLost(letter: Parameters<typeof standingOf>[0]): boolean {
  return ['bounced', 'bounced-for-good', 'suppressed', 'given-up'].includes(standingOf(letter))
}

/** What can be asked for on the page of letters. */
export const wantedStates = ['waiting', 'delayed', 'sent', 'bounced', 'given-up', 'suppressed', 'dropped'] as const
export type WantedState = (typeof wantedStates)[number]

export interface WantedLetters {
  readonly state?: WantedState | undefined
  /** A day at the university, as `2026-11-23`. */
  readonly day?: string | undefined
  /** To this address, sealed: no address stands in an address. */
  readonly to?: string | undefined
  /** Older than this letter: the next page. */
  readonly before?: string | undefined
}

/** What a query asks for; what makes no sense in it is left out. */
export function wantedBy(query: { readonly [Name in keyof WantedLetters]: string | undefined }): WantedLetters {
  const { state, day, to, before } = query
  return {
    state: wantedStates.find((each) => each === state),
    day: day !== undefined && isDay(day) ? day : undefined,
    to: to !== undefined && /^[\w-]{1,2000}$/.test(to) ? to : undefined,
    before: before !== undefined && /^[\w-]{1,40}$/.test(before) ? before : undefined,
  }
}

/** The same as an address. */
export function lettersAddress({ state, day, to, before }: WantedLetters): string {
  const given = Object.entries({ state, day, to, before }).filter((pair): pair is [string, string] => !!pair[1])
  return given.length === 0 ? '/desk/letters' : `/desk/letters?${new URLSearchParams(given)}`
}

function isDay(text: string) {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false
  const midnight = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}
