import type { Text } from '../language/index.ts'
import { type Consent, learnedBy, type Service, serviceNamed } from '../services/index.ts'

/** A service as the protocol names it, and when the person last went there. */
export interface Visit {
  readonly protocol: 'cas' | 'oidc'
  /** CAS: an address. OpenID Connect: the client, which is the id of the service. */
  readonly service: string
  readonly at: Date
}

/** A service that knows something of the person, or may. */
export interface VisitedService {
  readonly id: string
  readonly name: Service['name']
  /** Whom to ask about it. */
  readonly owner: Service['owner']
  readonly lastVisit: Date | undefined
  /** What it is told, in words; nothing of a service that is registered no more. */
  readonly learns: readonly Text<never>[]
  /** When the person agreed to it; where nobody asked there is nothing to take back. */
  readonly agreedAt: Date | undefined
}

/** Which services know what: those visited, the newest first, then those that the person has only agreed to. */
export function visitedServices(
  visits: readonly Visit[],
  consents: readonly Consent[],
  services: readonly Service[],
): VisitedService[] {
  const visited = new Map<string, { service: Service | undefined; visits: Visit[] }>()
  for (const visit of visits.toSorted((one, other) => other.at.getTime() - one.at.getTime())) {
    const service = serviceNamed(services, visit.service)
    const id = service?.id ?? placeOf(visit)
    const known = visited.get(id)
    if (known) known.visits.push(visit)
    else visited.set(id, { service, visits: [visit] })
  }
  const agreedTo = new Map(consents.map((consent) => [consent.service, consent]))
  for (const id of agreedTo.keys()) {
    if (!visited.has(id)) visited.set(id, { service: services.find((one) => one.id === id), visits: [] })
  }
  return [...visited].map(([id, { service, visits: all }]) => ({
    id,
    name: service?.name ?? { pl: id, en: id },
    owner: service?.owner,
    lastVisit: all[0]?.at,
    learns: service
      ? learnedBy(
          all.map(({ protocol }) => protocol),
          service.attributes,
        )
      : [],
    agreedAt: agreedTo.get(id)?.givenAt,
  }))
}

/** Of a service that is registered no more: the host, or the name it had. */
function placeOf({ protocol, service }: Visit) {
  return protocol === 'cas' ? (URL.parse(service)?.host ?? service) : service
}
