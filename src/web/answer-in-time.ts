import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/** Each statement and each connection has a limit of its own, all of them shorter: what takes this long hangs. */
export const ANSWERED_WITHIN = 60_000

/**
 * Nobody waits for an answer that does not come (req 68). The socket keeps the time, as it does between two requests: a timer and a signal for
 * each request, as Fastify's `handlerTimeout` makes them, were a twenty-fifth of all that a sign-in cost the main thread.
 * From then on nothing is done any more for whoever has been told so: they come again with the same form.
 */
export function answerInTime(request: FastifyRequest, reply: FastifyReply) {
  reply.raw.setTimeout(ANSWERED_WITHIN, () => {
    request.isOverdue = true
    // Begun, or in other hands: what is cut off is not taken for the whole.
    if (reply.raw.headersSent || reply.sent) return void reply.raw.destroy()
    reply.send(new Problem('away', { retryAfterMs: 5_000, because: `no answer within ${ANSWERED_WITHIN} ms` }))
  })
}
