import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Fields } from '../../web/index.ts'
import type { CasParts } from './index.ts'
import { type CasAnswer, plainResponse, serviceResponse } from './responses.ts'
import { machineRoute } from './route-options.ts'
import { endpoints } from './validation.ts'
import { once, validateTicket } from './validation-tasks.ts'

/** The endpoints that services call. They answer 200 with the protocol's own codes (CAS 3.0.3, sections 2.4 to 2.9). */
export function registerValidation(app: FastifyInstance, parts: CasParts) {
  for (const endpoint of endpoints) {
    if (endpoint === 'samlValidate') continue
    app.get(`/cas/${endpoint}`, machineRoute, async (request, reply) => {
      const answer = await answerTo(parts, endpoint, request)
      return reply.type(answer.type).send(answer.body)
    })
  }
}

async function answerTo(
  parts: CasParts,
  endpoint: Exclude<(typeof endpoints)[number], 'samlValidate'>,
  request: FastifyRequest,
): Promise<CasAnswer> {
  const query = request.query as Fields
  // Given twice is not one of the two: it counts as an unknown format, a missing service, a bad callback.
  const format = query.format === undefined ? undefined : (once(query, 'format') ?? '')
  const answer = await validateTicket(parts, endpoint, request, {
    service: once(query, 'service'),
    ticket: once(query, 'ticket'),
    renew: query.renew !== undefined && once(query, 'renew') !== 'false',
    pgtUrl: query.pgtUrl === undefined ? undefined : (once(query, 'pgtUrl') ?? 'given twice'),
    format,
  })
  return endpoint === 'validate' ? plainResponse(answer) : serviceResponse(answer, format)
}
