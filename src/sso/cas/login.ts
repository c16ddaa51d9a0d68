import { matchService, type Service } from '../../services/index.ts'

/** Where a person goes after signing in, when not to a service. A closed list: no address can be smuggled in. */
export const destinations = { account: '/account', 'password-change': '/password-change', desk: '/desk' } as const
export type Destination = keyof typeof destinations

export function destinationNamed(name: string | undefined): Destination | undefined {
  return name !== undefined && Object.hasOwn(destinations, name) ? (name as Destination) : undefined
}

/** What a browser came to `/cas/login` with (CAS 3.0.3, section 2.1.1). */
export interface LoginRequest {
  /** As given, byte for byte. */
  readonly service: string | undefined
  readonly renew: boolean
  readonly gateway: boolean
  readonly next: Destination | undefined
}

export type LoginStep =
  | { kind: 'service-not-authorised' }
  | { kind: 'change-password-first' }
  /** Single sign-on: a ticket without typing anything. */
  | { kind: 'ticket'; service: string }
  /** `gateway` without a session: back without a ticket. */
  | { kind: 'back-without-ticket'; service: string }
  | { kind: 'signed-in'; next: Destination | undefined }
  | { kind: 'form'; service: Service | undefined }

/**
 * What `/cas/login` does for a request, in the order of the checks. `renew` asks for the password even at a live
 * session; with both, `gateway` is ignored (section 2.1.1; req 69, 75).
 */
export function decideLogin(
  request: LoginRequest,
  session: { mustChange: boolean } | undefined,
  services: readonly Service[],
): LoginStep {
  const service = request.service === undefined ? undefined : matchService(services, request.service)
  if (request.service !== undefined && !service) return { kind: 'service-not-authorised' }

  if (session && !request.renew) {
    if (session.mustChange) return { kind: 'change-password-first' }
    return request.service === undefined
      ? { kind: 'signed-in', next: request.next }
      : { kind: 'ticket', service: request.service }
  }
  if (request.gateway && !request.renew && request.service !== undefined) {
    return { kind: 'back-without-ticket', service: request.service }
  }
  return { kind: 'form', service }
}
