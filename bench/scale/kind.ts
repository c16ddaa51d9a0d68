import type { Answer, Browser } from '../browser.ts'
import { pathOf } from '../desk-feed.ts'
import type { Asked } from './university.ts'

/** One kind of request. Where something has to be there first it is prepared, and where an answer tells too little something is looked at after it. */
export type Kind =
  | ((asked: Asked, turn: number) => Promise<unknown>)
  | { prepare(asked: Asked, turn: number): Promise<Prepared> }

/** Only `ask` is timed. */
export interface Prepared {
  ask(): Promise<unknown>
  check?(): Promise<unknown>
}

export type Kinds = Readonly<Record<string, Kind>>

export function prepared(kind: Kind, asked: Asked, turn: number): Prepared | Promise<Prepared> {
  return typeof kind === 'function' ? { ask: () => kind(asked, turn) } : kind.prepare(asked, turn)
}

/** A page, and the one that was meant. */
export async function shown(
  browser: Browser,
  path: string,
  words: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return expectShown(await browser.get(path, headers), words)
}

export function expectShown(answer: Answer, words: string): Answer {
  if (answer.status !== 200 || !answer.body.includes(words))
    throw new Error(`Answered with ${answer.status}, without "${words}": ${told(answer)}`)
  return answer
}

/** What follows a form that was taken. */
export function expectLed(answer: Answer, to: string): string {
  if (answer.status !== 303 || !answer.location?.includes(to))
    throw new Error(`Answered with ${answer.status} to ${answer.location}, not to ${to}: ${told(answer)}`)
  return pathOf(answer.location)
}

/** Headings and faults of a page. */
function told({ body }: Answer) {
  const said = [...body.matchAll(/<(?:h1|p class="error)[^>]*>([^<]*)/g)].map(([, words]) => words)
  return said.join('; ') || body.slice(0, 500)
}
