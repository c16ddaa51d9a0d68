import pg from 'pg'
import { isTracing, type Step, step } from '../signals/index.ts'

const MOST_NAMES = 500

/** Begins a statement that is put together for one request, and would never come again. */
export const MADE_FOR_ONE_REQUEST = '/* made for one request */'
const names = new Map<string, string>()

/**
 * A connection on which a statement that comes again is planned once: PostgreSQL spends more on planning a sign-in than
 * on running it (decision 006). Statements that ask for all columns are left alone, because a column added by a newer
 * node would change what they return. Needs a connection of one's own: no pooler that swaps them per transaction.
 */
export class NamingClient extends pg.Client {
  // @ts-expect-error: `pg` declares a dozen overloads; all of them pass through.
  override query(...given: unknown[]) {
    const [text] = given
    // Who gets the answer by a callback, as the queue of jobs does, does not wait for what is given back here.
    if (!isTracing() || typeof text !== 'string' || typeof given.at(-1) === 'function') return this.#named(...given)
    return step(stepOf(text), async () => this.#named(...given))
  }

  #named(...given: unknown[]) {
    const [text, values] = given
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0) {
      const name = nameOf(text)
      if (name !== undefined) {
        const rest = given.slice(2)
        // @ts-expect-error: see above.
        return super.query({ name, text, values }, ...rest)
      }
    }
    // @ts-expect-error: see above.
    return super.query(...given)
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= MOST_NAMES || text.trimStart().startsWith(MADE_FOR_ONE_REQUEST)) return undefined
  if (/(select|returning|[."])\s*\*/i.test(text)) return undefined
  const name = `furta_${names.size}`
  names.set(text, name)
  return name
}

/** What a trace tells of a statement: its first word and its first table. No text, since some of it is put together; no values. */
function stepOf(text: string): Step {
  const known = steps.get(text)
  if (known !== undefined) return known
  const [, word = 'statement'] = /^\s*(?:\/\*.*?\*\/\s*)?(\w+)/.exec(text) ?? []
  const table = firstTableOf(text)
  const summary = [word.toLowerCase(), ...(table === undefined ? [] : [table])].join(' ')
  const found: Step = {
    name: summary,
    kind: 'client',
    attributes: { 'db.system.name': 'postgresql', 'db.query.summary': summary },
  }
  if (steps.size < MOST_NAMES) steps.set(text, found)
  return found
}

const steps = new Map<string, Step>()

/** Neither a function that gives rows nor a part of the statement itself. */
function firstTableOf(text: string): string | undefined {
  const parts = new Set(Array.from(text.matchAll(/(\w+) as (?:materialized )?\(/gi), ([, name]) => name))
  const tables = Array.from(text.matchAll(/\b(?:from|into|update)\s+"?([a-z_]+)\b(?!\()/gi), ([, name]) => name)
  return tables.find((name) => !parts.has(name))
}
