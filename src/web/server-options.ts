import type { Server } from 'node:http'
import { type FastifyBaseLogger, type FastifyHttpOptions, LogController } from 'fastify'
import type { Logger } from 'pino'
import type { World } from '../world/index.ts'
import { Answer } from './answer.ts'
import { answerClientError } from './client-error.ts'
import { decodeFields } from './form-body.ts'
import { requestLog } from './request-log.ts'

// A form of ours has a few hundred bytes (req 127).
const LARGEST_BODY = 32 * 1024
// A mailed link has some 100 characters, a CAS service address some 300; more than this no page of ours needs.
export const LONGEST_ADDRESS = 4096

/** Where an address ends up that cannot be read. No page stands there, and the frame answers 400 (req 68). */
export const UNREADABLE_ADDRESS = '/unreadable-address'
export const TOO_LONG_ADDRESS = '/too-long-address'

/** How Fastify has to be made for the frame: `fastify(serverOptions(…))`, then `registerWeb`. */
export function serverOptions({
  world,
  log,
}: {
  world: World
  log: Logger
}): FastifyHttpOptions<Server, FastifyBaseLogger> {
  return {
    loggerInstance: log as FastifyBaseLogger,
    childLoggerFactory: (_, reference) => requestLog(log, reference),
    // The frame writes its own line without addresses and headers (req 96).
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'reference' }),
    requestIdHeader: false,
    genReqId: () => world.random.reference(),
    bodyLimit: LARGEST_BODY,
    // The whole request must have come within this time; 30 s serve a phone in a tunnel.
    requestTimeout: 30_000,
    // Longer than the reverse proxies' (nginx 60 s), so that they never meet a closing connection.
    keepAliveTimeout: 65_000,
    // While stopping, what still comes over an open connection is answered as usual, with `Connection: close`.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    http: {
      ServerResponse: Answer,
      headersTimeout: 15_000,
      connectionsCheckingInterval: 5_000,
      requireHostHeader: false,
      maxHeaderSize: 16 * 1024,
    },
    routerOptions: { maxParamLength: LONGEST_ADDRESS, querystringParser: decodeFields },
    // Before routing, because the router and the query parser must never meet what they cannot read.
    rewriteUrl: ({ url = '' }) => routedAddress(url),
    clientErrorHandler(error, socket) {
      answerClientError(error, socket, { log, reference: world.random.reference() })
    },
  }
}

function routedAddress(url: string) {
  if (url.length > LONGEST_ADDRESS) return TOO_LONG_ADDRESS
  if (/^\/[\w./-]*$/.test(url)) return url
  if (!url.startsWith('/')) return UNREADABLE_ADDRESS
  const [path = '', ...query] = url.split('?')
  try {
    // A fragment is never sent by a browser; the router would cut it off silently.
    if (/[#;\0]/.test(path) || decodeURIComponent(path).includes('\0')) return UNREADABLE_ADDRESS
    decodeFields(query.join('?'))
  } catch {
    return UNREADABLE_ADDRESS
  }
  return url
}
