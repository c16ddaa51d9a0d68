import type { FastifyReply, FastifyRequest } from 'fastify'
import { waitInWords } from '../../language/index.ts'
import { type Keyring, sameDigest } from '../../world/index.ts'
import { readCookie, setCookie } from '../cookies.ts'

/** Who waits for an answer, as a queue sees it. */
export interface QueueCaller {
  /** Network address. */
  readonly source: string
  /** Names this browser, for the place that is kept for it. */
  readonly holder: string | undefined
  /** When a place was promised to it. */
  readonly dueAt: Date | undefined
  /** Nobody waits any more: the connection was closed. */
  gone(): boolean
}

/** How long after its moment a place may still be claimed: a form has to be filled in again where no script runs. */
const CLAIMED_WITHIN = 2 * 60_000

/** The place in the line goes with the browser, sealed: any node keeps it, and nobody can write one. */
export function keepPlace(request: FastifyRequest, reply: FastifyReply, dueAt: Date) {
  const { keys, world } = request.server.frame
  const visitor = visitorOf(request)
  // Whoever comes too early hears the same moment, and has the cookie of it.
  if (visitor === undefined || placeOf(request).dueAt?.getTime() === dueAt.getTime()) return
  const due = dueAt.getTime().toString(36)
  const maxAgeMs = dueAt.getTime() - world.clock.now().getTime() + CLAIMED_WITHIN
  setCookie(reply, 'place', `${due}.${seal(keys, visitor, due)}`, { maxAgeMs })
}

/**
 * A form is opened for which there is no time now: its place is kept from this moment on, while it is being filled in. Gives how long
 * it takes, for the page to say; nothing where nobody has to wait.
 */
export function placeFromNowOn(request: FastifyRequest, reply: FastifyReply): PlaceToTell | undefined {
  if (request.method !== 'GET') return undefined
  nameVisitor(request, reply)
  const turn = request.server.frame.reserveTurn?.(request)
  if (!turn) return undefined
  keepPlace(request, reply, turn.dueAt)
  const seconds = secondsOf(turn)
  return { seconds, inWords: waitInWords(seconds), firm: turn.firm }
}

/** What a page says of the place that is kept for its form. */
export interface PlaceToTell {
  readonly seconds: number
  readonly inWords: string
  /** The form may be sent then without asking again. */
  readonly firm: boolean
}

type Place = Pick<QueueCaller, 'holder' | 'dueAt'>
/** Asked for by whoever may have to wait, by the queue, and by the answer: the seal is looked at once. */
const placesRead = new WeakMap<FastifyRequest, Place>()

/** The place that this browser was promised. */
export function placeOf(request: FastifyRequest): Place {
  const place = placesRead.get(request) ?? readPlace(request)
  placesRead.set(request, place)
  return place
}

function readPlace(request: FastifyRequest): Place {
  const holder = visitorOf(request)
  const [, due, mark] = /^([0-9a-z]{1,10})\.([\w-]{43})$/.exec(readCookie(request, 'place') ?? '') ?? []
  if (holder === undefined || due === undefined || mark === undefined) return { holder, dueAt: undefined }
  const { keys } = request.server.frame
  const good = sameDigest(Buffer.from(mark), Buffer.from(seal(keys, holder, due)))
  return { holder, dueAt: good ? new Date(Number.parseInt(due, 36)) : undefined }
}

/** Browsers that get their name with the answer to this very request. */
const namedNow = new WeakMap<FastifyRequest, string>()

export function visitorOf(request: FastifyRequest): string | undefined {
  const visitor = readCookie(request, 'visitor')
  return visitor !== undefined && /^[A-Za-z0-9]{24}$/.test(visitor) ? visitor : namedNow.get(request)
}

/** What this browser is called, by us alone; whoever has no name yet gets one with this answer. */
export function nameVisitor(request: FastifyRequest, reply: FastifyReply): string {
  const known = visitorOf(request)
  if (known !== undefined) return known
  const visitor = request.server.frame.world.random.token(24)
  setCookie(reply, 'visitor', visitor)
  namedNow.set(request, visitor)
  placesRead.delete(request)
  return visitor
}

function seal(keys: Keyring, visitor: string, due: string) {
  return keys.mac('place-in-line', visitor, due).toString('base64url')
}

/** Rounded up, longer ones to five: nobody who keeps to it comes too early, and few pages differ. */
export function secondsOf({ retryAfterMs = 0 }: { readonly retryAfterMs?: number | undefined }) {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000))
  return seconds <= 20 ? seconds : Math.ceil(seconds / 5) * 5
}
