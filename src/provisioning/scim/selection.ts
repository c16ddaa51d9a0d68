import { bad } from './error.ts'
import { isObject, type Resource } from './resource.ts'
import { type Attribute, commonAttributes, findAttribute, findExtension, type ResourceType } from './schema.ts'

/** Which attributes an answer has (RFC 7644, section 3.9). */
export interface Selection {
  /** Keys such as `name.givenName`; undefined where nothing was asked for. */
  readonly only: ReadonlySet<string> | undefined
  readonly except: ReadonlySet<string>
}

const MOST_NAMES = 100

export function readSelection(
  type: ResourceType,
  { attributes, excludedAttributes }: { attributes: readonly string[]; excludedAttributes: readonly string[] },
): Selection {
  if (attributes.length > 0 && excludedAttributes.length > 0)
    throw bad('invalidValue', 'A request has attributes or excludedAttributes, not both.')
  if (attributes.length + excludedAttributes.length > MOST_NAMES)
    throw bad('tooMany', `A request names at most ${MOST_NAMES} attributes.`)
  return {
    only: attributes.length > 0 ? new Set(attributes.flatMap((path) => keysOf(type, path))) : undefined,
    except: new Set(excludedAttributes.flatMap((path) => keysOf(type, path))),
  }
}

/** What nobody knows is nothing, and no error: an identity system may ask every server for the same attributes. */
function keysOf(type: ResourceType, path: string): string[] {
  const extension = findExtension(type, path)
  if (extension) return extension.attributes.map(({ name }) => `${extension.id}:${name}`)
  const found = findAttribute(type, path)
  if (!found) return []
  const name = found.sub ? `${found.attribute.name}.${found.sub.name}` : found.attribute.name
  return [found.extension === undefined ? name : `${found.extension}:${name}`]
}

export function select(type: ResourceType, resource: Resource, selection: Selection): Resource {
  const chosen = chooseFrom([...commonAttributes, ...type.core.attributes], resource, '', selection)
  for (const { id, attributes } of type.extensions) {
    const below = resource[id]
    const inner = isObject(below) ? chooseFrom(attributes, below, `${id}:`, selection) : {}
    if (Object.keys(inner).length > 0) chosen[id] = inner
  }
  return chosen
}

/** Whether the answer has an attribute that is only given to whoever asks for it. */
export function wants({ only }: Selection, name: string): boolean {
  return only !== undefined && [...only].some((key) => key === name || key.startsWith(`${name}.`))
}

function chooseFrom(attributes: readonly Attribute[], resource: Resource, prefix: string, selection: Selection) {
  const chosen: Resource = {}
  for (const attribute of attributes) {
    const value = resource[attribute.name]
    if (value === undefined) continue
    const key = prefix + attribute.name
    if (isWhole(attribute, key, selection)) {
      const parts = attribute.subAttributes?.filter(({ name }) => !selection.except.has(`${key}.${name}`))
      chosen[attribute.name] = parts ? withParts(value, parts) : value
      continue
    }
    const parts = attribute.subAttributes?.filter(({ name }) => selection.only?.has(`${key}.${name}`)) ?? []
    if (parts.length > 0) chosen[attribute.name] = withParts(value, parts)
  }
  return chosen
}

function isWhole({ returned = 'default' }: Attribute, key: string, { only, except }: Selection) {
  if (returned === 'always') return true
  if (returned === 'never') return false
  if (only) return only.has(key)
  return returned === 'default' && !except.has(key)
}

function withParts(value: unknown, parts: readonly Attribute[]): unknown {
  if (Array.isArray(value)) return value.map((one) => withParts(one, parts))
  if (!isObject(value)) return value
  return Object.fromEntries(parts.flatMap(({ name }) => (value[name] === undefined ? [] : [[name, value[name]]])))
}
