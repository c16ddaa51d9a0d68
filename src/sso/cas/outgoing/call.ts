import { type LookupAddress, lookup as lookUpName } from 'node:dns'
import { readFileSync } from 'node:fs'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'

// Short for those who wait for an answer, ample for a service that is alive.
const PATIENCE = 5_000
// Nobody reads it: what stands in an answer is of no interest, only that it came.
const LARGEST_ANSWER = 64 * 1024

export interface Call {
  readonly method: 'GET' | 'POST'
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>
  /** Asked about every address that a connection would really be made to, after its name was looked up. */
  readonly mayConnect?: (address: string) => boolean
  /** A file of certificates (CALLBACK_CA_FILE). */
  readonly authorities: string | undefined
}

/**
 * Calls a service and gives the status of its answer. Verifies certificates, follows no redirect, waits five seconds in all, and
 * reads 64 kB at most (req 77). The name is looked up once, and what `mayConnect` refuses is never connected to, so that a name
 * that changes its address in between gains nothing (attack A29).
 */
export function callService(url: URL, { method, form, mayConnect = () => true, authorities }: Call): Promise<number> {
  const name = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(name) && !mayConnect(name)) return Promise.reject(new Error('An address that services may not stand at.'))
  const body = form && new URLSearchParams(form).toString()
  const options = {
    method,
    agent: false as const,
    lookup: careful(mayConnect),
    signal: AbortSignal.timeout(PATIENCE),
    headers: body
      ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
      : {},
  }
  return new Promise((resolve, reject) => {
    const sent =
      url.protocol === 'https:'
        ? overHttps(url, { ...options, rejectUnauthorized: true, minVersion: 'TLSv1.2', ...trust(authorities) })
        : overHttp(url, options)
    sent.on('response', (answer) => {
      let read = 0
      answer.on('data', (part: Buffer) => {
        read += part.length
        if (read > LARGEST_ANSWER) answer.destroy()
      })
      answer.on('error', () => {})
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function careful(mayConnect: (address: string) => boolean): LookupFunction {
  return (hostname, options, found) => {
    lookUpName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const good = error ? [] : addresses.filter(({ address }) => mayConnect(address))
      const [first] = good
      if (!first) return found(error ?? new Error('An address that services may not stand at.'), '', 4)
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
