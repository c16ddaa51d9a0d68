import { matchService, type Service } from '../../services/index.ts'

/** Where a person goes after signing in, when not to a service. A closed list: no address can be smuggled in. */
export const destinations = { account: '/account', 'password-change': '/password-change', desk: '/desk' } as const
export type Destination = keyof typeof destinations

export function destinationNamed(name: string | undefined): Destination | undefined {
  return name !== undefined && Object.hasOwn(destinations, name) ? (name as Destination) : undefined
}

/** How the ticket reaches the service (CAS 3.0.3, section 2.1.1). */
export type Method = 'GET' | 'POST' | 'HEADER'

/** What no version of the protocol knows is the redirect that every service understands. */
export function methodNamed(name: string | undefined): Method {
  return name === 'POST' || name === 'HEADER' ? name : 'GET'
}

/** What a browser came to `/cas/login` with (CAS 3.0.3, section 2.1.1). */
export interface LoginRequest {
  /** As given, byte for byte. */
  readonly service: string | undefined
  readonly renew: boolean
  readonly gateway: boolean
  readonly method: Method
  readonly next: Destination | undefined
}

/** What counts of a session that is there already. */
export interface AtSession {
  readonly mustChange: boolean
  /** The person wants to be asked before another service is told. */
  readonly warns: boolean
  /** The password was typed for this very service a moment ago, and its ticket has only waited. */
  readonly typedForThis: boolean
  readonly factorProved: boolean
  /** The person has agreed to what this service learns. */
  readonly agreed: boolean
}

export type LoginStep =
  | { kind: 'service-not-authorised' }
  | { kind: 'change-password-first' }
  /** The service wants more than a password. */
  | { kind: 'second-factor'; service: Service }
  | { kind: 'consent'; service: Service }
  | { kind: 'warn'; service: Service }
  /** Single sign-on: a ticket without typing anything. `typed`: made by a password that was typed for it. */
  | { kind: 'ticket'; address: string; service: Service; typed: boolean }
  /** `gateway`, and nobody may be asked anything: back without a ticket. */
  | { kind: 'back-without-ticket'; address: string }
  | { kind: 'signed-in'; next: Destination | undefined }
  | { kind: 'form'; service: Service | undefined }

/**
 * What `/cas/login` does for a request, in the order of the checks. `renew` asks for the password even at a live session; with
 * both, `gateway` is ignored (section 2.1.1; req 69, 75). `confirmed`: the person has just said on a page of ours to go on.
 */
export function decideLogin(
  request: LoginRequest,
  session: AtSession | undefined,
  services: readonly Service[],
  confirmed = false,
): LoginStep {
  const address = request.service
  const service = address === undefined ? undefined : matchService(services, address)
  if (address !== undefined && !service) return { kind: 'service-not-authorised' }
  const nobodyIsAsked = asksNobody(request) && address !== undefined

  if (session && (!request.renew || session.typedForThis)) {
    const missing = stillMissing(session, service)
    if (missing) return nobodyIsAsked ? { kind: 'back-without-ticket', address } : missing
    if (address === undefined || !service) return { kind: 'signed-in', next: request.next }
    // Also for a gateway: section 2.1.1 allows the page, and whoever wants to be asked is asked.
    if (session.warns && !confirmed && !session.typedForThis) return { kind: 'warn', service }
    return { kind: 'ticket', address, service, typed: session.typedForThis }
  }
  return nobodyIsAsked ? { kind: 'back-without-ticket', address } : { kind: 'form', service }
}

/** A gateway: whoever cannot have a ticket now goes back without one (section 2.1.1). */
export function asksNobody({ gateway, renew }: LoginRequest): boolean {
  return gateway && !renew
}

function stillMissing(session: AtSession, service: Service | undefined): LoginStep | undefined {
  if (session.mustChange) return { kind: 'change-password-first' }
  if (service?.assurance === 'second-factor' && !session.factorProved) return { kind: 'second-factor', service }
  if (service?.consent && !session.agreed) return { kind: 'consent', service }
  return undefined
}

/** Whether the ticket of a service may have to wait for more than the password. */
export function mayWait(service: Service): boolean {
  return service.consent || service.assurance === 'second-factor'
}
