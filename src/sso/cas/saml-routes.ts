import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Fields, Problem } from '../../web/index.ts'
import type { CasParts } from './index.ts'
import { machineRoute } from './route-options.ts'
import { readSamlRequest } from './saml/request.ts'
import { isSafeTarget, samlResponse } from './saml/response.ts'
import type { CasFailure } from './validation.ts'
import { once, type Success, validateTicket } from './validation-tasks.ts'

// An envelope with one ticket has some 600 bytes.
const LARGEST_ENVELOPE = 8 * 1024

/** `/cas/samlValidate`: the same validation for clients that speak SAML 1.1 (CAS 3.0.3, section 4.2). */
export function registerSaml(app: FastifyInstance, parts: CasParts) {
  void app.register(async (scope) => {
    scope.addContentTypeParser(/^(text|application)\/(soap\+)?xml\b/, { parseAs: 'buffer' }, readText)
    scope.post(
      '/cas/samlValidate',
      { ...machineRoute, config: { machine: true, antiForgery: 'none' }, bodyLimit: LARGEST_ENVELOPE },
      async (request, reply) => {
        const answer = await answerTo(parts, request)
        return reply.type(answer.type).send(answer.body)
      },
    )
  })
}

async function readText(_request: FastifyRequest, body: Buffer | string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer)
  } catch {
    throw new Problem('bad-request', { because: 'an envelope that is not UTF-8' })
  }
}

async function answerTo(parts: CasParts, request: FastifyRequest) {
  const query = request.query as Fields
  const service = once(query, 'TARGET')
  const envelope = typeof request.body === 'string' ? readSamlRequest(request.body) : undefined
  const answer = await judged(parts, request, { service, ticket: envelope?.ticket, isRead: envelope !== undefined })
  const { random, clock } = parts.world
  return samlResponse(answer, {
    now: clock.now(),
    ids: [random.token(32), random.token(32)],
    issuer: parts.origin,
    service,
    requestId: envelope?.requestId,
  })
}

async function judged(
  parts: CasParts,
  request: FastifyRequest,
  { service, ticket, isRead }: { service: string | undefined; ticket: string | undefined; isRead: boolean },
): Promise<CasFailure | Success> {
  if (!isRead)
    return { code: 'INVALID_REQUEST', sentence: 'The body must be a SOAP envelope with one SAML 1.1 request.' }
  const query = request.query as Fields
  const answer = await validateTicket(parts, 'samlValidate', request, {
    service,
    ticket,
    renew: query.renew !== undefined && once(query, 'renew') !== 'false',
    pgtUrl: undefined,
    format: undefined,
  })
  if ('code' in answer || isSafeTarget(service ?? '')) return answer
  return { ...answer, attributes: answer.aboutSignIn }
}
