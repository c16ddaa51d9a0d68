import { readFileSync } from 'node:fs'
import { Agent as HttpAgent, type IncomingMessage, request as overHttp } from 'node:http'
import { Agent as HttpsAgent, request as overHttps } from 'node:https'
import { createSecureContext, getCACertificates } from 'node:tls'
import { PullStopped } from './problem.ts'

/** A hundred people with all their fields of study are a tenth of it. */
const LARGEST_ANSWER = 8 * 1024 * 1024
const PATIENCE = 60_000

export interface Answer {
  readonly status: number
  readonly text: string
  /** What the other clock says. */
  readonly date: Date | undefined
  /** Seconds, or a date (RFC 9110 §10.2.3). */
  readonly retryAfter: string | undefined
}

/** No answer, or none that may be read. The names are those of `problem.ts`. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  readonly because: 'unreachable' | 'timeout' | 'certificate' | 'too-large'

  constructor(because: NoAnswer['because'], cause?: unknown) {
    super(because, { cause })
    this.because = because
  }
}

export interface Caller {
  post(url: URL, request: { authorization: string; form: Record<string, string>; signal: AbortSignal }): Promise<Answer>
  close(): void
}

/**
 * Calls one server, request after request over a connection that is kept. Certificates are verified, redirects not followed,
 * an answer is waited for a minute and read to eight megabytes. Ids of people go in the body: addresses end up in logs.
 * A file of authorities that cannot be read is told like a certificate that is not trusted.
 */
export function openCaller(authorities: string | undefined): Caller {
  const ca = authorities === undefined ? undefined : [...getCACertificates('default'), read(authorities)]
  const kept = { keepAlive: true, maxSockets: 1 }
  const http = new HttpAgent(kept)
  const https = new HttpsAgent({
    ...kept,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(ca && { secureContext: createSecureContext({ ca }) }),
  })
  return {
    post: (url, { authorization, form, signal }) =>
      new Promise((resolve, reject) => {
        const body = new URLSearchParams(form).toString()
        const patience = AbortSignal.timeout(PATIENCE)
        const options = {
          method: 'POST',
          signal: AbortSignal.any([signal, patience]),
          headers: {
            authorization,
            accept: 'application/json',
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
          },
        }
        const fail = (error: unknown) =>
          reject(error instanceof NoAnswer ? error : noAnswer(error, { signal, patience }))
        const sent =
          url.protocol === 'https:'
            ? overHttps(url, { ...options, agent: https })
            : overHttp(url, { ...options, agent: http })
        sent.on('response', (answer) => readAll(answer).then(resolve, fail))
        sent.on('error', fail)
        sent.end(body)
      }),
    close() {
      http.destroy()
      https.destroy()
    },
  }
}

function read(authorities: string) {
  try {
    return readFileSync(authorities, 'utf8')
  } catch {
    throw new PullStopped({ kind: 'certificate' })
  }
}

async function readAll(answer: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    length += part.length
    if (length > LARGEST_ANSWER) {
      answer.destroy()
      throw new NoAnswer('too-large')
    }
    parts.push(part)
  }
  const date = new Date(answer.headers.date ?? '')
  return {
    status: answer.statusCode ?? 0,
    text: Buffer.concat(parts).toString('utf8'),
    date: Number.isNaN(date.getTime()) ? undefined : date,
    retryAfter: answer.headers['retry-after'],
  }
}

function noAnswer(error: unknown, { signal, patience }: { signal: AbortSignal; patience: AbortSignal }) {
  if (signal.aborted) return signal.reason
  if (patience.aborted) return new NoAnswer('timeout', error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return new NoAnswer(
    /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO/.test(code) ? 'certificate' : 'unreachable',
    error,
  )
}
