import type { CasAttributes } from './cas-answer.ts'

/** The signed-in person, as the sign-in server has introduced them. The portal asks nobody else. */
export interface PortalPerson {
  /** The ID they sign in with. */
  readonly userName: string
  readonly name: string
  /** For the greeting. */
  readonly firstName: string
  readonly albumNumber: string | undefined
}

/**
 * The person the portal can serve. USOSweb knows people by their USOS number: to somebody without one it has nothing to
 * show. Everything else may be missing, as the given name of a person with one name is.
 */
export function servedPerson(userName: string, attributes: CasAttributes): PortalPerson | undefined {
  const one = (name: string) => attributes[name]?.[0]
  if (one('usos_id') === undefined) return undefined

  const parts = [one('givenName'), one('sn')].filter((part) => part !== undefined)
  const name = one('displayName') ?? (parts.length > 0 ? parts.join(' ') : userName)
  return { userName, name, firstName: firstOf(one('givenName')) ?? name, albumNumber: one('student_number') }
}

/** `givenName` may hold several: USOS puts all given names into one text. */
function firstOf(givenNames: string | undefined) {
  return givenNames?.split(' ', 1)[0]
}
