import { availableParallelism } from 'node:os'
import { sourceBlock, sourceSite, sourcesBehind } from '../challenges/index.ts'
import { type Clock, systemClock } from '../world/index.ts'
import { type HashThreads, startHashThreads } from './hash-threads.ts'
import { isOldHash } from './old-hashes/old-hash.ts'
import { queueLimits, type Refusal, shareOf, TurnQueue, type Waiter } from './turn-queue.ts'

/** Why a turn came to nothing. Nobody asks where it was thrown, and on the morning it is hundreds of times a second: no stack trace. */
class NoTurn extends Error {
  constructor(message: string) {
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** There is no time: too many people wait for a hash or for a verdict, or one was not ready in time. The page says politely when to come back, and keeps the place (req 127). */
export class HashQueueFull extends NoTurn {
  /** From when on there is a place. */
  readonly dueAt: Date
  readonly retryAfterMs: number

  constructor(dueAt: number, now: number, message = 'Too many password hashes are waiting.') {
    super(message)
    this.dueAt = new Date(dueAt)
    this.retryAfterMs = dueAt - now
  }
}

/** Whoever asked has gone away: nothing was done, and nobody reads an answer. */
export class AskerGone extends NoTurn {
  constructor() {
    super('Whoever asked for a hash has gone away.')
  }
}

export interface HashCost {
  /** KiB */
  readonly memory: number
  readonly passes: number
}

/** Who asks for a turn. `request.caller` has all of it but the owner. */
export interface Caller {
  /** Network address of the request. */
  readonly source: string
  /** The person whose browser, session or link it has been proved to be: they do not wait behind their neighbours. */
  readonly owner?: string | undefined
  /** Names this browser, for the place that is kept for it. */
  readonly holder?: string | undefined
  /** When a place was promised to it. */
  readonly dueAt?: Date | undefined
  gone(): boolean
}

/** From when on there is a place, and in how many milliseconds that is. */
export interface Turn extends Pick<HashQueueFull, 'dueAt' | 'retryAfterMs'> {
  /** The form may be sent then without asking again. */
  readonly firm: boolean
}

export interface HashGate {
  /** argon2id as a PHC string with a salt of its own. Hash after `normalisePassword`. */
  hash(password: string): Promise<string>
  /**
   * `undefined` stands for an account without password: the same work is done, and the answer is no (req 3).
   * `typed` is the password before `normalisePassword`: other systems hashed it as it came.
   */
  verify(stored: string | undefined, password: string, typed?: string): Promise<boolean>
  /** Whether a stored hash was made with less than today's cost, or elsewhere (req 37). */
  isOutdated(stored: string): boolean
  /**
   * Does `work` when it is its turn; the gate it gets hashes at once. Whatever a journey asks of the database stands inside, so that
   * nothing is done for whom there is no time. Throws `HashQueueFull`, or `AskerGone`, before anything is done; and what `work` throws, which is
   * `HashQueueFull` as well where a password was not judged in time.
   */
  turn<Result>(caller: Caller, hashes: number, work: (own: HashGate) => Promise<Result>): Promise<Result>
  /**
   * When there is time for somebody: nothing while nobody waits; now, and the place is kept for a moment; or later, as the refusal of
   * `turn` would say. Asked by a page that keeps its form, and the password in it, until there is time for it.
   */
  ask(caller: Caller, hashes: number): Turn | undefined
  /**
   * When the turn of somebody comes who opens a form now, whose place is kept from now on; nothing where there would be time now, or
   * where the moment of an earlier place has come. Whoever is told later stands behind it, and nothing idles for it. `whoAsks` is
   * called where anybody waits.
   */
  reserve(whoAsks: () => Caller, hashes: number): Turn | undefined
  /** How many wait or run, for health pages and measurements. */
  readonly pending: number
  /** How many wait, how many were told to come back, and how long somebody who comes now waits, in milliseconds. */
  readonly load: { readonly waiting: number; readonly promised: number; readonly waitMs: number }
  stop(): Promise<void>
}

interface GateOptions extends HashCost {
  readonly atOnce: number
  readonly queue: number
  /** Networks of the university: behind one address there are many people. */
  readonly campus?: readonly string[]
  readonly clock?: Clock
  /** To pages and validations, which the same machine answers. */
  readonly yields?: boolean
  /** Other threads than ours, for tests that decide how long a hash takes. */
  readonly threads?: HashThreads
}

/** Somebody known waits for a fraction of what a stranger does, and no stranger can take the place. */
const OWNER_WEIGHT = 3
/**
 * Turns under way for each thread: one at work, one at its door, and the others at the database before and after. Beside them what a
 * thread does in the time in which it tells nothing (decision 252), so that its door is not empty meanwhile.
 */
const TURNS_PER_THREAD = 6
export const MOST_TURNS_PER_THREAD = 10
const TELLS_NOTHING_FOR = 40
const BLOCKS_REMEMBERED = 10_000
/** A customer of a provider may have 65,536 source blocks of IPv6 (a /48), as many as a region of a mobile network: they share so many lines. */
const LINES_OF_A_SITE = 16
/**
 * Each press of an impatient hand costs work that those who wait would need: whoever comes before the moment they were told, or from a block
 * of which very many were told one, hears it only after this time (decision 209).
 */
const HEARS_LATER = 15_000
/**
 * Who stands in the queue for so long, as ever new ones come from elsewhere, is told to come again, and goes before the others then: a page
 * that loads for a minute is given up, by the proxy in between as well (`answer-in-time.ts`), and a form that was sent by then is spent.
 */
export const LONGEST_STAY = 45_000
const COMES_AGAIN_IN = 5_000
/** Of them, how many hold a connection meanwhile, and how soon the place of one that was closed is free. */
export const MOST_HELD = 500
const LOOKED_AFTER = 1_000
/** How fast the measured time of a hash follows: some half a second of work, looked at so often, since hashes end in handfuls. */
const FOLLOWS = 0.02
const LOOKED_AT_AFTER = 250
/** A machine that slept says nothing of how long a hash takes. */
const LONGEST_GAP = 2_000

/**
 * argon2id behind a gate: never more at once than threads, which are as many as cores. More at once would not be faster, only
 * slower for everybody, and would starve the pages. Before it stands the queue of `turn-queue.ts`.
 */
export async function createHashGate(options: GateOptions): Promise<HashGate> {
  const atOnce = options.atOnce || availableParallelism()
  // argon2id is what the library takes when no variant is named.
  const cost = { memoryCost: options.memory, timeCost: options.passes, parallelism: 1 }
  const { yields = false } = options
  const threads = options.threads ?? startHashThreads(atOnce, systemClock, { yields })
  const clock = options.clock ?? systemClock
  const moment = () => clock.now().getTime()
  const queue = new TurnQueue({ ...queueLimits, places: options.queue })
  // Addresses are taken apart once: on the morning the same few networks come again and again.
  const blocks = new Map<string, { flow: string; weight: number }>()
  let running = 0
  let held = 0

  const hash = async (password: string) => String(await threads.run({ password, cost }))
  // Nobody's password: what an unknown account is compared with.
  const dummy = await hash('\u0000 nobody')
  // The first hash waits for its thread to begin: the next one says how long a hash takes here.
  const begun = moment()
  await hash('\u0000 the measure')
  let msPerHash = Math.max(0.05, (moment() - begun) / atOnce)
  const untold = Math.floor(TELLS_NOTHING_FOR / (msPerHash * atOnce))
  const turns = atOnce * Math.min(MOST_TURNS_PER_THREAD, TURNS_PER_THREAD + untold)
  let since: { readonly begun: number; hashes: number } | undefined

  const inside: HashGate = {
    hash,
    async verify(stored, password, typed = password) {
      const task =
        stored !== undefined && isOldHash(stored)
          ? { spelled: [...new Set([password, typed])], stored, nobody: dummy }
          : { password, stored: stored ?? dummy }
      const matches = await threads.run(task)
      return matches === true && stored !== undefined
    },
    isOutdated(stored) {
      const [, memory, passes] = /^\$argon2id\$.*\$m=(\d+),t=(\d+),/.exec(stored) ?? []
      return memory === undefined || Number(memory) < options.memory || Number(passes) < options.passes
    },
    turn: (_caller, _hashes, work) => work(inside),
    ask: () => undefined,
    reserve: () => undefined,
    get pending() {
      return queue.size + running
    },
    get load() {
      return { waiting: queue.size, promised: queue.promised, waitMs: queue.waitOfOne(msPerHash) }
    },
    stop: () => threads.stop(),
  }

  async function turn<Result>(caller: Caller, hashes: number, work: (own: HashGate) => Promise<Result>) {
    if (caller.gone()) throw new AskerGone()
    if (running >= turns) await wait(caller, hashes)
    else running += 1
    try {
      return await work(inside)
    } finally {
      measure(hashes)
      // The place is handed on, not given back: nobody can slip in between.
      const next = queue.next()
      if (next) next.begin()
      else running -= 1
    }
  }

  function wait(caller: Caller, hashes: number) {
    return new Promise<void>((begin, fail) => {
      const waiter = waiterOf(caller, hashes, begin, fail)
      const refusal = queue.join(waiter, moment(), msPerHash)
      if (!refusal) return
      if (hearsLater(caller, refusal)) void holdBack(waiter, refusal)
      else waiter.refuse(refusal)
    })
  }

  function hearsLater(caller: Caller, { dueAt, crowded }: Refusal) {
    return (crowded || dueAt === caller.dueAt?.getTime()) && held < MOST_HELD
  }

  async function holdBack(waiter: Waiter, { dueAt }: Refusal) {
    held += 1
    let left = Math.min(HEARS_LATER, dueAt - moment())
    for (; left > 0 && !waiter.gone(); left -= LOOKED_AFTER) await clock.pause(Math.min(LOOKED_AFTER, left))
    held -= 1
    if (waiter.gone()) return
    // By now it may be its time, or nobody may be left whose end would call it.
    if (running < turns) {
      running += 1
      waiter.begin()
      return
    }
    const refusal = queue.join(waiter, moment(), msPerHash)
    if (refusal) waiter.refuse(refusal)
  }

  function ask(caller: Caller, hashes: number): Turn | undefined {
    if (running < turns) return undefined
    const now = moment()
    return turnAt(queue.ask(askerOf(caller, hashes), now, msPerHash) ?? { dueAt: now, firm: true }, now)
  }

  function reserve(whoAsks: () => Caller, hashes: number): Turn | undefined {
    if (queue.size === 0) return undefined
    const now = moment()
    const refusal = queue.reserve(askerOf(whoAsks(), hashes), now, msPerHash)
    return refusal && turnAt(refusal, now)
  }

  /** Somebody who only asks: nothing begins, and nobody waits for an answer. */
  function askerOf(caller: Caller, hashes: number) {
    return waiterOf(
      caller,
      hashes,
      () => {},
      () => {},
    )
  }

  function flowOf({ source, owner }: Caller) {
    if (owner !== undefined) return { flow: `person ${owner}`, weight: OWNER_WEIGHT }
    const known = blocks.get(source)
    if (known) return known
    if (blocks.size >= BLOCKS_REMEMBERED) blocks.clear()
    const weight = sourcesBehind(source, options.campus ?? [])
    const block = { flow: lineOf(source), weight }
    blocks.set(source, block)
    return block
  }

  function waiterOf(caller: Caller, hashes: number, begin: () => void, fail: (why: Error) => void): Waiter {
    const since = moment()
    return {
      ...flowOf(caller),
      hashes,
      holder: caller.holder,
      dueAt: caller.dueAt?.getTime(),
      gone() {
        const now = moment()
        if (caller.gone()) fail(new AskerGone())
        else if (now - since >= LONGEST_STAY) fail(new HashQueueFull(now + COMES_AGAIN_IN, now))
        else return false
        // It leaves the queue with this answer.
        return true
      },
      begin,
      refuse: (refusal: Refusal) => fail(new HashQueueFull(refusal.dueAt, moment())),
    }
  }

  /** While others wait, the time that so many turns took is what they cost here, database and neighbours included. */
  function measure(hashes: number) {
    const end = moment()
    if (since && end >= since.begun) {
      since.hashes += hashes
      const took = end - since.begun
      if (took >= LOOKED_AT_AFTER) {
        const each = Math.min(LONGEST_GAP, took) / since.hashes
        msPerHash += (each - msPerHash) * Math.min(1, FOLLOWS * since.hashes)
        since = undefined
      }
    } else since = undefined
    if (queue.size === 0) since = undefined
    else since ??= { begun: end, hashes: 0 }
  }

  return {
    ...inside,
    hash: (password) => turn(PROGRAM, 1, (own) => own.hash(password)),
    verify: (stored, password, typed) => turn(PROGRAM, 1, (own) => own.verify(stored, password, typed)),
    turn,
    ask,
    reserve,
    get pending() {
      return inside.pending
    },
    get load() {
      return inside.load
    },
  }
}

function turnAt({ dueAt, firm }: Pick<Refusal, 'dueAt' | 'firm'>, now: number): Turn {
  return { dueAt: new Date(dueAt), retryAfterMs: dueAt - now, firm }
}

/** The source block; of IPv6 one of the lines of the site that the block is of. */
function lineOf(source: string): string {
  const block = sourceBlock(source)
  return block.endsWith('/64') ? `${sourceSite(source)} ${Math.floor(shareOf(block) * LINES_OF_A_SITE)}` : block
}

/** Hashes that nobody in front of a browser waits for. */
const PROGRAM: Caller = { source: '', owner: 'program', gone: () => false }
