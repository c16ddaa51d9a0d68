import type { AttributeName } from '../released-attributes.ts'
import { covers, type Service } from '../service.ts'

/** What a person has agreed that a service may learn. */
export interface Consent {
  /** The id of the service. */
  readonly service: string
  readonly attributes: readonly string[]
  /** Where the service stood then. */
  readonly places: readonly string[]
  /** It may also come back while the person is away. */
  readonly offline: boolean
  readonly givenAt: Date
}

/** The addresses that what is told of a person goes to: those of CAS, and those that browsers return to with a code. */
export function placesOf({ urls, client }: Pick<Service, 'urls' | 'client'>): string[] {
  return [...new Set([...urls, ...(client?.redirectUris ?? [])])].toSorted()
}

/**
 * Whether what was agreed covers all the service would learn now: one that wants more asks again, one that wants less does not.
 * It was agreed to with a service at its addresses: another one that is given the id, or one that moves, asks anew (decision 159).
 */
export function covered(
  consent: Consent | undefined,
  service: Pick<Service, 'urls' | 'client'>,
  attributes: readonly AttributeName[],
  { offline = false }: { offline?: boolean } = {},
): boolean {
  if (!consent || (offline && !consent.offline)) return false
  const agreedAt = (place: string) =>
    consent.places.some((one) => one === place || covers(new URL(one), new URL(place)))
  return placesOf(service).every(agreedAt) && attributes.every((name) => consent.attributes.includes(name))
}
