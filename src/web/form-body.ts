import type { FastifyRequest } from 'fastify'
import type { ZodType } from 'zod'
import { Problem } from './problem.ts'

/** Every value sent under a name, in order. Without a prototype: a field called `__proto__` is a field like any other. */
export type Fields = Readonly<Record<string, readonly string[]>>

// No form of ours has more than a dozen fields, and a body is at most 32 kB (req 127).
const FIELDS_ALLOWED = 100

/**
 * The typed values of a form. Throws `Problem('bad-request')` for what no browser sends from our pages: a field twice,
 * control characters, a line break outside the fields in `lines`, a missing or wrong field (req 68).
 * What people do get wrong belongs into the chapter's own answer: give such fields a plain `z.string().default('')`.
 */
export function parseForm<Values>(
  schema: ZodType<Values>,
  request: FastifyRequest,
  options: { lines?: readonly string[] } = {},
): Values {
  return parseFields(schema, request.body as Fields | undefined, options.lines ?? [])
}

/** The same for the query of an address. */
export function parseQuery<Values>(schema: ZodType<Values>, request: FastifyRequest): Values {
  return parseFields(schema, request.query as Fields, [])
}

/** Decodes `application/x-www-form-urlencoded`, strictly: anything but UTF-8 in well-formed escapes is refused (req 68). */
export function decodeFields(text: string): Fields {
  const fields: Record<string, string[]> = Object.create(null)
  const pairs = text === '' ? [] : text.split('&')
  if (pairs.length > FIELDS_ALLOWED) throw new Problem('bad-request', { because: 'more than 100 fields' })
  for (const pair of pairs) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decode(equals < 0 ? pair : pair.slice(0, equals))
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1))
    const values = fields[name]
    if (values) values.push(value)
    else fields[name] = [value]
  }
  return fields
}

function parseFields<Values>(schema: ZodType<Values>, fields: Fields | undefined, lines: readonly string[]): Values {
  const single: Record<string, string> = Object.create(null)
  for (const [name, values] of Object.entries(fields ?? {})) {
    // A field nobody asked for is nobody's concern, however odd it is: the schema drops it.
    const value = values.length === 1 ? values[0] : undefined
    if (value !== undefined && !oddCharacters(value, lines.includes(name))) single[name] = value
    else if (asksFor(schema, name)) {
      throw new Problem('bad-request', {
        because: `field ${name} sent ${values.length === 1 ? 'with control characters' : 'more than once'}`,
      })
    }
  }
  const parsed = schema.safeParse(single)
  if (!parsed.success) {
    throw new Problem('bad-request', {
      because: `fields ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')} not as the form sends them`,
    })
  }
  return parsed.data
}

/** Schemas other than plain objects get no unknown field at all. */
function asksFor(schema: ZodType, name: string) {
  return !('shape' in schema) || Object.hasOwn(schema.shape as object, name)
}

/** A tab may come along when something is pasted; other control characters no key of a keyboard makes. */
function oddCharacters(value: string, linesAllowed: boolean) {
  return linesAllowed ? /[^\P{Cc}\t\r\n]/u.test(value) : /[^\P{Cc}\t]/u.test(value)
}

function decode(part: string) {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch {
    throw new Problem('bad-request', { because: 'an escape that is not UTF-8' })
  }
}
