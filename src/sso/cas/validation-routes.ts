import type { FastifyInstance } from 'fastify'
import { findPerson, listStudies, maySignIn } from '../../people/index.ts'
import { matchService, needsStudies, releasedAttributes, spendTicket } from '../../services/index.ts'
import type { Fields } from '../../web/index.ts'
import type { CasParts } from './index.ts'
import { type CasAnswer, type CasSuccess, plainResponse, serviceResponse } from './responses.ts'
import { type CasFailure, type Endpoint, type SpentTicket, validate } from './validation.ts'

const endpoints: readonly Endpoint[] = ['validate', 'serviceValidate', 'p3/serviceValidate']

/** The endpoints that services call. They answer 200 with the protocol's own codes (CAS 3.0.3, section 2.4 to 2.8). */
export function registerValidation(app: FastifyInstance, parts: CasParts) {
  for (const endpoint of endpoints) {
    app.get(`/cas/${endpoint}`, { config: { machine: true }, exposeHeadRoute: false }, async (request, reply) => {
      const answer = await answerTo(parts, endpoint, request.query as Fields)
      return reply.type(answer.type).send(answer.body)
    })
  }
}

async function answerTo(parts: CasParts, endpoint: Endpoint, query: Fields): Promise<CasAnswer> {
  const once = (name: string) => (query[name]?.length === 1 ? query[name][0] : undefined)
  // Given twice is not one of the two: it counts as an unknown format, a missing service.
  const format = query.format === undefined ? undefined : (once('format') ?? '')
  const now = parts.world.clock.now()
  const verdict = await validate(endpoint, {
    given: {
      service: once('service'),
      ticket: once('ticket'),
      renew: query.renew !== undefined && once('renew') !== 'false',
      format,
    },
    now,
    spend: (ticket) => spendTicket(parts.database.db, ticket, now),
  })
  const answer = 'code' in verdict ? verdict : await success(parts, endpoint, verdict)
  return endpoint === 'validate' ? plainResponse(answer) : serviceResponse(answer, format)
}

async function success(parts: CasParts, endpoint: Endpoint, ticket: SpentTicket): Promise<CasSuccess | CasFailure> {
  const person = await findPerson(parts.database.db, ticket.person)
  if (person?.assignedAddress === undefined || !maySignIn(person)) {
    return { code: 'INVALID_TICKET', sentence: 'The account can no longer sign in.' }
  }
  const service = matchService(parts.services(), ticket.service)
  const allowed = service?.attributes ?? []
  const studies = needsStudies(allowed) ? await listStudies(parts.database.db, person.id) : []
  const released = releasedAttributes({ person, studies, scope: parts.institution.mailDomain }, allowed)
  const about: [string, string][] = [
    ['authenticationDate', ticket.signedInAt.toISOString()],
    ['longTermAuthenticationRequestTokenUsed', 'false'],
    ['isFromNewLogin', String(ticket.fromNewLogin)],
  ]
  // Clients of protocol 2 read attributes too where they are there; `/p3` adds those about the sign-in (req 74).
  return {
    user: person.assignedAddress,
    attributes: endpoint === 'p3/serviceValidate' ? [...about, ...released] : released,
  }
}
