import type { FastifyRequest } from 'fastify'
import { callService, whyNot } from '../../outgoing/index.ts'
import {
  grantProxying,
  newProxyGrantingTicket,
  newProxyGrantingTicketIou,
  releasedAttributes,
  type Service,
  type SpentTicket,
  spendTicket,
} from '../../services/index.ts'
import { factorServes } from '../../sessions/index.ts'
import { tell } from '../../signals/index.ts'
import type { Fields } from '../../web/index.ts'
import type { CasParts } from './index.ts'
import { withTickets } from './proxying/callback-rule.ts'
import type { CasSuccess } from './responses.ts'
import { withoutQuery } from './tasks.ts'
import { type CasFailure, type Endpoint, type Validated, type Validation, validate } from './validation.ts'

/** The value of a parameter that was given once. */
export function once(query: Fields, name: string): string | undefined {
  return query[name]?.length === 1 ? query[name][0] : undefined
}

export interface Success extends CasSuccess {
  readonly signedInAt: Date
  /** Of the attributes those about the sign-in, none about the person. */
  readonly aboutSignIn: CasSuccess['attributes']
}

/** Spends and judges a ticket, and says whose it is. What goes wrong here is said in the words of the protocol. */
export async function validateTicket(
  parts: CasParts,
  endpoint: Endpoint,
  request: FastifyRequest,
  given: Validation['given'],
): Promise<CasFailure | Success> {
  const answer = await judge(parts, endpoint, request, given)
  tell('ticket-validated', { endpoint, code: 'code' in answer ? answer.code : 'success' })
  return answer
}

async function judge(
  parts: CasParts,
  endpoint: Endpoint,
  request: FastifyRequest,
  given: Validation['given'],
): Promise<CasFailure | Success> {
  try {
    const now = parts.world.clock.now()
    const verdict = await validate(endpoint, {
      given,
      now,
      services: parts.services(),
      // Its note of the visit does not wait for the disk (decision 131).
      spend: (ticket) => spendTicket(parts.database.quick, ticket, now),
      grantProxying: (callback, ticket, service) =>
        callBack(parts, request, { given: given.pgtUrl ?? '', callback, ticket, service }),
    })
    return 'code' in verdict ? verdict : successOf(parts, verdict)
  } catch (error) {
    request.log.error({ err: error }, 'a ticket could not be validated')
    return { code: 'INTERNAL_ERROR', sentence: `The ticket could not be validated (${request.reference}).` }
  }
}

/**
 * CAS 3.0.3, appendix A and section 4.1.3: about the sign-in, then about the person what the service is registered for (req 74).
 * All versions get both: a client of version 2 that reads attributes finds them, and one that does not passes them over.
 */
function successOf({ institution, settings, world }: CasParts, { ticket, service, iou }: Validated): Success {
  const aboutSignIn: [string, string][] = [
    ['authenticationDate', ticket.signedInAt.toISOString()],
    ['longTermAuthenticationRequestTokenUsed', String(ticket.longTerm)],
    ['isFromNewLogin', String(ticket.fromNewLogin)],
  ]
  // As other servers of CAS say it; beside the three of the specification, and only where it is so.
  if (factorServes(ticket.secondFactorAt, settings, world.clock.now()))
    aboutSignIn.push(['authnContextClass', SEVERAL_FACTORS])
  const released = releasedAttributes({ ...ticket.about, scope: institution.mailDomain }, service.attributes)
  return {
    user: ticket.about.person.assignedAddress ?? '',
    attributes: [...aboutSignIn, ...released],
    aboutSignIn,
    proxyGrantingTicket: iou,
    proxies: ticket.proxies,
    signedInAt: ticket.signedInAt,
  }
}

/** The profile of several factors, in the words of REFEDS (refeds.org/profile/mfa), which OpenID Connect says as `acr`. */
const SEVERAL_FACTORS = 'https://refeds.org/profile/mfa'

interface Asked {
  /** As the service wrote it: the name by which it is known as a proxy. */
  readonly given: string
  readonly callback: URL
  readonly ticket: SpentTicket
  readonly service: Service
}

/**
 * Sends a proxy-granting ticket to a callback, and grants it when the callback has taken it (section 2.5.4). Gives the IOU, or
 * nothing.
 */
async function callBack(
  { settings, world, database }: CasParts,
  request: FastifyRequest,
  { given, callback, ticket, service }: Asked,
): Promise<string | undefined> {
  const pgt = newProxyGrantingTicket(world.random)
  const iou = newProxyGrantingTicketIou(world.random)
  try {
    const { status } = await callService(withTickets(callback, { pgt, iou }), { method: 'GET' }, settings)
    if (status !== 200) throw new Error(`The callback answered ${status}.`)
  } catch (cause) {
    // The address that was called holds the ticket: the log gets the reason alone.
    request.log.warn({ service: service.id, because: whyNot(cause) }, 'a proxy callback failed')
    return undefined
  }
  const granted = await grantProxying(database.db, pgt, {
    session: ticket.session,
    service: service.id,
    proxies: [given, ...ticket.proxies],
    event: {
      at: world.clock.now(),
      event: 'proxying-granted',
      outcome: 'success',
      person: ticket.person,
      actor: 'system',
      source: request.source,
      reference: request.reference,
      details: { service: service.id, callback: withoutQuery(given) },
    },
  })
  return granted ? iou : undefined
}
