import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import type { Bindings, Level, LogFn, Logger } from 'pino'
import { tell } from '../signals/index.ts'

/**
 * The log of one request, each of whose lines has its reference. It is made for the first of them: most requests have none but
 * “answered”, and a child of pino costs as much as to route them.
 */
export function requestLog(log: Logger, reference: Bindings): FastifyBaseLogger {
  let child: Logger | undefined
  const at =
    (level: Level | 'silent'): LogFn =>
    (...line: [string]) => {
      if (!log.isLevelEnabled(level)) return
      child ??= log.child(reference)
      child[level](...line)
    }
  return {
    level: log.level,
    fatal: at('fatal'),
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    trace: at('trace'),
    silent: at('silent'),
    child: (more, options) => log.child({ ...reference, ...more }, options),
  }
}

/** One line for each request: the pattern of the address, never the address, which may hold a ticket or a link (req 96). */
export async function noteInLog(request: FastifyRequest, reply: FastifyReply) {
  const { method } = request
  const route = request.routeOptions.url ?? '(none)'
  tell('request-answered', { method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
  request.server.log[request.routeOptions.config.probe ? 'debug' : 'info'](
    {
      reference: request.id,
      method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      source: request.source,
    },
    'answered',
  )
}
