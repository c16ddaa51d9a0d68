import { type LookupAddress, lookup as lookUpName } from 'node:dns'
import { readFileSync } from 'node:fs'
import { type IncomingHttpHeaders, type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import type { Settings } from '../config/index.ts'
import { step } from '../signals/index.ts'
import { mayBeCalled } from './addresses.ts'

// Short for those who wait for an answer, ample for a service that is alive.
const PATIENCE = 5_000
// More than any set of keys; of most answers only the status is of interest.
const LARGEST_ANSWER = 64 * 1024

export type Outgoing = Pick<Settings, 'CALLBACK_NETWORKS' | 'CALLBACK_CA_FILE'>

export interface Call {
  readonly method: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>
  /** Asked about every address that a connection would really be made to, after its name was looked up; `mayBeCalled` when left out. */
  readonly mayConnect?: (address: string) => boolean
  /** Ends the call before its time. */
  readonly signal?: AbortSignal | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** What was answered; fails where it is too long or does not come in time. Nobody has to look. */
  readonly body: Promise<Buffer>
}

/**
 * Calls a service. Verifies certificates, follows no redirect, waits five seconds in all, and reads 64 kB at most (req 77). The
 * name is looked up once, and what `mayConnect` refuses is never connected to, so that a name that changes its address in
 * between gains nothing (attack A29).
 */
export async function callService(url: URL, call: Call, { CALLBACK_NETWORKS, CALLBACK_CA_FILE }: Outgoing) {
  const { mayConnect = (address) => mayBeCalled(address, url.hostname, CALLBACK_NETWORKS) } = call
  const name = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(name) && !mayConnect(name)) throw new Error(FORBIDDEN)
  const body = call.form ? new URLSearchParams(call.form).toString() : call.body
  const timeout = AbortSignal.timeout(PATIENCE)
  const options = {
    method: call.method,
    agent: false as const,
    lookup: careful(mayConnect),
    signal: call.signal ? AbortSignal.any([timeout, call.signal]) : timeout,
    headers: {
      ...call.headers,
      ...(call.form && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    },
  }
  const send = () =>
    new Promise<Answer>((resolve, reject) => {
      const sent =
        url.protocol === 'https:'
          ? overHttps(url, { ...options, rejectUnauthorized: true, minVersion: 'TLSv1.2', ...trust(CALLBACK_CA_FILE) })
          : overHttp(url, options)
      sent.on('response', (answer) => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: wholeOf(answer) })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  return step(CALL, send)
}

/** Why nobody was reached, for the log: never the address, which may hold a ticket. */
export function whyNot(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown'
  if (failure.name === 'AbortError') return 'no answer in time'
  return (failure as NodeJS.ErrnoException).code ?? failure.message
}

/** Which service is called stays out of it: a callback may name a person. */
const CALL = { name: 'call service', kind: 'client' } as const
const FORBIDDEN = 'An address that services may not stand at.'

function wholeOf(answer: IncomingMessage): Promise<Buffer> {
  const whole = new Promise<Buffer>((resolve, reject) => {
    const parts: Buffer[] = []
    let read = 0
    answer.on('data', (part: Buffer) => {
      read += part.length
      if (read > LARGEST_ANSWER) answer.destroy(new Error('A service answered more than 64 kB.'))
      else parts.push(part)
    })
    answer.on('end', () => resolve(Buffer.concat(parts)))
    answer.on('error', reject)
    answer.on('close', () => reject(new Error('A service broke off its answer.')))
  })
  whole.catch(() => {})
  return whole
}

function careful(mayConnect: (address: string) => boolean): LookupFunction {
  return (hostname, options, found) => {
    lookUpName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const good = error ? [] : addresses.filter(({ address }) => mayConnect(address))
      const [first] = good
      if (!first) return found(error ?? new Error(FORBIDDEN), '', 4)
      if (options.all) return found(null, good)
      return found(null, first.address, first.family)
    })
  }
}

const contexts = new Map<string, SecureContext>()

/** The public authorities and those of the file, read once: a context of all of them takes a while to make. */
function trust(authorities: string | undefined): { secureContext?: SecureContext } {
  if (authorities === undefined) return {}
  const secureContext =
    contexts.get(authorities) ??
    createSecureContext({ ca: [...getCACertificates('default'), readFileSync(authorities, 'utf8')] })
  contexts.set(authorities, secureContext)
  return { secureContext }
}
