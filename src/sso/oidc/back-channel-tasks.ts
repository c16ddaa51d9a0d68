import { asPersonId, asSessionId } from '../../database/index.ts'
import { listVisitsToTell, noteTold } from '../../sessions/index.ts'
import { backChannel, type ProviderParts, providerOf } from './provider/index.ts'

/**
 * Tells the clients that a session visited that it has ended (OpenID Connect Back-Channel Logout 1.0; req 78, 87). Runs in the
 * background, beside what CAS tells: a client that hangs delays nobody, and one that fails is tried again by the job.
 */
export function clientTeller(parts: ProviderParts): (payload: unknown) => Promise<void> {
  const { database, world, services } = parts
  const provider = providerOf(parts)

  return async (payload) => {
    const { session: id, person: whose } = payload as { session?: unknown; person?: unknown }
    const session = asSessionId(String(id))
    const visits = await listVisitsToTell(database.db, session, 'oidc')
    if (visits.length === 0) return
    const current = await provider()
    const results = await Promise.allSettled(
      visits.map(async ({ ticket: sid, service, person }) => {
        const hears = services().find(({ id }) => id === service)
        const tell = hears?.singleLogout ? await backChannel(current, service) : undefined
        // Whoever was erased has no session any more: the job alone knows whose it was.
        const sub = person ?? (typeof whose === 'string' ? asPersonId(whose) : undefined)
        if (sub !== undefined) await tell?.(sub, sid)
        await noteTold(database.db, sid, world.clock.now())
      }),
    )
    const failed = results.filter((result) => result.status === 'rejected').length
    if (failed > 0) throw new Error(`${failed} of ${visits.length} clients could not be told of a sign-out.`)
  }
}
