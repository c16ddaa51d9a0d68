import { bad } from './error.ts'
import type { Comparison, Filter, FilterValue } from './filter.ts'
import { type Resource, readMoment } from './resource.ts'
import { type Attribute, isCalled } from './schema.ts'

/** Whether one value of a complex attribute is what a filter of a PATCH path asks for. */
export function matches(attribute: Attribute, value: Resource, filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((one) => matches(attribute, value, one))
    case 'or':
      return filter.filters.some((one) => matches(attribute, value, one))
    case 'not':
      return !matches(attribute, value, filter.filter)
    case 'value':
      throw bad('invalidPath', 'The path has square brackets within square brackets.')
    case 'present': {
      const found = value[subNamed(attribute, filter.path).name]
      return found !== undefined && found !== ''
    }
    case 'compare': {
      const sub = subNamed(attribute, filter.path)
      const wanted = comparable(sub, filter.by, filter.value, 'invalidFilter')
      return compare(sub, value[sub.name], filter.by, wanted)
    }
  }
}

/** The sub-attribute that a filter in square brackets names. */
export function subNamed(attribute: Attribute, path: string): Attribute {
  const sub = attribute.subAttributes?.find((one) => isCalled(one, path))
  if (!sub) throw bad('invalidFilter', `${attribute.name} has no such attribute as the filter names.`)
  return sub
}

const ofTypes: Readonly<Record<Attribute['type'], readonly Comparison[]>> = {
  string: ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'],
  reference: ['eq', 'ne', 'co', 'sw', 'ew'],
  boolean: ['eq', 'ne'],
  integer: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
  dateTime: ['eq', 'ne', 'gt', 'ge', 'lt', 'le'],
  complex: [],
}

/** The value of a comparison in the type of the attribute, or why the two cannot be compared (RFC 7644, section 3.4.2.2). */
export function comparable(
  attribute: Attribute,
  by: Comparison,
  value: FilterValue,
  scimType: 'invalidFilter',
): FilterValue {
  const { name, type } = attribute
  const wrong = (what: string) => bad(scimType, `${name} is compared ${what}.`)
  if (value === null) {
    if (by !== 'eq' && by !== 'ne') throw wrong('with null by eq and ne only')
    return null
  }
  if (!ofTypes[type].includes(by)) throw wrong(`by ${ofTypes[type].join(', ') || 'no operator, but by its parts'}`)
  switch (type) {
    case 'string':
    case 'reference':
      if (typeof value !== 'string') throw wrong('with a text in double quotes')
      if (value.includes('\0') || !value.isWellFormed()) throw wrong('with characters that are no text')
      return value
    case 'boolean': {
      const word = String(value).toLowerCase()
      if (typeof value === 'number' || (word !== 'true' && word !== 'false')) throw wrong('with true or false')
      return word === 'true'
    }
    case 'integer':
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || Math.abs(value) > 2 ** 31 - 1)
        throw wrong('with an integer')
      return value
    case 'dateTime': {
      const moment = typeof value === 'string' ? readMoment(value) : undefined
      if (moment === undefined) throw wrong('with a moment such as "2026-11-28T12:00:00Z"')
      return moment
    }
    case 'complex':
      throw wrong('by its parts')
  }
}

function compare(attribute: Attribute, actual: unknown, by: Comparison, wanted: FilterValue): boolean {
  const folded = (text: unknown) =>
    typeof text === 'string' && !attribute.caseExact && attribute.type === 'string' ? text.toLowerCase() : text
  const [one, other] = [folded(actual ?? null), folded(wanted)]
  if (by === 'eq') return one === other
  if (by === 'ne') return one !== other
  if (typeof one === 'string' && typeof other === 'string') return texts[by](one, other)
  if (typeof one === 'number' && typeof other === 'number') return ordered(by, one - other)
  return false
}

const texts: Readonly<Record<Exclude<Comparison, 'eq' | 'ne'>, (one: string, other: string) => boolean>> = {
  co: (one, other) => one.includes(other),
  sw: (one, other) => one.startsWith(other),
  ew: (one, other) => one.endsWith(other),
  gt: (one, other) => one > other,
  ge: (one, other) => one >= other,
  lt: (one, other) => one < other,
  le: (one, other) => one <= other,
}

function ordered(by: Comparison, difference: number) {
  if (by === 'gt') return difference > 0
  if (by === 'ge') return difference >= 0
  if (by === 'lt') return difference < 0
  return by === 'le' && difference <= 0
}
