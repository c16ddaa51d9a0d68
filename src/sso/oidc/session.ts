import type { OidcRequest, SignedIn } from './request.ts'

/** REFEDS profiles: one factor, and several (refeds.org/profile/sfa, /mfa). */
export const ONE_FACTOR = 'https://refeds.org/profile/sfa'
export const SEVERAL_FACTORS = 'https://refeds.org/profile/mfa'

/** `acr_values` are in the order of preference (OIDC Core 3.1.2.1, req 84); what is not known here counts for nothing. */
export function prefersSeveralFactors(acrValues: unknown): boolean {
  const known = String(acrValues ?? '')
    .split(' ')
    .find((value) => value === ONE_FACTOR || value === SEVERAL_FACTORS)
  return known === SEVERAL_FACTORS
}

/** How the person proved who it is: `acr` and `amr` (OIDC Core 2, RFC 8176). */
export function authenticationOf({ secondFactorAt }: Pick<SignedIn, 'secondFactorAt'>): { acr: string; amr: string[] } {
  return secondFactorAt === undefined
    ? { acr: ONE_FACTOR, amr: ['pwd'] }
    : { acr: SEVERAL_FACTORS, amr: ['pwd', 'otp', 'mfa'] }
}

/**
 * The session of Furta, told in the library's words. There is no other one: what ends here is over there at once
 * (decision 140). Grants outlive a sign-out only where tokens were granted for offline use, which the tokens themselves know.
 */
export function sessionPayload(signedIn: SignedIn) {
  const { session, grants } = signedIn
  // Without `exp`: whether it stands has been judged by the time this is asked.
  return {
    kind: 'Session',
    jti: session.id,
    uid: session.id,
    accountId: session.person,
    loginTs: seconds(session.createdAt),
    ...authenticationOf(signedIn),
    authorizations: Object.fromEntries(
      grants.map(({ client, sid, id }) => [client, { sid, grantId: id, persistsLogout: true }]),
    ),
  }
}

/** The cookies as the library shall see them: its own session cookie names the session of the ticket-granting cookie, or nobody's. */
export function withSessionCookie(header: string | undefined, name: string, request: Pick<OidcRequest, 'session'>) {
  const others = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && pair.split('=')[0]?.trim() !== name)
  return [...others, ...(request.session ? [`${name}=${request.session.id}`] : [])].join('; ')
}

export function seconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000)
}
