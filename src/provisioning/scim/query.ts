import { MOST_RESULTS, SEARCH_SCHEMA } from './discovery.ts'
import { bad } from './error.ts'
import { readFilter } from './filter.ts'
import { expectSchema, fieldOf, objectIn } from './resource.ts'
import type { ResourceType } from './schema.ts'
import { readSelection, type Selection } from './selection.ts'
import type { Search } from './store.ts'

/** What a list or a search asks for, whichever way it came (RFC 7644, sections 3.4.2 and 3.4.3). */
export interface Query {
  readonly search: Search
  readonly selection: Selection
}

const USUAL_COUNT = 100

/** Of an address. Lists are separated by commas there; a parameter that is given twice is refused, not guessed. */
export function readQuery(type: ResourceType, query: Readonly<Record<string, readonly string[]>>): Query {
  const once = (name: string) => {
    const values = query[name] ?? []
    if (values.length > 1) throw bad('invalidValue', `${name} is given more than once.`)
    return values[0]
  }
  const list = (name: string) =>
    (once(name) ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
  return {
    search: searchOf({
      filter: once('filter'),
      sortBy: once('sortBy'),
      sortOrder: once('sortOrder'),
      startIndex: numberIn(once('startIndex'), 'startIndex'),
      count: numberIn(once('count'), 'count'),
    }),
    selection: readSelection(type, { attributes: list('attributes'), excludedAttributes: list('excludedAttributes') }),
  }
}

/** Of a body: POST to `.search`. */
export function readSearchRequest(type: ResourceType, body: unknown): Query {
  const sent = objectIn(body, 'The body')
  expectSchema(sent, SEARCH_SCHEMA)
  const text = (name: string) => {
    const value = fieldOf(sent, name) ?? undefined
    if (value !== undefined && typeof value !== 'string') throw bad('invalidValue', `${name} must be a string.`)
    return value
  }
  const number = (name: string) => {
    const value = fieldOf(sent, name) ?? undefined
    if (value !== undefined && typeof value !== 'number') throw bad('invalidValue', `${name} must be a number.`)
    return value === undefined ? undefined : numberIn(String(value), name)
  }
  const list = (name: string) => {
    const value = fieldOf(sent, name) ?? []
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
      throw bad('invalidValue', `${name} must be a list of strings.`)
    return value as string[]
  }
  return {
    search: searchOf({
      filter: text('filter'),
      sortBy: text('sortBy'),
      sortOrder: text('sortOrder'),
      startIndex: number('startIndex'),
      count: number('count'),
    }),
    selection: readSelection(type, { attributes: list('attributes'), excludedAttributes: list('excludedAttributes') }),
  }
}

function searchOf(asked: {
  filter: string | undefined
  sortBy: string | undefined
  sortOrder: string | undefined
  startIndex: number | undefined
  count: number | undefined
}): Search {
  const order = asked.sortOrder?.toLowerCase() ?? 'ascending'
  if (order !== 'ascending' && order !== 'descending')
    throw bad('invalidValue', 'sortOrder must be ascending or descending.')
  return {
    filter: asked.filter === undefined ? undefined : readFilter(asked.filter),
    sortBy: asked.sortBy || undefined,
    descending: order === 'descending',
    // A value below 1 is 1, a negative count is 0 (RFC 7644, section 3.4.2.4).
    startIndex: Math.max(1, asked.startIndex ?? 1),
    count: Math.min(MOST_RESULTS, Math.max(0, asked.count ?? USUAL_COUNT)),
  }
}

function numberIn(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  if (!/^-?\d{1,9}$/.test(text)) throw bad('invalidValue', `${name} must be a whole number.`)
  return Number(text)
}
