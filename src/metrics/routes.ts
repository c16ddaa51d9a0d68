import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Settings } from '../config/index.ts'
import { sameDigest, secretDigest } from '../world/index.ts'

/** The metrics cannot be served where they should be, for a reason the message tells the operator. */
export class BadMetricsAddress extends Error {
  override readonly name = 'BadMetricsAddress'
}

interface Served {
  readonly address: NonNullable<Settings['METRICS_LISTEN']>
  readonly token: string | undefined
  readonly contentType: string
  readonly take: () => Promise<string>
}

/** A door of its own, with nothing behind it but `/metrics`: what people reach cannot lead here (decision 230). */
export async function serveMetrics(served: Served): Promise<{ stop(): Promise<void> }> {
  const server = createServer((request, response) => void answer(served, request, response))
  server.headersTimeout = 5_000
  server.requestTimeout = 10_000
  server.maxConnections = 50
  await listen(server, served.address)
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer({ token, contentType, take }: Served, request: IncomingMessage, response: ServerResponse) {
  const [path] = (request.url ?? '').split('?', 1)
  if (path !== '/metrics') return end(response, 404, 'Not found')
  if (request.method !== 'GET') return end(response, 405, 'Only GET', { allow: 'GET' })
  if (token !== undefined && !brings(request, token))
    return end(response, 401, 'A token is needed', { 'www-authenticate': 'Bearer' })
  try {
    const text = await take()
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text)
  } catch {
    end(response, 500, 'The metrics could not be taken')
  }
}

function brings(request: IncomingMessage, token: string) {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
  return sameDigest(secretDigest(given), secretDigest(token))
}

function end(response: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers })
  response.end(`${sentence}\n`)
}

function listen(server: Server, { host, port }: Served['address']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new BadMetricsAddress(
          `METRICS_LISTEN cannot be listened on (${cause.code}): name an address of this machine and a free port.`,
          {
            cause,
          },
        ),
      ),
    )
    server.listen(port, host, resolve)
  })
}
