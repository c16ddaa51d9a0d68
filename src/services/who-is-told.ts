import { matchService, type Service } from './service.ts'

/** What a session noted of a service it led to: the address of CAS, or the client of OpenID Connect. */
interface Visits {
  readonly cas: readonly { readonly service: string }[]
  readonly oidc: readonly { readonly service: string }[]
}

/** The services of a session that has ended: those that are told of it, and those that take no such message. */
export interface WhoIsTold {
  readonly told: Service['name'][]
  readonly left: Service['name'][]
}

/** Visited by both protocols, a service is told only when it hears by both. */
export function whoIsTold({ cas, oidc }: Visits, services: readonly Service[]): WhoIsTold {
  const visits = [
    ...cas.map((visit) => ({ service: matchService(services, visit.service), hears: hearsByCas })),
    ...oidc.map((visit) => ({ service: services.find(({ id }) => id === visit.service), hears: hearsByOidc })),
  ]
  const visited = services.filter((service) => visits.some((visit) => visit.service === service))
  const isTold = (one: Service) => visits.every(({ service, hears }) => service !== one || hears(one))
  return {
    told: visited.filter(isTold).map(({ name }) => name),
    left: visited.filter((service) => !isTold(service)).map(({ name }) => name),
  }
}

const hearsByCas = ({ singleLogout }: Service) => singleLogout
const hearsByOidc = ({ singleLogout, client }: Service) => singleLogout && client?.backChannelLogoutUri !== undefined
