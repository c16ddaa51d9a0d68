import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export const CONSUMER = { key: 'k3yOfFurta', secret: 'c0nsumer+secret/&=' }
export const UNIVERSITY = '00000000'
const INFORMATICS = '11000000'
const PROGRAMMES: Record<string, object> = {
  'INF-S1': { id: 'INF-S1', name: { pl: 'Informatyka', en: 'Computer science' }, faculty: { id: INFORMATICS } },
  'MAT-S1': { id: 'MAT-S1', name: { pl: 'Matematyka', en: 'Mathematics' }, faculty: { id: '12000000' } },
}

/** Somebody of `services/users/user`, with what the API says of people who give nothing more. */
export function usosUser(id: string, more: Record<string, unknown> = {}) {
  return {
    id,
    first_name: 'Jan',
    middle_names: null,
    last_name: `Osoba ${id}`,
    student_status: 2,
    phd_student_status: 0,
    staff_status: 0,
    email: `osoba${id}@student.agh.edu.pl`,
    email_access: 'plaintext',
    student_number: `4${id.padStart(5, '0')}`,
    student_programmes: [{ id: `9${id}`, programme: { id: 'INF-S1' }, status: 'active', is_primary: true }],
    pesel: null,
    birth_date: null,
    ...more,
  }
}
export type UsosUser = ReturnType<typeof usosUser>

/** What a test may set while the server runs. */
export interface UsosInstallation {
  people: UsosUser[]
  /** Ids that stand in a list though nothing is told of them. */
  listedOnly: string[]
  /** Fields that are refused by name, as `field_not_found`. */
  refusedFields: string[]
  /** The most ids in one question. */
  mostUsers: number
  /** Whether programmes can be searched without a word. */
  searchable: boolean
  /** Answers instead of the service; `undefined` leaves it to the service. */
  before?:
    | ((service: string, form: URLSearchParams, asked: number) => Instead | undefined | Promise<undefined>)
    | undefined
  /** What the clock of the installation shows. */
  now: () => Date
}
interface Instead {
  status: number
  text: string
  headers?: Record<string, string>
}

/**
 * A USOS API installation: the services that Furta asks, in the documented shapes, behind OAuth 1.0a. Signatures, timestamps and
 * nonces are checked by what stands below, which shares nothing with the code that makes them.
 */
export async function usosApi(now: () => Date, certificate?: { key: string; cert: string }) {
  const installation: UsosInstallation = {
    people: [],
    listedOnly: [],
    refusedFields: [],
    mostUsers: 500,
    searchable: true,
    now,
  }
  const asked: { service: string; form: URLSearchParams }[] = []
  const nonces = new Set<string>()
  let origin = ''

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await textOf(request))
    const service = (request.url ?? '').slice(1)
    asked.push({ service, form })
    const instead = await installation.before?.(service, form, asked.length)
    const { status, text, headers } = instead ?? answered(request, service, form)
    const date = installation.now().toUTCString()
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', date, ...headers }).end(text)
  }
  const answered = (request: IncomingMessage, service: string, form: URLSearchParams): Instead => {
    const refused = refusedBy(request, `${origin}/${service}`, form, installation.now(), nonces)
    if (refused !== undefined) return json(401, { message: refused })
    const serve = services[service]
    return serve ? serve(form) : json(404, { message: 'no such method', error: 'method_not_found' })
  }

  const services: Record<string, (form: URLSearchParams) => Instead> = {
    'services/fac/subfaculties_deep': (form) =>
      form.get('fac_id') === UNIVERSITY
        ? json(200, [INFORMATICS, '12000000'])
        : json(400, { message: 'bad fac_id', error: 'param_invalid', param_name: 'fac_id' }),
    'services/users/staff_index': (form) => {
      const staff = installation.people.filter(({ staff_status: status }) => status > 0)
      // Everybody works at one faculty: a second list of units gives them once more.
      return index(form.get('fac_ids')?.split('|').includes(INFORMATICS) ? staff.map(({ id }) => id) : [], form)
    },
    'services/users/student_index': (form) => {
      const wanted = form.get('programme_ids')?.split('|') ?? []
      const students = installation.people.filter(
        ({ student_status: status, student_programmes: studies }) =>
          status === 2 && studies.some(({ programme }) => wanted.includes(programme.id)),
      )
      const more = wanted.includes('INF-S1') ? installation.listedOnly : []
      return index([...students.map(({ id }) => id), ...more], form)
    },
    'services/progs/search': (form) => {
      if (!installation.searchable && form.get('query') === '')
        return json(400, { message: 'query is needed', error: 'param_missing', param_name: 'query' })
      const items = Object.keys(PROGRAMMES).map((id) => ({ programme: { id } }))
      const start = Number(form.get('start'))
      return json(200, { items: items.slice(start, start + 1), next_page: start + 1 < items.length })
    },
    'services/progs/programmes': (form) =>
      fieldsRefused(form, 'services/progs/programmes') ??
      json(
        200,
        Object.fromEntries((form.get('programme_ids') ?? '').split('|').map((id) => [id, PROGRAMMES[id] ?? null])),
      ),
    'services/users/users': (form) => {
      const ids = (form.get('user_ids') ?? '').split('|')
      if (ids.length > installation.mostUsers)
        return json(400, { message: 'too many', error: 'param_invalid', param_name: 'user_ids' })
      const refused = fieldsRefused(form, 'services/users/users')
      if (refused) return refused
      const fields = topLevel(form.get('fields') ?? '')
      const users = ids.map((id) => {
        const user = installation.people.find((one) => one.id === id)
        return [id, user ? Object.fromEntries(Object.entries(user).filter(([name]) => fields.includes(name))) : null]
      })
      return json(200, Object.fromEntries(users))
    },
  }

  function index(ids: readonly string[], form: URLSearchParams) {
    const [num, start] = [Number(form.get('num')), Number(form.get('start'))]
    const users = ids.slice(start, start + num).map((id) => ({ id }))
    return json(200, { users, next_page: start + num < ids.length })
  }

  function fieldsRefused(form: URLSearchParams, method: string) {
    const name = (form.get('fields') ?? '').split(/[|[\]]/).find((field) => installation.refusedFields.includes(field))
    if (name === undefined) return undefined
    return json(400, { message: 'no such field', error: 'field_not_found', field_name: name, method_name: method })
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => void answer(request, response)
  const server = certificate ? createHttps(certificate, listener) : createHttp(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  origin = `${certificate ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
  })
  return { origin, installation, asked }
}

export type UsosApi = Awaited<ReturnType<typeof usosApi>>

function json(status: number, value: unknown): Instead {
  return { status, text: JSON.stringify(value) }
}

/** The names of a selector that stand outside of brackets. */
function topLevel(selector: string) {
  let depth = 0
  let flat = ''
  for (const sign of selector) {
    if (sign === '[') depth += 1
    if (depth === 0) flat += sign
    if (sign === ']') depth -= 1
  }
  return flat.split('|')
}

async function textOf(request: IncomingMessage) {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString()
}

/** RFC 5849 §3.2, read anew: why a request is refused, or nothing. */
function refusedBy(
  request: IncomingMessage,
  address: string,
  form: URLSearchParams,
  now: Date,
  nonces: Set<string>,
): string | undefined {
  const header = request.headers.authorization ?? ''
  if (!header.startsWith('OAuth ')) return 'no OAuth'
  const given = new Map(
    [...header.slice(6).matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      decodeURIComponent(value),
    ]),
  )
  if (given.get('oauth_consumer_key') !== CONSUMER.key) return 'invalid consumer'
  if (given.get('oauth_version') !== '1.0' || given.get('oauth_signature_method') !== 'HMAC-SHA1') return 'bad method'
  const timestamp = Number(given.get('oauth_timestamp'))
  if (Math.abs(timestamp - now.getTime() / 1000) > 300) return 'expired timestamp'
  const nonce = `${timestamp} ${given.get('oauth_nonce')}`
  if (nonces.has(nonce)) return 'nonce was used'
  nonces.add(nonce)
  const pairs: string[] = []
  for (const [name, value] of form) pairs.push(`${percent(name)}=${percent(value)}`)
  for (const [name, value] of given) if (name !== 'oauth_signature') pairs.push(`${percent(name)}=${percent(value)}`)
  pairs.sort((one, other) => Buffer.compare(Buffer.from(one.replace('=', '\0')), Buffer.from(other.replace('=', '\0'))))
  const base = `${request.method}&${percent(address)}&${percent(pairs.join('&'))}`
  const expected = createHmac('sha1', `${percent(CONSUMER.secret)}&`)
    .update(base)
    .digest('base64')
  return expected === given.get('oauth_signature') ? undefined : 'invalid signature'
}

/** Byte by byte, unlike the one in `src`. */
function percent(text: string) {
  return [...Buffer.from(text)]
    .map((byte) => {
      const sign = String.fromCharCode(byte)
      return /[A-Za-z0-9._~-]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}
