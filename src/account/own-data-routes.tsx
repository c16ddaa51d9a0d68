import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { displayName } from '../people/index.ts'
import { parseForm } from '../web/index.ts'
import { admitOwner } from './asker.ts'
import { downloadOwnData } from './own-data/tasks.ts'
import { OwnDataPage, type OwnDataPageProps } from './pages/own-data.tsx'
import type { AccountTaskParts, Asker } from './tasks.ts'

const dataForm = z.object({ password: z.string().max(20_000).default('') })

/** The copy of one's own data. Nothing in the address or the form says whose: only the session does. */
export function registerOwnData(app: FastifyInstance, parts: AccountTaskParts): void {
  app.get('/account/data', async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    return reply.page(<OwnDataPage {...pageOf(asker)} />, { languagePath: '/account/data' })
  })

  app.post('/account/data', async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const outcome = await downloadOwnData(parts, asker, parseForm(dataForm, request).password)

    switch (outcome.kind) {
      case 'data': {
        const day = outcome.madeAt.toISOString().slice(0, 10)
        reply.header('content-disposition', `attachment; filename="furta-${day}.json"`)
        return reply.type('application/json; charset=utf-8').send(`${JSON.stringify(outcome.data, null, 2)}\n`)
      }
      case 'refused':
        return reply.page(<OwnDataPage {...pageOf(asker)} refusal={outcome.because} />, { status: 422 })
      case 'waiting':
        return wait(reply, outcome.retryAfterMs, { ...pageOf(asker), waiting: outcome })
      case 'too-often':
        return wait(reply, outcome.retryAfterMs, { ...pageOf(asker), tooOften: outcome })
    }
  })
}

function wait(reply: FastifyReply, retryAfterMs: number | undefined, props: OwnDataPageProps) {
  if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
  return reply.page(<OwnDataPage {...props} />, { status: 429 })
}

function pageOf({ person }: Asker) {
  return { name: displayName(person), address: person.assignedAddress ?? '' }
}
