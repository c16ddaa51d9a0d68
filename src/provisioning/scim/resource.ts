import { bad } from './error.ts'
import { type Attribute, commonAttributes, findExtension, isCalled, type ResourceType } from './schema.ts'

/** A resource as RFC 7643 has it: attributes by their names, those of an extension below its schema. */
export type Resource = Record<string, unknown>

export interface Read {
  readonly resource: Resource
  /** The keys (`keyOf`) of what the request speaks of, also where it says that there is none. */
  readonly said: ReadonlySet<string>
}

const MOST_VALUES = 100
const LONGEST_TEXT = 1000

/** What an attribute is called in `said`. */
export function keyOf(extension: string | undefined, name: string): string {
  return extension === undefined ? name : `${extension}:${name}`
}

/**
 * Understands the body of a POST or PUT. What is read only is passed over, and so is what no schema of ours has
 * (RFC 7644, sections 3.3 and 3.5.1).
 */
export function readResource(type: ResourceType, body: unknown): Read {
  const sent = objectIn(body, 'The body')
  expectSchema(sent, type.core.id)
  const resource: Resource = {}
  const said = new Set<string>()
  for (const [name, value] of Object.entries(sent)) {
    refusePassword(name)
    const extension = findExtension(type, name)
    if (extension) {
      if (value === null) continue
      const inner: Resource = {}
      for (const [innerName, innerValue] of Object.entries(objectIn(value, extension.name))) {
        const attribute = extension.attributes.find((one) => isCalled(one, innerName))
        if (attribute) take(attribute, innerValue, inner, extension.id)
      }
      resource[extension.id] = inner
      continue
    }
    const attribute = [...commonAttributes, ...type.core.attributes].find((one) => isCalled(one, name))
    if (attribute) take(attribute, value, resource, undefined)
  }
  return { resource, said }

  function take(attribute: Attribute, value: unknown, into: Resource, extension: string | undefined) {
    if (attribute.mutability === 'readOnly') return
    said.add(keyOf(extension, attribute.name))
    const read = readValue(attribute, value)
    if (read !== undefined) into[attribute.name] = read
  }
}

/** RFC 7643, section 3: every request says which schemas it speaks. */
export function expectSchema(sent: Record<string, unknown>, wanted: string) {
  const listed = fieldOf(sent, 'schemas')
  const has =
    Array.isArray(listed) && listed.some((one) => typeof one === 'string' && one.toLowerCase() === wanted.toLowerCase())
  if (!has) throw bad('invalidSyntax', `"schemas" must be a list that has ${wanted}.`)
}

export function objectIn(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw bad('invalidSyntax', `${what} must be a JSON object.`)
  return value as Record<string, unknown>
}

/** By name, whatever its case. */
export function fieldOf(sent: Record<string, unknown>, name: string): unknown {
  return Object.entries(sent).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

/** No identity system sets passwords: whoever carries one here should hear of it. */
export function refusePassword(name: string) {
  const last = name.slice(name.lastIndexOf(':') + 1).toLowerCase()
  if (last === 'password')
    throw bad('mutability', 'People set their passwords themselves: leave the attribute password out.')
}

/** A value in its type; undefined for null and for an empty list, which mean the same (RFC 7643, section 2.5). */
export function readValue(attribute: Attribute, value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  if (!attribute.multiValued) return readSingle(attribute, value)
  if (!Array.isArray(value)) throw bad('invalidValue', `${attribute.name} must be a list.`)
  return readList(attribute, value)
}

export function readList(attribute: Attribute, values: readonly unknown[]): unknown[] | undefined {
  if (values.length > MOST_VALUES) throw bad('invalidValue', `${attribute.name} has more than ${MOST_VALUES} values.`)
  const read = values.map((one) => readSingle(attribute, one))
  if (read.filter((one) => isObject(one) && one.primary === true).length > 1)
    throw bad('invalidValue', `${attribute.name} has more than one primary value.`)
  return read.length === 0 ? undefined : read
}

/** One value. `whole`: what must be there is looked for, too. */
export function readSingle(attribute: Attribute, value: unknown, { whole = true } = {}): unknown {
  const { name } = attribute
  switch (attribute.type) {
    case 'string':
    case 'reference':
      if (typeof value !== 'string') throw bad('invalidValue', `${name} must be a string.`)
      if (value.length > LONGEST_TEXT) throw bad('invalidValue', `${name} is longer than ${LONGEST_TEXT} characters.`)
      if (value.includes('\0') || !value.isWellFormed())
        throw bad('invalidValue', `${name} has characters that are no text.`)
      return value
    case 'boolean': {
      // Some identity systems send booleans as words.
      const word = typeof value === 'string' ? value.toLowerCase() : undefined
      if (value === true || word === 'true') return true
      if (value === false || word === 'false') return false
      throw bad('invalidValue', `${name} must be true or false.`)
    }
    case 'integer': {
      const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
      if (typeof number !== 'number' || !Number.isSafeInteger(number))
        throw bad('invalidValue', `${name} must be an integer.`)
      return number
    }
    case 'dateTime': {
      const moment = typeof value === 'string' ? readMoment(value) : undefined
      if (moment === undefined)
        throw bad('invalidValue', `${name} must be a moment with its time zone, such as 2027-09-30T21:59:59Z.`)
      return moment
    }
    case 'complex':
      return readComplex(attribute, value, whole)
  }
}

/** An xsd:dateTime with its zone, as ISO in UTC (RFC 7643, section 2.3.5). */
export function readMoment(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined
  const moment = new Date(text)
  return Number.isNaN(moment.getTime()) || moment.getUTCFullYear() < 1 ? undefined : moment.toISOString()
}

function readComplex(attribute: Attribute, value: unknown, whole: boolean) {
  const sent = objectIn(value, attribute.name)
  const read: Resource = {}
  for (const [name, one] of Object.entries(sent)) {
    const sub = attribute.subAttributes?.find((each) => isCalled(each, name))
    if (!sub || sub.mutability === 'readOnly') continue
    const inner = readValue(sub, one)
    if (inner !== undefined) read[sub.name] = inner
  }
  if (whole) expectWhole(attribute, read)
  return read
}

/** What a value of a complex attribute cannot be without. */
export function expectWhole(attribute: Attribute, value: Resource) {
  for (const { name, required } of attribute.subAttributes ?? []) {
    if (required && (value[name] === undefined || value[name] === ''))
      throw bad('invalidValue', `${attribute.name}.${name} is required.`)
  }
}

export function isObject(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
