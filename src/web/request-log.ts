import type { FastifyReply, FastifyRequest } from 'fastify'
import { tell } from '../signals/index.ts'

/** One line for each request: the pattern of the address, never the address, which may hold a ticket or a link (req 96). */
export async function noteInLog(request: FastifyRequest, reply: FastifyReply) {
  const { method } = request
  const route = request.routeOptions.url ?? '(none)'
  tell('request-answered', { method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 })
  request.log[request.routeOptions.config.probe ? 'debug' : 'info'](
    {
      method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      source: request.source,
    },
    'answered',
  )
}
