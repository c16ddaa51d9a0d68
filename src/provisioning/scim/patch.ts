import { bad } from './error.ts'
import { type Filter, type PatchPath, readPatchPath } from './filter.ts'
import { matches, subNamed } from './match.ts'
import {
  expectSchema,
  expectWhole,
  fieldOf,
  isObject,
  keyOf,
  objectIn,
  type Read,
  type Resource,
  readList,
  readSingle,
  readValue,
  refusePassword,
} from './resource.ts'
import { type Attribute, type Found, findAttribute, findExtension, type ResourceType } from './schema.ts'

export const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

const MOST_OPERATIONS = 100

type Op = 'add' | 'remove' | 'replace'

/**
 * What a resource is to be after a PATCH (RFC 7644, section 3.5.2). All operations or none: the first that cannot be done
 * throws, and the resource that was handed in is as it was.
 */
export function applyPatch(type: ResourceType, current: Resource, body: unknown): Read {
  const sent = objectIn(body, 'The body')
  expectSchema(sent, PATCH_SCHEMA)
  const operations = fieldOf(sent, 'Operations')
  if (!Array.isArray(operations) || operations.length === 0)
    throw bad('invalidSyntax', '"Operations" must be a list of at least one operation.')
  if (operations.length > MOST_OPERATIONS) throw bad('tooMany', `A request has at most ${MOST_OPERATIONS} operations.`)
  const patching = { type, resource: structuredClone(current), said: new Set<string>() }
  for (const [index, operation] of operations.entries()) operate(patching, operation, index + 1)
  return patching
}

interface Patching {
  readonly type: ResourceType
  readonly resource: Resource
  readonly said: Set<string>
}

function operate(patching: Patching, operation: unknown, number: number) {
  const what = `Operation ${number}`
  const sent = objectIn(operation, what)
  const op = opIn(fieldOf(sent, 'op'), what)
  const path = fieldOf(sent, 'path')
  const value = fieldOf(sent, 'value')
  if (path !== undefined && path !== null && typeof path !== 'string')
    throw bad('invalidPath', `The path of operation ${number} must be a string.`)
  if (op === 'add' && value === undefined) throw bad('invalidValue', `${what} adds, and has no value.`)
  if (typeof path !== 'string' || path === '') {
    if (op === 'remove') throw bad('noTarget', `${what} removes, and has no path.`)
    operateOnEach(patching, op, objectIn(value, `The value of operation ${number}, which has no path,`), undefined)
    return
  }

  const extension = findExtension(patching.type, path)
  if (extension) {
    const named = op === 'remove' ? Object.fromEntries(extension.attributes.map(({ name }) => [name, null])) : value
    operateOnEach(patching, op, objectIn(named, extension.name), extension.id)
    return
  }
  refusePassword(path)
  const target = targetOf(patching.type, path, number)
  if (target.attribute.mutability === 'readOnly' || target.sub?.mutability === 'readOnly')
    throw bad('mutability', `${nameOf(target)} is read only (operation ${number}).`)
  assign(patching, op, target, value, number)
}

function opIn(op: unknown, what: string): Op {
  const word = typeof op === 'string' ? op.toLowerCase() : ''
  if (word !== 'add' && word !== 'remove' && word !== 'replace')
    throw bad('invalidSyntax', `${what} must have an "op" of add, remove or replace.`)
  return word
}

/** A value without a path holds attributes, as a resource does. Some identity systems write whole paths as their names. */
function operateOnEach(patching: Patching, op: Op, value: Record<string, unknown>, below: string | undefined) {
  const { type } = patching
  for (const [name, one] of Object.entries(value)) {
    refusePassword(name)
    const extension = below === undefined ? findExtension(type, name) : undefined
    if (extension) {
      operateOnEach(patching, op, objectIn(one, extension.name), extension.id)
      continue
    }
    const found = findAttribute(type, below === undefined ? name : `${below}:${name}`)
    if (!found || found.attribute.mutability === 'readOnly' || found.sub?.mutability === 'readOnly') continue
    assign(patching, one === null ? 'remove' : op, { ...found, filter: undefined }, one ?? undefined, undefined)
  }
}

interface Target extends Found {
  readonly filter: Filter | undefined
}

function targetOf(type: ResourceType, text: string, number: number): Target {
  const path: PatchPath = readPatchPath(text)
  const found = findAttribute(type, path.path)
  if (!found) throw bad('invalidPath', `The path of operation ${number} names no attribute of ours.`)
  if (path.filter === undefined) return { ...found, filter: undefined }
  const { attribute, sub } = found
  if (!attribute.multiValued || attribute.type !== 'complex' || sub)
    throw bad('invalidPath', `${nameOf(found)} has no values to choose from (operation ${number}).`)
  return { ...found, filter: path.filter, sub: path.sub === undefined ? undefined : subNamed(attribute, path.sub) }
}

function nameOf({ attribute, sub }: Found) {
  return sub ? `${attribute.name}.${sub.name}` : attribute.name
}

function assign(patching: Patching, op: Op, target: Target, value: unknown, number: number | undefined) {
  const { extension, attribute } = target
  patching.said.add(keyOf(extension, attribute.name))
  let place = patching.resource
  if (extension !== undefined) {
    const below = place[extension]
    place = isObject(below) ? below : {}
    patching.resource[extension] = place
  }
  const before = place[attribute.name]
  const gone = op === 'remove' || value === null
  const after = attribute.multiValued
    ? listAfter(op, target, Array.isArray(before) ? before : [], gone ? undefined : value, number, value)
    : singleAfter(target, before, gone ? undefined : value)
  if (after === undefined) delete place[attribute.name]
  else place[attribute.name] = after
}

/** An attribute with one value, or a part of it. */
function singleAfter(target: Target, before: unknown, value: unknown): unknown {
  const { attribute, sub } = target
  if (value === undefined && (sub ?? attribute).required)
    throw bad('mutability', `${nameOf(target)} is required and cannot be removed.`)
  if (sub) {
    const parts = { ...(isObject(before) ? before : {}) }
    const read = value === undefined ? undefined : readValue(sub, value)
    if (read === undefined) delete parts[sub.name]
    else parts[sub.name] = read
    return Object.keys(parts).length === 0 ? undefined : parts
  }
  if (value === undefined) return undefined
  if (attribute.type !== 'complex') return readValue(attribute, value)
  const merged = {
    ...(isObject(before) ? before : {}),
    ...(readSingle(attribute, value, { whole: false }) as Resource),
  }
  expectWhole(attribute, merged)
  return merged
}

/** An attribute with many values: all of them, those that a filter chooses, or one part of each. */
function listAfter(
  op: Op,
  target: Target,
  before: readonly unknown[],
  value: unknown,
  number: number | undefined,
  sent: unknown,
): unknown[] | undefined {
  const { attribute, filter, sub } = target
  if (filter === undefined && sub === undefined) return wholeList(op, attribute, before, value, sent)

  const values = before.filter(isObject)
  const isChosen = (one: Resource) => filter === undefined || matches(attribute, one, filter)
  const chosen = values.filter(isChosen)
  if (value === undefined) {
    // Without its value nothing of it is left.
    if (sub === undefined || sub.required) return nonEmpty(values.filter((one) => !chosen.includes(one)))
    return values.map((one) => (chosen.includes(one) ? without(one, sub.name) : one))
  }
  const read = sub
    ? { [sub.name]: readSingle(sub, value) }
    : (readSingle(attribute, oneOf(value), { whole: false }) as Resource)
  if (chosen.length === 0) {
    const made = op === 'add' ? described(attribute, filter) : undefined
    if (!made) throw bad('noTarget', `Nothing of ${attribute.name} is what operation ${number ?? ''} asks for.`)
    return withPrimary(attribute, values, [{ ...made, ...read }])
  }
  // A value that is chosen and replaced as a whole keeps nothing; a part that is set leaves the others.
  const keeps = op === 'add' || sub !== undefined
  const changed = chosen.map((one) => (keeps ? { ...one, ...read } : { ...read }))
  const rest = values.map((one) => (chosen.includes(one) ? (changed[chosen.indexOf(one)] as Resource) : one))
  return withPrimary(
    attribute,
    rest.filter((one) => !changed.includes(one)),
    changed,
  )
}

function wholeList(op: Op, attribute: Attribute, before: readonly unknown[], value: unknown, sent: unknown) {
  if (op === 'remove') {
    // Some identity systems name what is to go in the value.
    const named = sent === undefined || sent === null ? undefined : listIn(attribute, sent)
    if (!named) return undefined
    return nonEmpty(before.filter((one) => !named.some((each) => isSame(one, each))))
  }
  if (value === undefined) return undefined
  const read = listIn(attribute, value) ?? []
  if (op === 'replace') return nonEmpty(read)
  const fresh = read.filter((one) => !before.some((each) => JSON.stringify(each) === JSON.stringify(one)))
  const kept = before.filter((one) => !fresh.some((each) => isSame(one, each)))
  return withPrimary(attribute, kept.filter(isObject), fresh.filter(isObject))
}

function listIn(attribute: Attribute, value: unknown) {
  return readList(attribute, Array.isArray(value) ? value : [value])
}

function oneOf(value: unknown) {
  return Array.isArray(value) && value.length === 1 ? value[0] : value
}

/** The same value, whatever else is said of it. */
function isSame(one: unknown, other: unknown) {
  return isObject(one) && isObject(other) ? one.value === other.value : one === other
}

/** A new primary value ends the one before (RFC 7644, section 3.5.2). */
function withPrimary(attribute: Attribute, others: readonly Resource[], changed: readonly Resource[]) {
  for (const one of changed) expectWhole(attribute, one)
  const takesOver = changed.some(({ primary }) => primary === true)
  const rest = takesOver ? others.map((one) => (one.primary === true ? { ...one, primary: false } : one)) : others
  return nonEmpty(readList(attribute, [...rest, ...changed]) ?? [])
}

/** What `[type eq "home"]` says of a value that is not there yet. */
function described(attribute: Attribute, filter: Filter | undefined): Resource | undefined {
  if (filter === undefined) return {}
  if (filter.kind === 'and') {
    const parts = filter.filters.map((one) => described(attribute, one))
    return parts.every((one) => one !== undefined) ? Object.assign({}, ...parts) : undefined
  }
  if (filter.kind !== 'compare' || filter.by !== 'eq' || filter.value === null) return undefined
  const sub = subNamed(attribute, filter.path)
  return { [sub.name]: readSingle(sub, filter.value) }
}

function without(value: Resource, name: string): Resource {
  return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name))
}

function nonEmpty(values: unknown[]) {
  return values.length === 0 ? undefined : values
}
