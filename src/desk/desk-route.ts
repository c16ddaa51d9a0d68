import type {
  FastifyContextConfig,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RouteGenericInterface,
} from 'fastify'
import { type AuditEvent, recordEvent } from '../audit/index.ts'
import { recordRefusal } from '../challenges/index.ts'
import type { Settings } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { findPerson, type Person } from '../people/index.ts'
import {
  findDeskUse,
  findSession,
  noteDeskUse,
  readCookie as readTicketGrantingCookie,
  type Session,
  sessionLimits,
} from '../sessions/index.ts'
import { readCookie, withQuery } from '../web/index.ts'
import type { Keyring, World } from '../world/index.ts'
import { askAtTheDoor, factorHolds, needsNotingAtDesk } from './door-rule.ts'
import { refusedPage } from './pages/refused.tsx'
import type { DeskAct } from './permissions.ts'
import { factorFirst, sessionIsOver, type TurnAway } from './turned-away.tsx'
import { bringsFields, unsentForm } from './unsent-form.ts'

/** A member of staff whom the door let in: the roles are those of this very moment. */
export interface Staff {
  readonly person: Person
  readonly session: Session
}

export interface DoorParts {
  readonly settings: Settings
  readonly database: Database
  readonly world: World
  readonly keys: Keyring
}

export interface DeskRoute {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly act: DeskAct
  /** Whether its address may have filters, which are kept on the way by the second factor. */
  readonly filtered?: boolean
}

export interface DeskDoor {
  readonly app: FastifyInstance
  readonly parts: DoorParts
  /** What stands behind the door so far. */
  readonly routes: DeskRoute[]
  /** What stands before it: where the second factor is set up and proved. */
  readonly doorstep: Pick<DeskRoute, 'method' | 'url'>[]
}

declare module 'fastify' {
  interface FastifyInstance {
    desk: DeskDoor
  }
}

export function createDeskDoor(app: FastifyInstance, parts: DoorParts): DeskDoor {
  const door: DeskDoor = { app, parts, routes: [], doorstep: [] }
  app.decorate('desk', door)
  return door
}

/** Every route behind the door, for the test that tries all of them in every role. */
export const deskRoutes = (door: DeskDoor): readonly DeskRoute[] => door.routes

interface Opening<Route extends RouteGenericInterface> extends Omit<DeskRoute, 'filtered'> {
  /** The second factor must have been proved within the last ten minutes (req 62): for roles, addresses, disabling. */
  readonly fresh?: boolean
  /** The address to come back to after the second factor or a fault, where the path alone is not enough or leads to no page: filters stay. */
  readonly back?: (request: FastifyRequest<Route>) => string
  /** Bytes, where a form of this route is longer than others. */
  readonly bodyLimit?: number
  readonly config?: FastifyContextConfig
  readonly handler: (staff: Staff, request: FastifyRequest<Route>, reply: FastifyReply) => unknown
}

/**
 * The only way a page of the desk comes to stand under an address. Default deny (req 88): the door is asked before a body
 * is read, with the roles as the database has them now, so a role that is taken away is gone at the next request (req 92).
 * A form that the door turns away is never carried out by itself: whoever sent it gets it back and sends it again (decision 111).
 */
export function deskRoute<Route extends RouteGenericInterface>(door: DeskDoor, opening: Opening<Route>): void {
  const { method, url, act, fresh = false, back, bodyLimit, config } = opening
  door.routes.push({ method, url, act, filtered: back !== undefined })
  door.app.route({
    method,
    url,
    ...(bodyLimit !== undefined && { bodyLimit }),
    config: { ...config, ...(back && { pageOfForm: (request) => back(request as FastifyRequest<Route>) }) },
    ...guarded({
      ask: (request, reply) => {
        const asked = () => back?.(request as FastifyRequest<Route>) ?? pathOf(request)
        return admit(door, { act, fresh, asked }, request, reply)
      },
      handler: (staff, request, reply) => opening.handler(staff, request as FastifyRequest<Route>, reply),
    }),
  })
}

interface Doorstep extends Pick<DeskRoute, 'method' | 'url'> {
  readonly bodyLimit?: number
  readonly handler: (staff: Staff, request: FastifyRequest, reply: FastifyReply) => unknown
}

/** A page before the door: for whoever is signed in and has a role, whether or not the second factor is proved yet. */
export function doorstepRoute(door: DeskDoor, { method, url, bodyLimit, handler }: Doorstep): void {
  door.doorstep.push({ method, url })
  door.app.route({
    method,
    url,
    ...(bodyLimit !== undefined && { bodyLimit }),
    ...guarded({
      ask: async (request, reply) => {
        const found = await signedIn(door, () => pathOf(request), request, reply)
        if (!found || 'turnAway' in found || found.person.roles.length > 0) return found
        return refuse(door.parts, found, request, reply)
      },
      handler,
    }),
  })
}

/** Who comes in, or how somebody with a form is turned away; nothing when an answer has been sent. */
type Admission = Staff | { readonly turnAway: TurnAway } | undefined

interface Guard {
  readonly ask: (request: FastifyRequest, reply: FastifyReply) => Promise<Admission>
  readonly handler: Doorstep['handler']
}

/** The door is asked first; only of a form that can be given back is the body read although nobody comes in. */
function guarded({ ask, handler }: Guard) {
  const admitted = new WeakMap<FastifyRequest, Staff>()
  const turnedAway = new WeakMap<FastifyRequest, TurnAway>()
  return {
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      const found = await ask(request, reply)
      if (!found) return
      if (!('turnAway' in found)) admitted.set(request, found)
      else if (bringsFields(request)) turnedAway.set(request, found.turnAway)
      else await found.turnAway(reply, undefined)
    },
    handler: (request: FastifyRequest, reply: FastifyReply) => {
      const turnAway = turnedAway.get(request)
      if (turnAway) return turnAway(reply, unsentForm(request))
      const staff = admitted.get(request)
      if (!staff) throw new Error('The door of the desk was passed by')
      return handler(staff, request, reply)
    },
    // A body that is no form of ours is not given back.
    errorHandler: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const turnAway = turnedAway.get(request)
      if (!turnAway) throw error
      return turnAway(reply, undefined)
    },
  }
}

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0] ?? ''

async function admit(
  door: DeskDoor,
  { act, fresh, asked }: { act: DeskAct; fresh: boolean; asked: () => string },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Admission> {
  const { settings, database, world } = door.parts
  const found = await signedIn(door, asked, request, reply)
  if (!found || 'turnAway' in found) return found
  const { person, session } = found
  const now = world.clock.now()
  const use = await findDeskUse(database.db, session.id)
  const idle = settings.STAFF_IDLE

  switch (askAtTheDoor({ roles: person.roles, ...use, act, fresh, idle, now })) {
    case 'open':
      if (needsNotingAtDesk(use.usedAt, idle, now)) await noteDeskUse(database.db, session.id, now)
      return found
    case 'second-factor': {
      const back = pageToComeBackTo(door, asked())
      const address = factorAddress(back, request)
      if (request.method === 'POST') {
        const again = factorHolds({ ...use, fresh: false, idle, now })
        return { turnAway: factorFirst(door.parts, found, { back, address, again }) }
      }
      reply.redirect(address, 303)
      return undefined
    }
    case 'forbidden':
      return refuse(door.parts, found, request, reply)
  }
}

/** The person of a living session, or the way to the sign-in. */
async function signedIn(
  door: DeskDoor,
  asked: () => string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Admission> {
  const { settings, database, world } = door.parts
  const limits = sessionLimits(settings)
  const cookie = readTicketGrantingCookie(readCookie(request, 'TGC'))
  const session = await findSession(database.db, cookie, limits, world.clock.now())
  const person = session && (await findPerson(database.db, session.person))
  if (session && person && !session.mustChange) return { person, session }
  if (!session?.mustChange && request.method === 'POST') {
    return { turnAway: sessionIsOver(pageToComeBackTo(door, asked())) }
  }
  reply.redirect(session?.mustChange ? '/password-change' : '/cas/login?next=desk', 303)
  return undefined
}

/** The page that says that the role does not allow this, and the event that says who tried. */
export async function refuse(
  parts: DoorParts,
  { person }: Staff,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<undefined> {
  const { database, world } = parts
  const isStaff = person.roles.length > 0
  const record = (event: AuditEvent) => (isStaff ? recordEvent(database.db, event) : recordRefusal(parts, event))
  await record({
    at: world.clock.now(),
    event: 'desk-refused',
    outcome: 'failure',
    person: person.id,
    actor: 'person',
    source: request.source,
    reference: request.reference,
    details: { route: `${request.method} ${request.routeOptions.url ?? ''}` },
  })
  reply.page(refusedPage(person), { status: 403, languagePath: '/desk' })
}

/** Only a page of the desk that can be opened. */
const pageToComeBackTo = (door: DeskDoor, asked: string) => pageNamed(door, asked) ?? pageOfDesk(door, asked)

function factorAddress(back: string | undefined, request: FastifyRequest): string {
  return withQuery('/desk/second-factor', {
    ...(back !== undefined && back !== '/desk' && { back }),
    ...(request.method === 'POST' && { unsent: 'yes' }),
  })
}

/**
 * An address of the desk, or nothing: one that was smuggled in leads nowhere. Filters stay on the pages that have some; on others a
 * query could make a page say that something was done.
 */
export function pageNamed(door: DeskDoor, back = ''): string | undefined {
  const [path = '', ...filters] = back.split('?')
  if (pageOfDesk(door, path) !== path) return undefined
  if (filters.length === 0) return back
  const filtered = door.routes.some((route) => route.method === 'GET' && route.url === path && route.filtered)
  return filtered && /^[\w.~%+*&=-]{1,600}$/.test(filters.join('?')) ? back : undefined
}

/** The page at `path`, or the nearest one above it: a closed list, so no address can be smuggled in. */
export function pageOfDesk(door: DeskDoor, path: string): string | undefined {
  if (!/^\/desk(\/[\w.~-]+)*$/.test(path)) return undefined
  const steps = path.split('/')
  for (let length = steps.length; length > 1; length--) {
    const candidate = steps.slice(0, length).join('/')
    if (door.routes.some(({ method, url }) => method === 'GET' && matches(url, candidate))) return candidate
  }
  return undefined
}

function matches(url: string, path: string) {
  const [wanted, given] = [url.split('/'), path.split('/')]
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith(':') || part === given[index])
}
