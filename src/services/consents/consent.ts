import type { AttributeName } from '../released-attributes.ts'

/** What a person has agreed that a service may learn. */
export interface Consent {
  /** The id of the service. */
  readonly service: string
  readonly attributes: readonly string[]
  /** It may also come back while the person is away. */
  readonly offline: boolean
  readonly givenAt: Date
}

/** Whether what was agreed covers all the service would learn now: one that wants more asks again, one that wants less does not. */
export function covered(
  consent: Consent | undefined,
  attributes: readonly AttributeName[],
  { offline = false }: { offline?: boolean } = {},
): boolean {
  if (!consent || (offline && !consent.offline)) return false
  return attributes.every((name) => consent.attributes.includes(name))
}
