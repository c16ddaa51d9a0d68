import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { AuditEvent } from '../../../audit/index.ts'
import { sourceMark, sourcesBehind, takeFromBudget } from '../../../challenges/index.ts'
import type { Settings } from '../../../config/index.ts'
import { asPersonId, type Database, type PersonId } from '../../../database/index.ts'
import { maySignIn } from '../../../people/index.ts'
import type { Service, ServiceList } from '../../../services/index.ts'
import { signOut as endAndTell, factorServes, isAlive, sessionLimits } from '../../../sessions/index.ts'
import { Problem } from '../../../web/index.ts'
import type { Keyring, World } from '../../../world/index.ts'
import { scopesBeyond } from '../claims.ts'
import { clientMetadata } from '../client.ts'
import { type AboutAccount, currentRequest, type Grant, type SignedIn } from '../request.ts'
import { seconds, sessionPayload } from '../session.ts'
import {
  consumeRow,
  type FoundToken,
  findAccount,
  findGrant,
  findRow,
  findSessionExtras,
  removeRow,
  revokeGrant,
  revokeTokensOf,
  type SessionStanding,
  saveOnce,
  saveRow,
  type Table,
  tokenFinder,
} from './store.ts'

export interface AdapterParts {
  readonly settings: Settings
  readonly world: World
  readonly keys: Keyring
  readonly database: Database
  readonly services: ServiceList
}

/** Strangers may ask to be signed in; what they leave behind is what fits into an address, and not the 56 kB of a body. */
const LARGEST_ROW = 16_384

const durable: readonly string[] = ['RefreshToken', 'ReplayDetection']
/** They belong to a grant, a session and a person, and bring them along when they are found. */
const tokens: readonly string[] = ['AuthorizationCode', 'AccessToken', 'RefreshToken']

/** How the library keeps what it makes: everything in PostgreSQL, sessions and clients from where they are at home. */
export function createAdapter(parts: AdapterParts, name: string): Adapter {
  switch (name) {
    case 'Client':
      return clients(parts)
    case 'Session':
      return sessions(parts)
    case 'Grant':
      return grants(parts)
    default:
      return rows(parts, name)
  }
}

const never = async () => undefined
const nothing: Adapter = {
  upsert: never,
  find: never,
  findByUserCode: never,
  findByUid: never,
  consume: never,
  destroy: never,
  revokeByGrantId: never,
}

const metadata = new WeakMap<Service, AdapterPayload | undefined>()

/** Of the service list of this very moment: a changed registration is another object, and the library compares its content. */
function clients({ services }: AdapterParts): Adapter {
  return {
    ...nothing,
    async find(id) {
      const service = services().find((one) => one.id === id)
      if (!service) return undefined
      if (!metadata.has(service)) metadata.set(service, clientMetadata(service) as AdapterPayload | undefined)
      return metadata.get(service)
    },
  }
}

/** The session of Furta is the session of OpenID Connect (decision 140). */
function sessions(parts: AdapterParts): Adapter {
  const { world, database } = parts
  const stateKind = 'Session'
  return {
    ...nothing,
    async find(id) {
      const request = currentRequest()
      if (!request?.session || request.session.id !== id) return undefined
      request.signedIn ??= await loadSession(parts, id)
      const { signedIn } = request
      if (!signedIn) return undefined
      const now = world.clock.now()
      const kept = needsState() ? await findRow(database.db, 'oidc_passing', { id, kind: stateKind, now }) : undefined
      return { ...sessionPayload(signedIn), ...(kept && { state: kept.payload as Record<string, unknown> }) }
    },
    async findByUid(uid) {
      const request = currentRequest()
      const signedIn = request?.sessions.get(uid) ?? (await loadSession(parts, uid))
      return signedIn && sessionPayload(signedIn)
    },
    /** Only the state of a sign-out under way is the library's own; everything else of a session is ours already. */
    async upsert(id, { state }) {
      if (!state || currentRequest()?.session?.id !== id) return
      await saveRow(database.db, 'oidc_passing', {
        id,
        kind: stateKind,
        payload: state,
        grantId: undefined,
        session: id,
        person: undefined,
        expiresAt: new Date(world.clock.now().getTime() + 3_600_000),
      })
    },
    async destroy(id) {
      const request = currentRequest()
      if (request?.session?.id !== id) return
      await signOut(parts)
    },
  }

  /** Only the two steps of a sign-out ask for it. */
  function needsState() {
    return currentRequest()?.leaving ?? false
  }
}

/** Ends the session of this request, and tells every service it visited, by either protocol (req 78, 87); notes which are told. */
export async function signOut(parts: AdapterParts): Promise<void> {
  const request = currentRequest()
  if (!request?.session) return
  const { session, source, reference } = request
  request.signedOut = await endAndTell(parts, session, { now: parts.world.clock.now(), source, reference })
}

/** A session that stands, with what it has proved; none that has ended, timed out, or is somebody's who may not sign in. */
async function loadSession(parts: AdapterParts, id: string): Promise<SignedIn | undefined> {
  const extras = await findSessionExtras(parts.database.db, id)
  return extras && standingIn(parts, extras.standing, extras.grants)
}

function standingIn(
  { settings, world }: AdapterParts,
  standing: SessionStanding,
  grants: SignedIn['grants'],
): SignedIn | undefined {
  const now = world.clock.now()
  if (!isAlive(standing, sessionLimits(settings), now)) return undefined
  const proved = factorServes(standing.secondFactorAt, settings, now)
  return { session: standing, secondFactorAt: proved ? standing.secondFactorAt : undefined, grants }
}

function grants(parts: AdapterParts): Adapter {
  return {
    ...nothing,
    async find(id) {
      const grant = currentRequest()?.grants.get(id) ?? (await findGrant(parts.database.db, id))
      if (!grant || grant.expiresAt <= parts.world.clock.now()) return undefined
      return grantPayload(parts, grant)
    },
    async destroy(id) {
      await revokeGrant(parts.database.db, id)
    },
  }
}

/** Scopes beyond the registration of the service count as refused: narrowing it takes effect at once. */
function grantPayload({ services }: AdapterParts, grant: Grant): AdapterPayload {
  const service = services().find(({ id }) => id === grant.client)
  const refused = service ? scopesBeyond(service) : []
  return {
    kind: 'Grant',
    jti: grant.id,
    accountId: grant.person,
    clientId: grant.client,
    openid: { scope: grant.scopes.join(' ') },
    ...(refused.length > 0 && { rejected: { openid: { scope: refused.join(' ') } } }),
  } as AdapterPayload
}

/** Codes, tokens, interactions, pushed requests: rows under the digest of their value. */
function rows(parts: AdapterParts, kind: string): Adapter {
  const { database, world } = parts
  const table: Table = durable.includes(kind) ? 'oidc_tokens' : 'oidc_passing'
  const findToken = tokenFinder(database.db, table)
  return {
    ...nothing,
    async upsert(id, { jti, ...payload }, expiresIn) {
      // No text of PostgreSQL holds it, and no request needs it.
      const written = JSON.stringify(payload)
      if (written.length > LARGEST_ROW) throw new errors.InvalidRequest('the request is too long')
      if (written.includes('\\u0000')) throw new errors.InvalidRequest('a control character')
      const now = world.clock.now()
      if (isBegun(kind, payload)) await mayBegin(parts, now)
      const row = {
        id,
        kind,
        payload,
        grantId: tokens.includes(kind) ? payload.grantId : undefined,
        session: tokens.includes(kind) ? payload.sessionUid : undefined,
        person: tokens.includes(kind) ? payload.accountId : undefined,
        expiresAt: new Date(now.getTime() + (expiresIn ?? 0) * 1000),
      }
      // Of two assertions of a client with one number at the same moment, one is the first (RFC 7523, section 3).
      if (kind === 'ReplayDetection') {
        if (!(await saveOnce(database.db, table, row))) throw new errors.InvalidClientAuth('used before')
      } else await saveRow(database.db, table, row, kind === 'AuthorizationCode' ? authorized(payload, now) : undefined)
    },
    async find(id) {
      const query = { id, kind, now: world.clock.now() }
      if (!tokens.includes(kind)) {
        const found = await findRow(database.db, table, query)
        return found && { ...found.payload, jti: id, ...consumed(found.consumedAt) }
      }
      const found = await findToken(query)
      if (!found) return undefined
      remember(parts, found)
      return {
        ...found.payload,
        jti: id,
        ...consumed(found.consumedAt),
        ...(found.session !== undefined && { sessionUid: found.session }),
      }
    },
    /** The library looks first and consumes then; of several that looked at the same moment one goes on (req 82). */
    async consume(id) {
      if (await consumeRow(database.db, table, { id, now: world.clock.now() })) return
      if (kind === 'PushedAuthorizationRequest') throw new errors.InvalidRequestUri('used before')
      const request = currentRequest()
      for (const grant of request?.grants.keys() ?? []) await revokeGrant(database.db, grant)
      throw new errors.InvalidGrant('used before')
    },
    async destroy(id) {
      await removeRow(database.db, table, id)
    },
    async revokeByGrantId(grant) {
      await revokeTokensOf(database.db, grant)
    },
  }
}

/** A sign-in that is begun in a browser, or pushed beforehand by a client that proves nothing. */
function isBegun(kind: string, { result, trusted }: AdapterPayload) {
  return kind === 'Interaction' ? result === undefined : kind === 'PushedAuthorizationRequest' && !trusted
}

/** Ten times what one source block may fail at: more people than that do not begin to sign in from there. */
const BEGUN_FOR_EACH_FAILURE = 10

/** Whoever is nobody yet leaves a row for an hour with each sign-in that is begun: past a budget no more of them (req 55). */
async function mayBegin({ settings, keys, database }: AdapterParts, now: Date) {
  const request = currentRequest()
  if (!request || request.session) return
  const times = sourcesBehind(request.source, settings.CAMPUS_NETWORKS)
  const { granted, retryAfterMs } = await takeFromBudget(database.quick, {
    budget: 'oidc-begun',
    holder: sourceMark(keys, request.source),
    limit: settings.SOURCE_FAILURES * BEGUN_FOR_EACH_FAILURE * times,
    windowMs: settings.SOURCE_WINDOW,
    now,
  })
  if (!granted) throw new Problem('too-many', { retryAfterMs })
}

function consumed(at: Date | undefined) {
  return at && { consumed: seconds(at) }
}

/** What came with a token is there for the questions that follow. */
function remember(parts: AdapterParts, { grant, standing, account, consumedAt, person }: FoundToken) {
  const request = currentRequest()
  if (!request) return
  if (consumedAt) request.replayed = person
  if (grant) request.grants.set(grant.id, grant)
  if (account) request.accounts.set(account.person.id, account)
  const signedIn = standing && standingIn(parts, standing, grant ? [grant] : [])
  if (signedIn) request.sessions.set(signedIn.session.id, signedIn)
}

function authorized({ accountId, clientId }: AdapterPayload, now: Date): AuditEvent {
  const request = currentRequest()
  return {
    at: now,
    event: 'oidc-authorized',
    outcome: 'success',
    person: accountId === undefined ? undefined : asPersonId(accountId),
    actor: 'person',
    source: request?.source,
    reference: request?.reference,
    details: { service: clientId ?? '' },
  }
}

/** Somebody who may sign in now; a disabled or closed account is told to nobody (req 85). */
export async function loadAccount({ database }: AdapterParts, person: PersonId): Promise<AboutAccount | undefined> {
  const request = currentRequest()
  const account = request?.accounts.get(person) ?? (await findAccount(database.db, person))
  if (!account || !maySignIn(account.person)) return undefined
  request?.accounts.set(person, account)
  return account
}
