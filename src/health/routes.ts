import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Readiness } from './tasks.ts'

const probe = { config: { machine: true, anyHost: true, probe: true } } as const

/** Before the chapters: while the node is being drained, every answer says that its connection will not be used again. */
export function registerHealth(app: FastifyInstance, { readiness }: { readonly readiness: Readiness }): void {
  app.addHook('onRequest', async (_request, reply) => {
    // A proxy that keeps connections would meet a closed one with somebody's request in its hand.
    if (readiness.draining) reply.header('connection', 'close')
  })
  app.get('/healthz', probe, async (_request, reply) => tell(reply, 'ok'))
  app.get('/readyz', probe, async (_request, reply) =>
    readiness.ready ? tell(reply, 'ready') : tell(reply.code(503), 'not ready'),
  )
}

function tell(reply: FastifyReply, word: string) {
  return reply.type('text/plain; charset=utf-8').send(`${word}\n`)
}
