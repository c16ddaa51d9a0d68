import type { AttributeName, Service } from '../../services/index.ts'

interface Claim {
  readonly scope: 'profile' | 'email' | 'eduperson' | 'usos'
  readonly attribute: AttributeName
  /** Several values are an array, even when there is one. */
  readonly several?: true
}

/**
 * The claims of a person, by the scope that asks for them and the attribute that the service must be registered for: the
 * standard ones of OIDC Core 5.1, and those of the REFEDS mapping of eduPerson and SCHAC. Never a PESEL (req 43).
 */
export const claims: Readonly<Record<string, Claim>> = {
  name: { scope: 'profile', attribute: 'displayName' },
  given_name: { scope: 'profile', attribute: 'givenName' },
  family_name: { scope: 'profile', attribute: 'sn' },
  email: { scope: 'email', attribute: 'mail' },
  eduperson_affiliation: { scope: 'eduperson', attribute: 'eduPersonAffiliation', several: true },
  eduperson_scoped_affiliation: { scope: 'eduperson', attribute: 'eduPersonScopedAffiliation', several: true },
  eduperson_principal_name: { scope: 'eduperson', attribute: 'eduPersonPrincipalName' },
  eduperson_unique_id: { scope: 'eduperson', attribute: 'eduPersonUniqueId' },
  schac_home_organization: { scope: 'eduperson', attribute: 'schacHomeOrganization' },
  schac_personal_unique_code: { scope: 'eduperson', attribute: 'schacPersonalUniqueCode', several: true },
  student_number: { scope: 'usos', attribute: 'student_number' },
  usos_id: { scope: 'usos', attribute: 'usos_id' },
  employee_type: { scope: 'usos', attribute: 'employeeType', several: true },
}

const personalScopes = ['profile', 'email', 'eduperson', 'usos'] as const

/** The library's table of scopes and their claims. `acr`, `amr` and `auth_time` stand in every ID token. */
export function claimsByScope(): Record<string, string[] | null> {
  const personal = personalScopes.map((scope): [string, string[]] => [
    scope,
    [
      ...Object.entries(claims)
        .filter(([, claim]) => claim.scope === scope)
        .map(([name]) => name),
      ...(scope === 'email' ? ['email_verified'] : []),
    ],
  ])
  return { openid: ['sub', 'acr', 'amr', 'auth_time'], sid: null, iss: null, ...Object.fromEntries(personal) }
}

/** The scopes a service is granted: those that hold something of what it is registered for (req 86). */
export function scopesOf({ attributes, client }: Pick<Service, 'attributes' | 'client'>): string[] {
  const personal = personalScopes.filter((scope) =>
    Object.values(claims).some((claim) => claim.scope === scope && attributes.includes(claim.attribute)),
  )
  return ['openid', ...personal, ...(client?.offlineAccess ? ['offline_access'] : [])]
}

/** The scopes that are dropped where a service asks for them: what is asked by habit is no error, and tells nothing. */
export function scopesBeyond(service: Pick<Service, 'attributes' | 'client'>): string[] {
  const granted = scopesOf(service)
  return [...personalScopes, 'offline_access'].filter((scope) => !granted.includes(scope))
}

/** The attributes that the scopes of a request would tell the service. */
export function attributesAsked(service: Pick<Service, 'attributes'>, scopes: readonly string[]): AttributeName[] {
  const asked = Object.values(claims)
    .filter(({ scope }) => scopes.includes(scope))
    .map(({ attribute }) => attribute)
  return service.attributes.filter((name) => asked.includes(name))
}

/** The claims that come of released attributes. The address is the university's own, so it is verified. */
export function claimsOf(released: readonly (readonly [AttributeName, string])[]): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, { attribute, several }] of Object.entries(claims)) {
    const values = released.filter(([given]) => given === attribute).map(([, value]) => value)
    if (values.length > 0) found[name] = several ? values : values[0]
  }
  return 'email' in found ? { ...found, email_verified: true } : found
}
