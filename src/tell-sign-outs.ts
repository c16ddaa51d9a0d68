import { type SessionToTell, tellTheRest } from './sessions/index.ts'
import { tellServices } from './sso/cas/index.ts'
import { clientTeller } from './sso/oidc/index.ts'

type Parts = Parameters<typeof clientTeller>[0]

/**
 * The job `tell-services`: whoever visited services hears that the session has ended, by CAS and by OpenID Connect. What the one
 * could not tell does not keep the other from it; the job tries again.
 */
export function signOutTeller(parts: Parts): (payload: unknown) => Promise<void> {
  const { database, settings, world, services, origin, log } = parts
  const originInside = settings.PORTAL_CAS_ORIGIN
  const logoutParts = { db: database.db, world, services, origin, originInside, settings, log }
  const tellClients = clientTeller(parts)
  return async (payload) => {
    const told = await Promise.allSettled([tellServices(logoutParts, payload), tellClients(payload)])
    // The job that goes on asks clients again, too: beside it this one must not be tried again.
    if (told.some((result) => result.status === 'fulfilled' && result.value === 'goes-on'))
      return database.db.transaction().execute((trx) => tellTheRest(trx, payload as SessionToTell))
    const [reason, ...others] = told.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    if (others.length > 0) throw new AggregateError([reason, ...others], sentencesOf([reason, ...others]))
    if (reason !== undefined) throw reason
  }
}

/** The queue keeps the message alone. */
function sentencesOf(reasons: readonly unknown[]) {
  return reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join(' ')
}
