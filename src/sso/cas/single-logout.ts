import { asSessionId, type Db } from '../../database/index.ts'
import { callService, type Outgoing } from '../../outgoing/index.ts'
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
}

// One person may visit a service a thousand times: neither it nor we shall hold a thousand connections for that.
const AT_ONCE = 20

/**
 * Tells the services a session visited by CAS that it has ended (CAS 3.0.3, section 2.3.3, appendix C; req 78). Runs in the
 * background: a service that hangs delays nobody. The job tries those that failed again, nine times in all, within eighty minutes.
 */
export async function tellServices(parts: LogoutParts, payload: unknown): Promise<void> {
  const { db, world, services } = parts
  const session = asSessionId(String((payload as { session?: unknown }).session))
  const visits = await listVisitsToTell(db, session, 'cas')
  const tell = async ({ ticket, service: address }: (typeof visits)[number]) => {
    const service = matchService(services(), address)
    if (service?.singleLogout) await post(placeOf(service, address, parts), logoutRequest(ticket, world), parts)
    await noteTold(db, ticket, world.clock.now())
  }
  let failed = 0
  const left = visits.values()
  const tellOneAfterTheOther = async () => {
    for (const visit of left) await tell(visit).catch(() => failed++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, tellOneAfterTheOther))
  if (failed > 0) throw new Error(`${failed} of ${visits.length} services could not be told of a sign-out.`)
}

/** The portal stands at the public origin, which a machine behind its own proxy may not reach from inside. */
function placeOf(service: Service, address: string, { origin, originInside }: LogoutParts): URL {
  const url = new URL(service.logoutUrl ?? address)
  return originInside !== undefined && url.origin === origin
    ? new URL(`${originInside}${url.pathname}${url.search}`)
    : url
}

/** What a service makes of it is its own affair; only one that is not there is asked again. */
async function post(place: URL, message: string, { origin, originInside, settings }: LogoutParts) {
  // Our own portal stands wherever we stand.
  const ours = place.origin === origin || place.origin === originInside
  const { status } = await callService(
    place,
    { method: 'POST', form: { logoutRequest: message }, ...(ours && { mayConnect: () => true }) },
    settings,
  )
  if (status >= 500) throw new Error(`A service answered ${status} to a sign-out.`)
}

/** The SessionIndex stands on one line: phpCAS reads it with a pattern. */
function logoutRequest(ticket: string, world: World) {
  return (
    `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
    `ID="LR-${world.random.token(24)}" Version="2.0" IssueInstant="${world.clock.now().toISOString()}">` +
    `<saml:NameID>@NOT_USED@</saml:NameID><samlp:SessionIndex>${escapeXml(ticket)}</samlp:SessionIndex></samlp:LogoutRequest>`
  )
}
