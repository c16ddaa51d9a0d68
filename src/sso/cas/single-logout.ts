import type { Logger } from 'pino'
import { asSessionId, type Db } from '../../database/index.ts'
import { callService, type Outgoing, whyNot } from '../../outgoing/index.ts'
import { matchService, type Service, type ServiceList } from '../../services/index.ts'
import { listVisitsToTell, noteTold } from '../../sessions/index.ts'
import type { World } from '../../world/index.ts'
import { escapeXml } from './responses.ts'

interface LogoutParts {
  readonly db: Db
  readonly world: World
  readonly services: ServiceList
  /** The public origin, and the one under which this machine reaches it (PORTAL_CAS_ORIGIN). */
  readonly origin: string
  readonly originInside: string | undefined
  readonly settings: Outgoing
  readonly log: Pick<Logger, 'warn'>
}

// One person may visit a service a thousand times: neither it nor we shall hold a thousand connections for that.
const AT_ONCE = 20
// The places of the lane are few, and held links and the settling of cases wait for one as well.
const LONGEST_ROUND = 60_000
/** So often in a row a service may leave us without an answer, before the rest of its visits wait for the next attempt. */
const SILENT_AT_MOST = 3

/**
 * Tells the services a session visited by CAS that it has ended (CAS 3.0.3, section 2.3.3, appendix C; req 78). Runs in the
 * background: a service that hangs delays nobody. The job tries those that failed again, nine times in all, within eighty minutes.
 * `goes-on`: somebody was told, and there are others that it has not come to within a minute. They are for a job of its own with as many
 * attempts, so that whatever is done for others comes in between.
 */
export async function tellServices(parts: LogoutParts, payload: unknown): Promise<'told' | 'goes-on'> {
  const { db, world, services, log } = parts
  const session = asSessionId(String((payload as { session?: unknown }).session))
  const visits = await listVisitsToTell(db, session, 'cas')
  const until = world.clock.now().getTime() + LONGEST_ROUND
  const silent = new Map<string, number>()
  const reasons = new Map<string, { service: string; host: string; because: string }>()
  const tell = async ({ ticket, service: address }: (typeof visits)[number]) => {
    const service = matchService(services(), address)
    if (service?.singleLogout) {
      const place = placeOf(service, address, parts)
      // One registration may stand for many machines, and one machine for many registrations.
      const where = `${service.id} ${place.host}`
      const times = silent.get(where) ?? 0
      if (times >= SILENT_AT_MOST) throw new Error('A service that does not answer.')
      const failed = (because: string) => reasons.set(where, { service: service.id, host: place.host, because })
      const status = await post(place, logoutRequest(ticket, world), parts).catch((error) => {
        silent.set(where, (silent.get(where) ?? 0) + 1)
        failed(whyNot(error))
        throw error
      })
      silent.delete(where)
      // What a service makes of it is its own affair; only one that is not there is asked again.
      if (status >= 500) {
        failed(`It answered ${status}.`)
        throw new Error(`A service answered ${status} to a sign-out.`)
      }
    }
    await noteTold(db, ticket, world.clock.now())
  }
  let [told, failed] = [0, 0]
  const left = visits.values()
  const tellOneAfterTheOther = async () => {
    for (const visit of left) {
      if (world.clock.now().getTime() >= until) return
      await tell(visit).then(
        () => told++,
        () => failed++,
      )
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, tellOneAfterTheOther))
  for (const { service, host, because } of reasons.values())
    log.warn({ service, host, because }, 'a service could not be told of a sign-out')
  // Only a round that got on is followed by another: the others count as attempts.
  if (told > 0 && told + failed < visits.length) return 'goes-on'
  if (told < visits.length)
    throw new Error(`Visits that could not be told of a sign-out: ${visits.length - told} of ${visits.length}.`)
  return 'told'
}

/** The portal stands at the public origin, which a machine behind its own proxy may not reach from inside. */
function placeOf(service: Service, address: string, { origin, originInside }: LogoutParts): URL {
  const url = new URL(service.logoutUrl ?? address)
  return originInside !== undefined && url.origin === origin
    ? new URL(`${originInside}${url.pathname}${url.search}`)
    : url
}

async function post(place: URL, message: string, { origin, originInside, settings }: LogoutParts) {
  // Our own portal stands wherever we stand.
  const ours = place.origin === origin || place.origin === originInside
  const { status } = await callService(
    place,
    { method: 'POST', form: { logoutRequest: message }, ...(ours && { mayConnect: () => true }) },
    settings,
  )
  return status
}

/** The SessionIndex stands on one line: phpCAS reads it with a pattern. */
function logoutRequest(ticket: string, world: World) {
  return (
    `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
    `ID="LR-${world.random.token(24)}" Version="2.0" IssueInstant="${world.clock.now().toISOString()}">` +
    `<saml:NameID>@NOT_USED@</saml:NameID><samlp:SessionIndex>${escapeXml(ticket)}</samlp:SessionIndex></samlp:LogoutRequest>`
  )
}
