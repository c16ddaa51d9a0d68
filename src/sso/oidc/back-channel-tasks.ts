import { asPersonId, asSessionId } from '../../database/index.ts'
import { whyNot } from '../../outgoing/index.ts'
import { listVisitsToTell, noteTold } from '../../sessions/index.ts'
import { backChannel, type ProviderParts, providerOf } from './provider/index.ts'

/**
 * Tells the clients that a session visited that it has ended (OpenID Connect Back-Channel Logout 1.0; req 78, 87). Runs in the
 * background, beside what CAS tells: a client that hangs delays nobody, and one that fails is tried again by the job.
 */
export function clientTeller(parts: ProviderParts): (payload: unknown) => Promise<void> {
  const { database, world, services, log } = parts
  const provider = providerOf(parts)

  return async (payload) => {
    const { session: id, person: whose } = payload as { session?: unknown; person?: unknown }
    const session = asSessionId(String(id))
    const visits = await listVisitsToTell(database.db, session, 'oidc')
    if (visits.length === 0) return
    const current = await provider()
    const reasons = new Map<string, { service: string; host: string; because: string }>()
    const results = await Promise.allSettled(
      visits.map(async ({ ticket: sid, service, person }) => {
        const hears = services().find(({ id }) => id === service)
        const tell = hears?.singleLogout ? await backChannel(current, service) : undefined
        // Whoever was erased has no session any more: the job alone knows whose it was.
        const sub = person ?? (typeof whose === 'string' ? asPersonId(whose) : undefined)
        if (sub !== undefined)
          await tell?.(sub, sid).catch((error) => {
            const address = hears?.client?.backChannelLogoutUri
            const host = address === undefined ? '' : new URL(address).host
            reasons.set(service, { service, host, because: reasonOf(error) })
            throw error
          })
        await noteTold(database.db, sid, world.clock.now())
      }),
    )
    for (const { service, host, because } of reasons.values())
      log.warn({ service, host, because }, 'a service could not be told of a sign-out')
    const failed = results.filter((result) => result.status === 'rejected').length
    if (failed > 0) throw new Error(`Clients that could not be told of a sign-out: ${failed} of ${visits.length}.`)
  }
}

/** The library's own sentence about a status holds the address as a whole. */
function reasonOf(error: Error & { response?: Response }) {
  return error.response ? `It answered ${error.response.status}.` : whyNot(error)
}
