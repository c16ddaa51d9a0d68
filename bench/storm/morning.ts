import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sentAgain } from '../browser.ts'
import { median, percentile } from '../figures.ts'
import { startProbes } from '../probes.ts'
import type { RunningProgram } from '../program.ts'
import { rawVerifications } from '../signin.ts'
import { arrivals, IN_FLIGHT, oneByOne, peak } from './arrivals.ts'
import { floodFromOneBlock } from './flood.ts'
import { type Inside, lookInside } from './inside.ts'
import { watchMemory } from './memory.ts'
import { seedCrowd, visitors } from './people.ts'
import { resets } from './resets.ts'
import { Connections, newTally, pause, shareIsInAt, waitsOfThoseWhoCame } from './visit.ts'

/** In the registry; rather more than half of them are open and have a password. */
const PEOPLE = Number(process.env.STORM_PEOPLE ?? 60_000)
/** Those who come in the storm itself; what was signed in at the peaks before and after is not among them. */
const COME = Number(process.env.STORM_COME ?? 20_000)
/** The spike takes the first half of it. */
const SECONDS = Number(process.env.STORM_SECONDS ?? 120)
const SPIKE_SECONDS = SECONDS / 2
/** Shares of the spike. */
const FLOOD = { from: 0.3, until: 0.7 }
const PEAK_SECONDS = Math.min(20, SECONDS / 4)
const NEW_PASSWORDS_AT_ONCE = 8
/** Twenty thousand are through after some four minutes. */
const LAST_IS_IN_WITHIN = 5 * 60_000

const MOST = 0.99

/** What one morning came to; times in milliseconds, rates a second. */
export interface Morning {
  /** At the peak, before and after. */
  readonly calm: number
  readonly raw: number
  readonly goodput: number
  readonly goodputInFlood: number
  readonly session: readonly number[]
  readonly page: readonly number[]
  readonly validations: readonly number[]
  /** Of them, the share that named the person. */
  readonly validated: number
  readonly arrived: number
  /** Of them, the share who got in. */
  readonly share: number
  /** Seconds from the beginning of the spike until nearly all of those who came were in, and the last one. */
  readonly mostAreIn: number
  readonly lastIsIn: number
  /** Until somebody of a block of their own was in who came while another block flooded, and until anybody was who came then. */
  readonly alone: number
  readonly anybody: number
  /** New passwords by a mailed link, begun in these two minutes. */
  readonly resetsBegun: number
  readonly resetsDone: number
  /** From asking for the link until it was set. */
  readonly resets: readonly number[]
  /** MiB. */
  readonly memory: number
}

/**
 * A peak, a minute of twice as many, a minute in which the rest of them come and those come back who were refused, the time until
 * everybody is in, and a peak again.
 */
export async function morning(program: RunningProgram, dataDir: string, insideFile: string): Promise<Morning> {
  seedCrowd(dataDir, PEOPLE)
  const next = oneByOne(visitors(PEOPLE))
  const at = new Connections(program.origin)
  await peak(at, next, 5)
  const rawBefore = await rawVerifications(4)
  // Whoever is timed, and whoever looks, is there at the peak as well: they cost the same in what is compared.
  const ownDelay = monitorEventLoopDelay({ resolution: 5 })
  ownDelay.enable()
  const probes = startProbes(program, next())
  const memory = watchMemory(program.pid)
  const before = await peak(at, next, PEAK_SECONDS)
  console.log(`  peak, ${IN_FLIGHT} people in flight: ${before.toFixed(1)} sign-ins a second`)

  const tally = newTally()
  probes.time()
  const newPasswords = resets(program, dataDir, PEOPLE, NEW_PASSWORDS_AT_ONCE)
  const spikeFrom = performance.now()
  const flood = floodFromOneBlock(at, next, FLOOD.from * SPIKE_SECONDS, FLOOD.until * SPIKE_SECONDS)
  const spike = await arrivals(at, next, tally, before * 2, SPIKE_SECONDS)
  const late = Math.max(0, COME - tally.arrived) / SPIKE_SECONDS
  const after = await arrivals(at, next, tally, late, SPIKE_SECONDS)
  const { alone, flooding } = await flood
  // Whoever signs in is somebody who signed in, wherever they sit.
  const inAt = [...tally.inAt, ...alone.inAt, ...flooding.inAt].map((time) => (time - spikeFrom) / 1000 / SPIKE_SECONDS)
  const goodput = rateIn(inAt, { from: 0, until: FLOOD.from }, { from: FLOOD.until, until: 1 })
  const goodputInFlood = rateIn(inAt, FLOOD)
  probes.rest()
  const inside = await lookInside(program.pid, insideFile)
  const [set] = await Promise.all([
    newPasswords.stop(LAST_IS_IN_WITHIN),
    Promise.race([Promise.all([...spike.visits, ...after.visits]), pause(LAST_IS_IN_WITHIN)]),
  ])
  const waitedUntil = performance.now()
  const isInAfter = (share: number) => (shareIsInAt(tally, share, waitedUntil) - spikeFrom) / 1000
  const [mostAreIn, lastIsIn] = [isInAfter(MOST), isInAfter(1)]
  spike.end()
  after.end()
  // The machine's speed drifts: the references are taken on both sides.
  const calm = (before + (await peak(at, next, PEAK_SECONDS))) / 2
  const { session, page } = await probes.stop()
  const most = await memory.stop()
  ownDelay.disable()
  const raw = (rawBefore + (await rawVerifications(4))) / 2
  at.close()
  const momentAt = (share: number) => spikeFrom + share * SPIKE_SECONDS * 1000
  // Who comes at another time meets another line: fairness is among those who came in the same seconds.
  const meanwhile = waitsOfThoseWhoCame(tally, momentAt(FLOOD.from), momentAt(FLOOD.until))

  const say = (what: string) => console.log(`  ${what}`)
  say(
    `peak before and after: ${calm.toFixed(1)}; raw argon2id: ${raw.toFixed(1)} a second; ratio ${(calm / raw).toFixed(3)}`,
  )
  say(
    `sign-ins a second in the spike: ${goodput.toFixed(1)} (${(goodput / calm).toFixed(3)} of the peak), with the flood on top ${goodputInFlood.toFixed(1)}, after it ${after.rate.toFixed(1)}`,
  )
  say(`in each twentieth of it: ${inTwentieths(inAt)}`)
  say(
    `arrived ${tally.arrived}, refused ${tally.refusals} times, asked for a turn ${tally.turnsAsked} times, sent in time and typed again ${tally.typedAgain} times`,
  )
  if (tally.faults.size > 0) say(`other answers: ${JSON.stringify([...tally.faults])}`)
  say(`asked again over another connection, as a kept one had been closed: ${sentAgain.times} times by now`)
  say(`time to get in: ${quantiles(tally.took)} ms`)
  say(
    `from the beginning of the spike until most are in: ${mostAreIn.toFixed(0)} s, until the last one is: ${lastIsIn.toFixed(0)} s`,
  )
  say(`validations: ${tally.validated} of ${tally.validations.length}, ${quantiles(tally.validations)} ms`)
  say(`session check: ${quantiles(session)} ms; sign-in page: ${quantiles(page)} ms`)
  const own = { half: ownDelay.percentile(50) / 1e6, p99: ownDelay.percentile(99) / 1e6, most: ownDelay.max / 1e6 }
  say(`event loop comes late: the program ${lateness(inside.delay)}; this client ${lateness(own)}`)
  say(`collections of garbage: ${inside.collections}, the longest ${inside.longestCollection.toFixed(0)} ms`)
  say(
    `memory: ${most.all.toFixed(0)} MiB, the program ${most.program.toFixed(0)} of it; its heap at the end ${inside.heapUsed.toFixed(0)} of ${inside.heapTotal.toFixed(0)} MiB, outside of it ${inside.external.toFixed(0)}`,
  )
  say(`one person of another block while a block floods: ${quantiles(alone.took)} ms (${alone.took.length} sign-ins)`)
  say(`anybody who came in the same seconds: ${quantiles(meanwhile)} ms (${meanwhile.length} sign-ins)`)
  say(`meanwhile in the flooding block: ${flooding.inAt.length} in, ${flooding.refusals} times refused`)
  say(
    `new passwords by a mailed link: ${set.took.length} of ${set.begun}, ${quantiles(set.took)} ms from the form to done`,
  )
  if (set.notSet.length > 0) say(`not set: ${set.notSet.join('; ')}`)
  return {
    calm,
    raw,
    goodput,
    goodputInFlood,
    session,
    page,
    validations: tally.validations,
    validated: tally.validated / tally.validations.length,
    arrived: tally.arrived,
    share: tally.signedIn / tally.arrived,
    mostAreIn,
    lastIsIn,
    alone: median(alone.took),
    anybody: median(meanwhile),
    resetsBegun: set.begun,
    resetsDone: set.took.length,
    resets: set.whole,
    memory: most.all,
  }
}

/** Sign-ins a second in parts of the spike, from when they were, all as shares of it. */
function rateIn(inAt: readonly number[], ...parts: { from: number; until: number }[]) {
  const seconds = parts.reduce((sum, { from, until }) => sum + (until - from) * SPIKE_SECONDS, 0)
  return inAt.filter((share) => parts.some(({ from, until }) => share >= from && share < until)).length / seconds
}

/** Sign-ins a second, from the beginning of the spike to its end: where it is slower than elsewhere. */
function inTwentieths(inAt: readonly number[]) {
  const rates = Array.from({ length: 20 }, (_, part) => rateIn(inAt, { from: part / 20, until: (part + 1) / 20 }))
  return rates.map((rate) => rate.toFixed(0)).join(' ')
}

function lateness({ half, p99, most }: Inside['delay']) {
  return `median ${half.toFixed(0)}, p99 ${p99.toFixed(0)}, most ${most.toFixed(0)} ms`
}

function quantiles(values: readonly number[]) {
  const [half, most] = [median(values), percentile(values, 0.99)]
  return `median ${half.toFixed(0)}, p99 ${most.toFixed(0)}, slowest ${Math.max(...values).toFixed(0)}`
}
