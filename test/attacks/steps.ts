import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { sql } from 'kysely'
import type { Database } from '../../src/database/index.ts'
import { inAscii } from '../../src/web/stencil.ts'
import type { University } from '../university.ts'
import { Page, type Visitor } from '../visitor.ts'

/** Tests play people in many places: the proxy is on this machine, and what it says of addresses is believed. */
export const BEHIND_A_PROXY = { TRUSTED_PROXIES: '127.0.0.0/8,::1' }

export function from(address: string) {
  return { 'accept-language': 'en', 'x-forwarded-for': address }
}

/** Passwords the policy calls strong. */
export const GOOD = 'Fioletowy-kombajn-63'
export const BETTER = 'Zamglony-akordeon-17'

/** Past the cooldown between two letters. */
export const LATER = { minutes: 2 }

export async function signIn(visitor: Visitor, login: string, password: string, address = '/cas/login') {
  return visitor.submit(await visitor.open(address), 'Sign in', { ID: login, Password: password })
}

/** Whether the sign-in server knows this browser. */
export async function isSignedIn(visitor: Visitor) {
  return (await visitor.open('/cas/login')).heading === 'You are signed in'
}

/** Whether the portal does. */
export async function isAtPortal(visitor: Visitor) {
  return /^Hello, /.test((await visitor.open('/')).heading)
}

export async function askForLink(visitor: Visitor, address: string) {
  return visitor.submit(await visitor.open('/reset-password'), 'Next', { 'E-mail address:': address })
}

/** A link in the mailbox of somebody of the cast. */
export async function mailedLink(place: University, login: string) {
  await askForLink(place.visitor(from('198.51.100.7')), login)
  return place.mailbox.linkFor(login)
}

export async function setPassword(
  visitor: Visitor,
  page: Page,
  { pesel, password, repeat = password }: { pesel: string; password: string; repeat?: string },
) {
  return visitor.submit(page, 'Set password', {
    'Security question - PESEL number:': pesel,
    'New password:': password,
    'Repeat new password:': repeat,
  })
}

/** The whole journey of section 2 of the manual. */
export async function reset(place: University, key: string, password: string) {
  const { login, pesel } = place.person(key)
  const visitor = place.visitor()
  const page = await visitor.open(await mailedLink(place, login))
  return setPassword(visitor, page, { pesel: pesel ?? '', password })
}

/** A number of the right make that belongs to nobody here. */
export function otherPesel(number: number) {
  return withCheckDigit(`0402${10 + (number % 19)}${9500 + number}`)
}

/** Requirements §3.1. */
export function withCheckDigit(ten: string) {
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(ten[at]), 0)
  return `${ten}${(10 - (sum % 10)) % 10}`
}

/** One answer without what differs from one to the next by its nature: what a stranger could compare (requirements §0.2). */
export async function neutral(answer: Response | Page, typed = '') {
  const status = answer.status
  const html = answer instanceof Page ? answer.html : await answer.text()
  const headers = [...answer.headers]
    .filter(([name]) => !['date', 'connection', 'keep-alive', 'transfer-encoding'].includes(name))
    .map(([name, value]) => `${name}: ${name === 'set-cookie' ? value.replace(/=[^;]*/, '=…') : value}`)
    .map((line) => line.replace(/nonce-[\w+/=]+/g, 'nonce-…'))
  const body = html
    .replace(/nonce="[^"]+"/g, 'nonce="…"')
    .replace(/name="form" value="[^"]+"/g, 'name="form" value="…"')
    .replace(/name="lt" value="[^"]+"/g, 'name="lt" value="…"')
    .replace(/[A-Z2-9]{4}-[A-Z2-9]{4}/g, '(reference)')
  const all = [status, ...headers, body].join('\n').replace(/^content-length: \d+$/m, '')
  if (typed === '') return all
  return [typed, encodeURIComponent(typed), inAscii(typed)].reduce((text, one) => text.replaceAll(one, '(typed)'), all)
}

/** Every row of every table as text, bytes as hex: what a stolen backup holds. */
export async function dump({ db }: Database, except: readonly string[] = []) {
  const tables = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`.execute(db)
  const texts = await Promise.all(
    tables.rows
      .filter(({ name }) => !except.includes(name))
      .map(({ name }) => sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(db)),
  )
  return texts.flatMap(({ rows }) => rows.map(({ row }) => row)).join('\n')
}

/** A request that no browser makes: any header, `Host` too. */
export function bare(
  place: Pick<University, 'origin'>,
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer } = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  const { hostname, port, host } = new URL(place.origin)
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path, method, headers: { host, ...headers }, agent: false, setHost: false }
    const sent = request(options, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() })
      })
    })
    // A server may answer, and close, before it has read everything.
    sent.on('error', (error: NodeJS.ErrnoException) => error.code === 'EPIPE' || reject(error))
    sent.end(body)
  })
}
