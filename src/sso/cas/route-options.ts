import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * For pages and answers of the protocol: HEAD and prefetching must not make or spend tickets, so no route here answers HEAD by its
 * GET; and no cache keeps an answer, however old it is (CAS 3.0.3, appendix B; `Cache-Control` is on every answer).
 */
export const casRoute = {
  exposeHeadRoute: false,
  onRequest: async (_request: FastifyRequest, reply: FastifyReply) => {
    reply.headers({ pragma: 'no-cache', expires: 'Thu, 01 Jan 1970 00:00:00 GMT' })
  },
}

/** Called by programs: errors of the frame are plain text. */
export const machineRoute = { ...casRoute, config: { machine: true } }
