import type { PersonId, ScimScope } from '../src/database/index.ts'
import { createTokenBook } from '../src/provisioning/index.ts'
import { systemRandom } from '../src/world/index.ts'
import { testKeys } from './morning.ts'
import type { University } from './university.ts'

export const SCHEMAS = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  university: 'urn:furta:params:scim:schemas:extension:university:2.0:User',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  search: 'urn:ietf:params:scim:api:messages:2.0:SearchRequest',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
} as const

// biome-ignore lint/suspicious/noExplicitAny: what came over the wire, looked at by expectations.
export type Json = any

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Json
  readonly text: string
}

/** An identity system that holds a token. */
export interface IdentitySystem {
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** `GET /Users` with a filter; gives the userNames. */
  find(filter: string, more?: Record<string, string>): Promise<string[]>
  readonly token: string
}

export async function identitySystem(
  furta: University,
  {
    name = 'midpoint',
    scopes = ['users:read', 'users:write', 'groups:read'] as readonly ScimScope[],
    days = 90,
    by = 'desk',
  } = {},
): Promise<IdentitySystem> {
  const book = createTokenBook({
    database: furta.database,
    world: { clock: furta.clock, random: systemRandom },
    keys: testKeys.app,
  })
  const maker = { by: by as PersonId, reason: 'A test', source: '127.0.0.1', reference: 'TEST' }
  const secret = await book.make({ name, scopes, lifetimeMs: days * 86_400_000 }, maker)
  if (!secret) throw new Error(`There is a token called ${name}`)
  return withToken(furta, secret.reveal())
}

export function withToken(furta: University, token: string): IdentitySystem {
  const ask: IdentitySystem['ask'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${furta.origin}/scim/v2${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/scim+json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      redirect: 'manual',
    })
    const text = await answer.text()
    const json = answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined
    return { status: answer.status, headers: answer.headers, body: json, text }
  }
  return {
    token,
    ask,
    async find(filter, more = {}) {
      const answer = await ask('GET', `/Users?${new URLSearchParams({ filter, ...more })}`)
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
      return (answer.body.Resources ?? []).map(({ userName }: Json) => userName)
    },
  }
}

let numbers = 0

/** A new student as an identity system sends one. */
export function newStudent(more: Record<string, unknown> = {}, university: Record<string, unknown> = {}) {
  numbers += 1
  return {
    schemas: [SCHEMAS.user, SCHEMAS.enterprise, SCHEMAS.university],
    externalId: `idm-${numbers}`,
    userName: `scim${numbers}@student.agh.edu.pl`,
    name: { givenName: 'Zofia', familyName: `Nowicka${numbers}` },
    active: true,
    preferredLanguage: 'pl',
    ...more,
    [SCHEMAS.enterprise]: { employeeNumber: `S${9_000_000 + numbers}` },
    [SCHEMAS.university]: {
      albumNumber: `9${100_000 + numbers}`,
      studentStatus: 2,
      fieldsOfStudy: [{ value: 'INF-S1', display: 'Informatyka', displayEnglish: 'Computer Science', faculty: 'WI' }],
      ...university,
    },
  }
}

export const patch = (...Operations: readonly object[]) => ({ schemas: [SCHEMAS.patch], Operations })
