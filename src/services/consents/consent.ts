import type { AttributeName } from '../released-attributes.ts'

/** What a person has agreed that a service may learn. */
export interface Consent {
  /** The id of the service. */
  readonly service: string
  readonly attributes: readonly string[]
  readonly givenAt: Date
}

/** Whether what was agreed covers all the service would learn now: one that wants more asks again, one that wants less does not. */
export function covered(consent: Consent | undefined, attributes: readonly AttributeName[]): boolean {
  return consent !== undefined && attributes.every((name) => consent.attributes.includes(name))
}
