/** Who waits for a turn at the hashes. */
export interface Waiter {
  /** Whose turns are counted together: one source block, or one owner's browsers. */
  readonly flow: string
  /** How many turns the flow gets in a round. */
  readonly weight: number
  /** Hashes that the turn will take, about. */
  readonly hashes: number
  /** Names the promise of a place to somebody who is refused; without it none is made. */
  readonly holder: string | undefined
  /** The place that was promised at an earlier refusal. */
  readonly dueAt: number | undefined
  /** Nobody waits for the answer any more. */
  gone(): boolean
  /** Its turn has come. */
  begin(): void
  /** It waits in vain: a flow with far more people in it had to make room. */
  refuse(refusal: Refusal): void
}

export interface Refusal {
  /** When another try finds a place. */
  readonly dueAt: number
  /**
   * It comes in one of the next rounds, since few of the same flow stand before: the moment will hold. Others are overtaken by people of
   * flows that come later and have nobody before them.
   */
  readonly firm: boolean
  /** So many of this flow have pressed and been told a moment that one more may wait to hear it. */
  readonly crowded: boolean
}

export interface QueueLimits {
  /** How many may wait. */
  readonly places: number
  /** How long somebody who comes may have to wait for a turn, in milliseconds: nobody stares at a page that loads for long. */
  readonly longestWait: number
  /** The same for somebody who was refused before and comes when told to. */
  readonly longestWaitAtDue: number
  /** Where others have been promised a place, somebody new is let in only when the queue is about to run dry. */
  readonly shortWait: number
}

export const queueLimits: Omit<QueueLimits, 'places'> = {
  longestWait: 5_000,
  longestWaitAtDue: 12_000,
  shortWait: 1_000,
}

/** Somebody who came back in time goes before the others of the block. */
const KEPT_WEIGHT = 3
/** So many times as many may stand there whose moment has come, as a script sends the form then without another question where it is firm. */
const PLACES_AT_DUE = 3
/** Within so many rounds hardly anybody new gets before somebody. */
const FIRM_ROUNDS = 3
/** So soon may somebody try again whose moment has come while too many stand there. */
const AGAIN_AT_DUE = 5_000
const SHORTEST_RETRY = 2_000
const LONGEST_RETRY = 10 * 60_000
/** A person does not look at the clock to the second. */
const EARLY = 1_000
const LATE = 120_000
/** A promise is counted as people ahead for this long after its moment; who has not come by then went away. */
const NO_SHOW = 10_000
/** A browser that was told to send its form at once does so. */
const NO_SHOW_AT_ONCE = 3_000
/** At everybody, for those who have gone: each holds a place no longer than that. Whoever's turn comes is looked at in any case. */
const LOOKS_EVERY = 500
const MOST_PROMISES = 20_000
/** Of one flow, for each unit of its weight, a quarter of all at most: whoever makes up browsers fills up the own share and nobody else's. */
const MOST_PROMISES_OF_A_FLOW = 1_000
/**
 * For each unit of its weight: twice as many as stood behind one address of a mobile network on a morning with twice as many people as
 * can sign in.
 */
const CROWDED_FROM = 100

interface Flow {
  readonly name: string
  readonly weight: number
  /** Of those whose moment has come. */
  readonly atDue: boolean
  readonly waiting: Waiter[]
  hashes: number
  deficit: number
  /** It has had its share of this round added already. */
  served: boolean
}

interface Promised {
  readonly flow: string
  readonly weight: number
  readonly hashes: number
  readonly dueAt: number
  /**
   * `at-once`: it was told to come at once, and counts as if it stood in the queue already. `later`: it pressed and was told a moment.
   * `opened`: the form was opened and not sent so far.
   */
  readonly told: 'at-once' | 'later' | 'opened'
  readonly firm: boolean
}

/** What a flow has been promised: to come at once, with forms that were opened and not sent, and at all. */
interface PromisedOfFlow {
  readonly weight: number
  atOnce: number
  opened: number
  hashes: number
}

/**
 * The queue before the hashes (decision 210): deficit round robin over flows, so that a block with a thousand requests waits for
 * itself and not everybody for it; bounded by how long the last one would wait, as hashes go at this moment; and with a line
 * behind it, that of the refused: each is told when to come, behind those told before, and has a place then.
 *
 * Pure: the caller says what time it is, and how long a hash takes.
 */
export class TurnQueue {
  readonly #limits: QueueLimits
  readonly #flows = new Map<string, Flow>()
  /** In the order of their next turn. */
  #round: Flow[] = []
  readonly #promised = new Map<string, Promised>()
  readonly #promisedOf = new Map<string, PromisedOfFlow>()
  readonly #sums = { waiting: new SumOfFlows(), promised: new SumOfFlows(), atOnce: new SumOfFlows() }
  /** When somebody claimed a place last: with it all that they had been promised by then is over. */
  readonly #claimed = new Map<string, { readonly at: number; readonly until: number }>()
  #size = 0
  /** Of them those whose moment has come. */
  #sizeAtDue = 0
  #lastSweep = Number.NEGATIVE_INFINITY
  #lastLook = Number.NEGATIVE_INFINITY

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  /** How many wait. */
  get size() {
    return this.#size
  }

  /** How many have been told to come back, and have not come yet. */
  get promised() {
    return this.#promised.size
  }

  /** Lets somebody wait, or says when to come back. `msPerHash`: how long all cores together take for one. */
  join(waiter: Waiter, now: number, msPerHash: number): Refusal | undefined {
    this.#sweep(now)
    const keeps = this.#isDue(waiter, now)
    const weight = keeps ? waiter.weight * KEPT_WEIGHT : waiter.weight
    const name = keeps ? `${waiter.flow} back` : waiter.flow
    const flow = this.#flows.get(name) ?? emptyFlow(name, weight, keeps)
    const hashes = () => flow.hashes + waiter.hashes

    if (!this.#mayWait(flow, hashes(), keeps, msPerHash, waiter.flow)) {
      this.#dropGone(now)
      if (!this.#mayWait(flow, hashes(), keeps, msPerHash, waiter.flow)) return this.#refusal(waiter, now, msPerHash)
    }
    if (this.#isFull(keeps)) {
      this.#dropGone(now)
      if (this.#isFull(keeps) && !this.#makeRoom(hashes() / weight, keeps, now, msPerHash))
        return this.#refusal(waiter, now, msPerHash)
    }
    if (waiter.holder !== undefined) this.#settle(waiter.holder)
    if (keeps && waiter.holder !== undefined) {
      const at = Math.max(now, waiter.dueAt ?? now)
      this.#claimed.set(waiter.holder, { at, until: at + LATE })
    }
    if (flow.waiting.length === 0) {
      this.#flows.set(name, flow)
      this.#round.push(flow)
    }
    flow.waiting.push(waiter)
    this.#changeWaiting(flow, waiter.hashes)
    this.#size += 1
    if (keeps) this.#sizeAtDue += 1
    return undefined
  }

  /** Whether somebody who came now would be let in: then the place is kept for a moment; else when to come back. */
  ask(waiter: Waiter, now: number, msPerHash: number): Refusal | undefined {
    this.#sweep(now)
    const keeps = this.#isDue(waiter, now)
    const { flow: name, hashes, holder } = waiter
    const weight = keeps ? waiter.weight * KEPT_WEIGHT : waiter.weight
    const before = holder === undefined ? undefined : this.#promised.get(holder)
    if (holder !== undefined) this.#settle(holder)
    if (!this.#mayCome(waiter, keeps, now, msPerHash)) return this.#refusal(waiter, now, msPerHash, { before })
    if (holder !== undefined)
      this.#promise(holder, { flow: name, weight, hashes, dueAt: now, told: 'at-once', firm: true })
    return undefined
  }

  /**
   * A form is opened: when its turn comes, if it could not come now. Nobody who has nothing typed yet is told to come at once; and a place
   * whose moment has come stays as it is, since opening a form sends nothing.
   */
  reserve(waiter: Waiter, now: number, msPerHash: number): Refusal | undefined {
    if (this.#size === 0) return undefined
    this.#sweep(now)
    if (this.#isDue(waiter, now) || this.#mayCome(waiter, false, now, msPerHash)) return undefined
    return this.#refusal(waiter, now, msPerHash, { told: 'opened' })
  }

  /** The next one whose turn it is and who is still there. */
  next(): Waiter | undefined {
    for (;;) {
      const flow = this.#round[0]
      if (!flow) return undefined
      const waiter = flow.waiting[0]
      if (waiter?.gone()) {
        this.#remove(flow, waiter)
        continue
      }
      if (!flow.served) {
        flow.served = true
        flow.deficit += flow.weight
      }
      if (waiter && flow.deficit >= waiter.hashes) {
        flow.deficit -= waiter.hashes
        this.#remove(flow, waiter)
        return waiter
      }
      flow.served = false
      this.#round.push(...this.#round.splice(0, 1))
    }
  }

  /** How long somebody who is alone in a flow would wait now, in milliseconds. */
  waitOfOne(msPerHash: number): number {
    return this.#ahead(1, 1, undefined, false) * msPerHash
  }

  /**
   * Those who are new have places of their own: nobody whose moment has come takes one from them, or has to give one up for them. Who only
   * asks is told to wait on where the form would still be taken.
   */
  #isFull(keeps: boolean, asks = false): boolean {
    const { places } = this.#limits
    return keeps ? this.#sizeAtDue >= places * (asks ? 1 : PLACES_AT_DUE) : this.#size - this.#sizeAtDue >= places
  }

  #mayCome(waiter: Waiter, keeps: boolean, now: number, msPerHash: number): boolean {
    if (this.#hasPlace(waiter, keeps, msPerHash)) return true
    this.#dropGone(now)
    return this.#hasPlace(waiter, keeps, msPerHash)
  }

  /** Whether somebody could stand in the queue now, behind all who were told to come at once. */
  #hasPlace({ flow: name, weight: own, hashes }: Waiter, keeps: boolean, msPerHash: number): boolean {
    if (this.#isFull(keeps, true)) return false
    const weight = keeps ? own * KEPT_WEIGHT : own
    const flow = this.#flows.get(keeps ? `${name} back` : name) ?? emptyFlow(name, weight, keeps)
    const mine = flow.hashes + (this.#promisedOf.get(name)?.atOnce ?? 0) + hashes
    return this.#mayWait(flow, mine, keeps, msPerHash, name)
  }

  #mayWait(flow: Flow, hashes: number, keeps: boolean, msPerHash: number, name: string): boolean {
    const wait = this.#ahead(hashes, flow.weight, flow.name, false) * msPerHash
    if (keeps) return wait <= this.#limits.longestWaitAtDue
    if (wait > this.#limits.longestWait) return false
    if (this.#promised.size === 0 || wait <= this.#limits.shortWait) return true
    const behindPromises = hashes + (this.#promisedOf.get(name)?.hashes ?? 0)
    return this.#ahead(behindPromises, flow.weight, flow.name, true) * msPerHash <= this.#limits.longestWait
  }

  /**
   * Hashes until the last of `hashes` of a flow is done: its own, and of every other flow what it gets in as many rounds.
   * `withPromised` counts those who were told to come back as if they stood there.
   */
  #ahead(hashes: number, weight: number, name: string | undefined, withPromised: boolean): number {
    const rounds = Math.ceil(hashes / weight)
    const { waiting, promised, atOnce } = this.#sums
    const all = waiting.within(rounds) + (withPromised ? promised : atOnce).within(rounds)
    const own = name === undefined ? undefined : this.#flows.get(name)
    const promisedToOwn = name === undefined ? undefined : this.#promisedOf.get(name)
    const promisedHashes = (withPromised ? promisedToOwn?.hashes : promisedToOwn?.atOnce) ?? 0
    return (
      hashes +
      all -
      Math.min(own?.hashes ?? 0, (own?.weight ?? 0) * rounds) -
      Math.min(promisedHashes, (promisedToOwn?.weight ?? 0) * rounds)
    )
  }

  /** Of a full queue the flow that is longest for its weight gives up its last place, if that is fairer. */
  #makeRoom(length: number, keeps: boolean, now: number, msPerHash: number): boolean {
    let longest: Flow | undefined
    for (const flow of this.#flows.values())
      if (flow.atDue === keeps && (!longest || flow.hashes / flow.weight > longest.hashes / longest.weight))
        longest = flow
    const last = longest?.waiting.at(-1)
    if (!longest || !last || longest.hashes / longest.weight <= length) return false
    this.#remove(longest, last)
    // Whose moment had come has not used up the place by standing there, nor has it passed for whoever came too early.
    last.refuse(this.#refusal(last, now, msPerHash, { isDue: keeps || this.#isDue(last, now) }))
    return true
  }

  /**
   * When to come back: behind all who wait and all who were told before. Who comes too early hears the same moment again, and whose moment
   * has come while too many stand there comes again soon, before those who were told later ones. `before`: what was promised so far.
   */
  #refusal(
    waiter: Waiter,
    now: number,
    msPerHash: number,
    {
      told = 'later',
      before = waiter.holder === undefined ? undefined : this.#promised.get(waiter.holder),
      isDue = this.#isDue(waiter, now),
    }: { told?: 'later' | 'opened'; before?: Promised | undefined; isDue?: boolean } = {},
  ): Refusal {
    const { flow, weight, hashes, holder, dueAt } = waiter
    const promisedOf = this.#promisedOf.get(flow)
    const crowded = (promisedOf?.hashes ?? 0) - (promisedOf?.opened ?? 0) >= CROWDED_FROM * weight
    if (!isDue && dueAt !== undefined && dueAt > now && dueAt <= now + LONGEST_RETRY) {
      // Whoever asked anew goes on standing before those who come after; who opened the form and presses has been told now.
      const firm = before?.firm === true
      if (holder !== undefined && !(told === 'opened' && this.#promised.has(holder))) {
        this.#settle(holder)
        this.#promise(holder, { flow, weight, hashes, dueAt, told, firm })
      }
      return { dueAt, crowded, firm }
    }
    if (holder !== undefined) this.#settle(holder)
    const promised = isDue ? 0 : (this.#promisedOf.get(flow)?.hashes ?? 0)
    const back = this.#flows.get(`${flow} back`)?.hashes ?? 0
    const standing = (this.#flows.get(flow)?.hashes ?? 0) + Math.ceil(back / KEPT_WEIGHT)
    const mine = promised + standing + hashes
    const wait = isDue ? AGAIN_AT_DUE : this.#ahead(mine, weight, flow, true) * msPerHash
    // Spread by who asks, so that those who were refused together do not come back together.
    const spread = 1 + 0.2 * shareOf(holder ?? `${flow} ${now}`)
    const due = now + Math.round(Math.min(LONGEST_RETRY, Math.max(SHORTEST_RETRY, wait) * spread))
    const firm = !isDue && mine <= weight * FIRM_ROUNDS
    const kept = holder !== undefined && this.#promise(holder, { flow, weight, hashes, dueAt: due, told, firm })
    return { dueAt: due, crowded, firm: firm && kept }
  }

  /** Whether it is counted from now on: there is a bound for all, and one for what a flow pressed for and half as many that it opened. */
  #promise(holder: string, promised: Promised): boolean {
    if (this.#promised.size >= MOST_PROMISES) return false
    const { flow, weight, hashes, told } = promised
    const of = this.#promisedOf.get(flow) ?? { weight, atOnce: 0, opened: 0, hashes: 0 }
    const most = Math.min(MOST_PROMISES_OF_A_FLOW * weight, MOST_PROMISES / 4)
    if (told === 'opened' ? of.opened >= most / 2 : of.hashes - of.opened >= most) return false
    this.#promised.set(holder, promised)
    this.#promisedOf.set(flow, of)
    this.#changePromised(of, hashes, told)
    return true
  }

  #changeWaiting(flow: Flow, hashes: number) {
    this.#sums.waiting.change(flow.weight, flow.hashes, flow.hashes + hashes)
    flow.hashes += hashes
  }

  #changePromised(of: PromisedOfFlow, hashes: number, told: Promised['told']) {
    this.#sums.promised.change(of.weight, of.hashes, of.hashes + hashes)
    of.hashes += hashes
    if (told === 'opened') of.opened += hashes
    if (told !== 'at-once') return
    this.#sums.atOnce.change(of.weight, of.atOnce, of.atOnce + hashes)
    of.atOnce += hashes
  }

  #isDue(waiter: Waiter, now: number): boolean {
    const { dueAt, holder = '' } = waiter
    if (dueAt === undefined || now < dueAt - EARLY || now > dueAt + LATE) return false
    return dueAt > (this.#claimed.get(holder)?.at ?? Number.NEGATIVE_INFINITY)
  }

  /** The promise is kept, or will not be asked for. */
  #settle(holder: string) {
    const promised = this.#promised.get(holder)
    if (!promised) return
    this.#promised.delete(holder)
    const of = this.#promisedOf.get(promised.flow)
    if (!of) return
    this.#changePromised(of, -promised.hashes, promised.told)
    if (of.hashes <= 0) this.#promisedOf.delete(promised.flow)
  }

  /** Once a second: promises of people who did not come, claims that cannot be made again. */
  #sweep(now: number) {
    if (now - this.#lastSweep < 1_000) return
    this.#lastSweep = now
    for (const [holder, { dueAt, told }] of this.#promised)
      if (dueAt + (told === 'at-once' ? NO_SHOW_AT_ONCE : NO_SHOW) < now) this.#settle(holder)
    for (const [holder, { until }] of this.#claimed) if (until < now) this.#claimed.delete(holder)
  }

  /** Not at every refusal: looking at everybody costs more than one place is worth. */
  #dropGone(now: number) {
    if (now - this.#lastLook < LOOKS_EVERY) return
    this.#lastLook = now
    for (const flow of [...this.#flows.values()])
      for (const waiter of [...flow.waiting]) if (waiter.gone()) this.#remove(flow, waiter)
  }

  #remove(flow: Flow, waiter: Waiter) {
    flow.waiting.splice(flow.waiting.indexOf(waiter), 1)
    this.#changeWaiting(flow, -waiter.hashes)
    this.#size -= 1
    if (flow.atDue) this.#sizeAtDue -= 1
    if (flow.waiting.length > 0) return
    this.#flows.delete(flow.name)
    this.#round = this.#round.filter((one) => one !== flow)
  }
}

/**
 * What flows have, told without going through them: those of one weight with equally many hashes are counted together. On the morning
 * thousands are told to come back, nearly all of them alone behind their address.
 */
class SumOfFlows {
  readonly #kinds = new Map<string, { readonly weight: number; readonly hashes: number; flows: number }>()

  /** Of one flow. */
  change(weight: number, before: number, after: number) {
    this.#count(weight, before, -1)
    this.#count(weight, after, 1)
  }

  /** What all of them get in so many rounds. */
  within(rounds: number): number {
    let sum = 0
    for (const { weight, hashes, flows } of this.#kinds.values()) sum += flows * Math.min(hashes, weight * rounds)
    return sum
  }

  #count(weight: number, hashes: number, by: number) {
    if (hashes === 0) return
    const name = `${weight} ${hashes}`
    const kind = this.#kinds.get(name) ?? { weight, hashes, flows: 0 }
    kind.flows += by
    if (kind.flows === 0) this.#kinds.delete(name)
    else this.#kinds.set(name, kind)
  }
}

function emptyFlow(name: string, weight: number, atDue: boolean): Flow {
  return { name, weight, atDue, waiting: [], hashes: 0, deficit: 0, served: false }
}

/** A number from 0 to 1 that a text always gives (FNV-1a). */
export function shareOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return (hash >>> 0) / 2 ** 32
}
