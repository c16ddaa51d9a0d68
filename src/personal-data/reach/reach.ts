import type { PersonId } from '../../database/index.ts'

/** What was in wrong hands. */
export type Culprit =
  /** A session, or the password, of one person; what they could see at the desk included. */
  | { readonly by: 'session'; readonly person: PersonId }
  /** Whatever sessions were opened from one network address. */
  | { readonly by: 'network'; readonly source: string }
  /** The account of a member of staff: whom they have looked at, and acted on. */
  | { readonly by: 'staff'; readonly person: PersonId }
  | { readonly by: 'service'; readonly service: string }
  | { readonly by: 'key'; readonly key: ReachKey }

export const reachKeys = ['app', 'pesel', 'signing'] as const
export type ReachKey = (typeof reachKeys)[number]

export const reachWays = ['session', 'network', 'staff', 'service', 'key'] as const
export type ReachWay = Culprit['by']

/** Whole days, `2026-11-01`, both included. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** Somebody whose data could be reached, and which. */
export interface Reached {
  readonly person: PersonId
  /** Nothing where the person has been erased since. */
  readonly name: string | null
  readonly address: string | null
  /** Which data: attributes of a service, `account`, or what was done at the desk. */
  readonly data: readonly string[]
  readonly times: number
  readonly first: Date | null
  readonly last: Date | null
}

const A_DAY = /^\d{4}-\d{2}-\d{2}$/

/** Whether these are days there are, in their order, and not more of them than ten years. */
export function areDays({ from, to }: Days): boolean {
  return isDay(from) && isDay(to) && from <= to && Date.parse(to) - Date.parse(from) < 3660 * 86_400_000
}

function isDay(text: string) {
  return A_DAY.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
}

const columns = ['person', 'name', 'address', 'data', 'times', 'first', 'last'] as const

/** For a spreadsheet: one line for each person. */
export function asCsv(reached: readonly Reached[]): string {
  const lines = reached.map((one) =>
    [one.person, one.name, one.address, one.data.join(' '), one.times, one.first, one.last].map(cell).join(','),
  )
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`
}

function cell(value: string | number | Date | null): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '')
  // A spreadsheet takes such a beginning for a formula: names come from outside.
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

export function asJson(
  about: { readonly by: string; readonly days: Days; readonly madeAt: Date },
  reached: readonly Reached[],
): string {
  return `${JSON.stringify({ ...about, people: reached }, null, 2)}\n`
}
