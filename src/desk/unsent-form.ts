import type { FastifyRequest } from 'fastify'
import type { PersonId } from '../database/index.ts'
import type { Fields } from '../web/index.ts'
import type { Keyring } from '../world/index.ts'

/** A form that the door turned away, as its browser sent it: the anti-forgery value goes along and is judged when it is sent again. */
export interface UnsentForm {
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
}

const PURPOSE = 'unsent-form'
/** Bytes: the largest body of a form, and what JSON adds to it. */
const LARGEST = 36 * 1024
/** Characters of a sealed one. */
export const LARGEST_SEALED = 50_000
/** The codes of the second factor: once typed they are spent, or nobody's business. */
const CODES: readonly string[] = ['code', 'recovery', 'mailed', 'app']

/** Whether the fields of a form come with the request; a form with a file is not kept. */
export function bringsFields({ method, headers }: FastifyRequest): boolean {
  return method === 'POST' && /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')
}

export function unsentForm(request: FastifyRequest): UnsentForm {
  const sent = Object.entries((request.body ?? {}) as Fields).filter(([name]) => !CODES.includes(name))
  return {
    action: request.originalUrl,
    fields: sent.flatMap(([name, values]) => values.map((value) => [name, value] as const)),
  }
}

/**
 * The form for its way through the page of the second factor: nothing of it stands in the database. Whoever typed it opens it again,
 * also in another session; nobody else does.
 */
export function sealForm(keys: Keyring, form: UnsentForm, person: PersonId): string | undefined {
  const content = Buffer.from(JSON.stringify(form))
  return content.length > LARGEST ? undefined : keys.seal(PURPOSE, content, person).toString('base64url')
}

export function openForm(keys: Keyring, sealed: string, person: PersonId): UnsentForm | undefined {
  const content = keys.open(PURPOSE, Buffer.from(sealed, 'base64url'), person)
  return content && (JSON.parse(content.toString()) as UnsentForm)
}
