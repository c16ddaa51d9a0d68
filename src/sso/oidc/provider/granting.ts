import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { PersonId } from '../../../database/index.ts'
import { covered, findConsent, type Service } from '../../../services/index.ts'
import { ensureGrant } from '../adapter/index.ts'
import { attributesAsked } from '../claims.ts'
import { lifetimes } from '../lifetimes.ts'
import { currentRequest } from '../request.ts'
import { authenticationOf, SEVERAL_FACTORS } from '../session.ts'
import type { ProviderParts } from './parts.ts'

/** The grant of a service in this session, where nothing is left to ask the person: signed in, sure enough, agreed. */
export async function grantOf(parts: ProviderParts, ctx: KoaContextWithOIDC, service: Service | undefined) {
  const request = currentRequest()
  const { session } = ctx.oidc
  const signedIn = request?.signedIn
  if (!request || !service || !session || !signedIn || session.accountId !== signedIn.session.person) return undefined
  if (service.assurance === 'second-factor' && authenticationOf(signedIn).acr !== SEVERAL_FACTORS) return undefined
  const scopes = [...ctx.oidc.requestParamOIDCScopes]
  const { person } = signedIn.session
  if (service.consent) {
    const consent = await findConsent(parts.database.db, person, service.id)
    const offline = scopes.includes('offline_access')
    if (!covered(consent, service, attributesAsked(service, scopes), { offline })) return undefined
  }
  const now = parts.world.clock.now()
  const grant = await ensureGrant(parts.database.db, {
    id: parts.world.random.token(24),
    session: signedIn.session.id,
    client: service.id,
    person,
    sid: parts.world.random.token(24),
    scopes,
    madeAt: now,
    expiresAt: new Date(now.getTime() + lifetimes.grant * 1000),
  })
  if (!grant) throw new errors.SessionNotFound('the session has just ended')
  request.grants.set(grant.id, grant)
  session.sidFor(service.id, grant.sid)
  return ctx.oidc.provider.Grant.find(grant.id)
}

/**
 * What a token tells, also one of before: of what is registered now, what its scopes ask for; where consent is asked, what the
 * person agreed to.
 */
export async function attributesAllowed(
  { database }: ProviderParts,
  service: Service,
  person: PersonId,
  scope: string,
) {
  const asked = attributesAsked(service, scope.split(' '))
  if (!service.consent) return asked
  const consent = await findConsent(database.db, person, service.id)
  return asked.filter((name) => covered(consent, service, [name]))
}
