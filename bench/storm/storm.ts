import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Browser } from '../browser.ts'
import { atLeast, atMost, type Figure, median, percentile, percentiles } from '../figures.ts'
import { LIBRARY } from '../library.ts'
import { type RunningProgram, withProgram } from '../program.ts'
import { rawVerifications } from '../signin.ts'
import type { Inside } from './inside.ts'
import { watchMemory } from './memory.ts'
import { CAMPUS, type Visitor, visitors } from './people.ts'
import { resets } from './resets.ts'
import { Connections, formToPress, newTally, pause, type Tally, visit } from './visit.ts'

const PEOPLE = Number(process.env.STORM_PEOPLE ?? 20_000)
/** The spike takes the first half of it. */
const SECONDS = Number(process.env.STORM_SECONDS ?? 120)
const IN_FLIGHT = 32
const SPIKE_SECONDS = SECONDS / 2
/** Shares of the spike. */
const FLOOD = { from: 0.3, until: 0.7 }
const PEAK_SECONDS = Math.min(20, SECONDS / 4)
const LONELY_EVERY = 250
/** Of one place of the block that floods, in milliseconds. */
const FLOOD_EVERY = 1_250

/**
 * Noon of registration: for a minute twice as many people come as can sign in, some of whom do not wait as they are told; then those
 * who were refused come back. Each who gets in opens three services and the portal. Meanwhile somebody with a session, and somebody
 * who opens the sign-in page, are timed; some people reset their passwords; one block floods, while one person of another signs in.
 */
export async function storm(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  const services = join(folder, 'services.yaml')
  writeFileSync(services, LIBRARY)
  const profile = process.env.STORM_PROFILE ? ` --cpu-prof --cpu-prof-dir=${process.env.STORM_PROFILE}` : ''
  const environment = {
    SERVICES_FILE: services,
    TRUSTED_PROXIES: '127.0.0.1/32,::1/128',
    CAMPUS_NETWORKS: CAMPUS,
    STORM_INSIDE: join(folder, 'inside.json'),
    NODE_OPTIONS: `--import=${new URL('./inside.ts', import.meta.url)}${profile}`,
  }
  try {
    return await withProgram((program, dataDir) => weather(program, dataDir, environment.STORM_INSIDE), environment)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function weather(program: RunningProgram, dataDir: string, insideFile: string): Promise<Figure[]> {
  seed(dataDir)
  const people = visitors(PEOPLE)
  const at = new Connections(program.origin)
  await peak(at, people, 5)
  const rawBefore = await rawVerifications(4)
  const before = await peak(at, people, PEAK_SECONDS)
  console.log(`  peak, ${IN_FLIGHT} people in flight: ${before.toFixed(1)} sign-ins a second`)

  const tally = newTally()
  const ownDelay = monitorEventLoopDelay({ resolution: 5 })
  ownDelay.enable()
  const probes = startProbes(program, people[0] as Visitor)
  const memory = watchMemory(program.pid)
  const newPasswords = resets(program, dataDir, PEOPLE)
  const spikeFrom = performance.now()
  const flood = floodFromOneBlock(at, people, FLOOD.from * SPIKE_SECONDS, FLOOD.until * SPIKE_SECONDS)
  const spike = await arrivals(at, people, tally, before * 2, SPIKE_SECONDS)
  // The rest of the two minutes: a fifth of the peak comes anew, and those who were refused come back.
  const after = await arrivals(at, people, tally, before / 5, SPIKE_SECONDS)
  const { alone, flooding } = await flood
  // Whoever signs in is somebody who signed in, wherever they sit.
  const inAt = [...tally.inAt, ...alone.inAt, ...flooding.inAt]
  const rateIn = (...parts: { from: number; until: number }[]) => {
    const within = ({ from, until }: { from: number; until: number }, time: number) =>
      time >= spikeFrom + from * SPIKE_SECONDS * 1000 && time < spikeFrom + until * SPIKE_SECONDS * 1000
    const seconds = parts.reduce((sum, { from, until }) => sum + (until - from) * SPIKE_SECONDS, 0)
    return inAt.filter((time) => parts.some((part) => within(part, time))).length / seconds
  }
  const goodput = rateIn({ from: 0, until: FLOOD.from }, { from: FLOOD.until, until: 1 })
  const goodputInFlood = rateIn(FLOOD)
  const { session, page } = await probes.stop()
  const set = await newPasswords.stop()
  const most = await memory.stop()
  ownDelay.disable()
  const inside: Inside = JSON.parse(readFileSync(insideFile, 'utf8'))
  await Promise.race([Promise.all([...spike.visits, ...after.visits]), pause(60_000)])
  spike.end()
  after.end()
  // The machine's speed drifts: the references are taken on both sides.
  const calm = (before + (await peak(at, people, PEAK_SECONDS))) / 2
  const raw = (rawBefore + (await rawVerifications(4))) / 2
  at.close()

  const share = tally.signedIn / tally.arrived
  const say = (what: string) => console.log(`  ${what}`)
  say(
    `peak before and after: ${calm.toFixed(1)}; raw argon2id: ${raw.toFixed(1)} a second; ratio ${(calm / raw).toFixed(3)}`,
  )
  say(
    `sign-ins a second in the spike: ${goodput.toFixed(1)}, with the flood on top ${goodputInFlood.toFixed(1)}, after it ${after.rate.toFixed(1)}`,
  )
  say(`arrived ${tally.arrived}, refused ${tally.refusals} times, asked for a turn ${tally.turnsAsked} times`)
  if (tally.faults.size > 0) say(`other answers: ${JSON.stringify([...tally.faults])}`)
  say(`time to get in: ${quantiles(tally.took)} ms`)
  say(`validations: ${tally.validated} of ${tally.validations.length}, ${quantiles(tally.validations)} ms`)
  say(`session check: ${quantiles(session)} ms; sign-in page: ${quantiles(page)} ms`)
  const late = ({ half, p99, most }: Inside['delay']) =>
    `median ${half.toFixed(0)}, p99 ${p99.toFixed(0)}, most ${most.toFixed(0)} ms`
  const own = { half: ownDelay.percentile(50) / 1e6, p99: ownDelay.percentile(99) / 1e6, most: ownDelay.max / 1e6 }
  say(`event loop comes late: the program ${late(inside.delay)}; this client ${late(own)}`)
  say(`collections of garbage: ${inside.collections}, the longest ${inside.longestCollection.toFixed(0)} ms`)
  say(
    `memory: ${most.all.toFixed(0)} MiB, the program ${most.program.toFixed(0)} of it; its heap at the end ${inside.heapUsed.toFixed(0)} of ${inside.heapTotal.toFixed(0)} MiB, outside of it ${inside.external.toFixed(0)}`,
  )
  say(`one person of another block while a block floods: ${quantiles(alone.took)} ms (${alone.took.length} sign-ins)`)
  say(`meanwhile in the flooding block: ${flooding.inAt.length} in, ${flooding.refusals} times refused`)
  say(`new passwords by a mailed link: ${set.done} of ${set.begun}, ${quantiles(set.took)} ms from the form to done`)
  const timed = (what: string, times: readonly number[]): Figure => ({
    what: `${what} in the storm, p99`,
    unit: 'ms',
    rounds: [percentile(times, 0.99)],
    percentiles: percentiles(times),
    bar: atMost(50),
  })
  return [
    {
      what: 'goodput while twice as many come as can sign in',
      unit: 'sign-ins a second',
      rounds: [goodput],
      reference: { what: 'the peak of the same run', unit: 'sign-ins a second', rounds: [calm] },
      bar: atLeast(0.9, 'ratio'),
    },
    {
      what: 'the same while one block floods on top of it',
      unit: 'sign-ins a second',
      rounds: [goodputInFlood],
      reference: { what: 'the peak of the same run', unit: 'sign-ins a second', rounds: [calm] },
    },
    {
      what: 'sign-ins at the peak, each with three services and the portal',
      unit: 'a second',
      rounds: [calm],
      reference: { what: 'raw argon2id verifications', unit: 'a second', rounds: [raw] },
    },
    timed('session check', session),
    timed('sign-in page', page),
    timed('CAS validation', tally.validations),
    { what: 'people who got in', unit: '%', rounds: [share * 100], bar: atLeast(99) },
    {
      what: 'time until somebody of a block of their own is in while another block floods',
      unit: 'ms',
      rounds: [median(alone.took)],
      reference: { what: 'until anybody is in', unit: 'ms', rounds: [median(tally.took)] },
      bar: atMost(1.25, 'ratio'),
    },
    { what: 'memory with PostgreSQL in the storm, most', unit: 'MiB', rounds: [most.all], bar: atMost(400) },
  ]
}

function quantiles(values: readonly number[]) {
  const [half, most] = [median(values), percentile(values, 0.99)]
  return `median ${half.toFixed(0)}, p99 ${most.toFixed(0)}, slowest ${Math.max(...values).toFixed(0)}`
}

function seed(dataDir: string) {
  const command = join(import.meta.dirname, '..', '..', 'bin', 'seed.mjs')
  execFileSync(process.execPath, [command, '--people', String(PEOPLE)], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Whoever comes is somebody who was not there before, at the peak as in the spike: what PostgreSQL has at hand is alike. */
let came = 0

/** As many people in flight as keep the cores busy, each coming when another is done; nobody is refused. */
async function peak(at: Connections, people: readonly Visitor[], seconds: number): Promise<number> {
  const tally = newTally()
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (performance.now() - begun < seconds * 1000) {
        const who = people[came++ % people.length] as Visitor
        await visit(at, { ...who, impatient: false }, tally, () => false)
      }
    }),
  )
  if (tally.faults.size > 0) throw new Error(`Not signed in: ${JSON.stringify([...tally.faults])}`)
  return tally.signedIn / ((performance.now() - begun) / 1000)
}

/** People come as they like, whether the program is ready or not. Gives how many a second got in meanwhile. */
async function arrivals(at: Connections, people: readonly Visitor[], tally: Tally, rate: number, seconds: number) {
  const visits: Promise<void>[] = []
  let over = false
  const begun = performance.now()
  const before = tally.signedIn
  let sent = 0
  for (;;) {
    const passed = performance.now() - begun
    if (passed >= seconds * 1000) break
    for (; sent < (passed / 1000) * rate; sent += 1)
      visits.push(
        visit(at, people[came++ % people.length] as Visitor, tally, () => over).catch((error) => fault(tally, error)),
      )
    await pause(5)
  }
  const got = (tally.signedIn - before) / ((performance.now() - begun) / 1000)
  return {
    visits,
    rate: got,
    end() {
      over = true
    },
  }
}

function fault(tally: Tally, error: unknown) {
  const what = error instanceof Error ? error.message : 'unknown'
  tally.faults.set(what, (tally.faults.get(what) ?? 0) + 1)
}

/**
 * One block sends 160 sign-ins a second from two hundred places, and lets go of each that is not answered within a second, while one person
 * after another comes from a block of their own.
 */
async function floodFromOneBlock(at: Connections, people: readonly Visitor[], from: number, until: number) {
  const flooding = { inAt: [] as number[], refusals: 0 }
  const alone = newTally()
  await pause(from * 1000)
  let over = false
  const kind = { scripts: false, obeys: false, impatient: false }
  const flood = Array.from({ length: 200 }, async (_, index) => {
    await pause(index * 6)
    while (!over) {
      const who = people[(came + index * 13) % people.length] as Visitor
      const press = await formToPress(at, { ...who, address: '198.51.100.1' })
      for (let isIn = false; !over && !isIn; ) {
        const [status] = await Promise.all([press(), pause(FLOOD_EVERY)])
        isIn = status === 303
        if (isIn) flooding.inAt.push(performance.now())
        else flooding.refusals += 1
      }
    }
  })
  // Each comes whether or not the one before is in.
  const lonely: Promise<void>[] = []
  const lonelyOnes = (async () => {
    for (let turn = 0; !over; turn += 1) {
      const who = people[(500 + turn) % people.length] as Visitor
      const address = `203.0.113.${turn % 250}`
      lonely.push(visit(at, { ...who, ...kind, obeys: true, address }, alone, () => false))
      await pause(LONELY_EVERY)
    }
    await Promise.all(lonely)
  })()
  await pause((until - from) * 1000)
  over = true
  await Promise.all([...flood, lonelyOnes])
  return { alone, flooding }
}

/** One who is signed in and one who is not come by ten times a second each. */
function startProbes({ origin }: RunningProgram, who: Visitor) {
  const session: number[] = []
  const page: number[] = []
  let going = true
  const probe = async (times: number[], prepare: (browser: Browser) => Promise<unknown>) => {
    const browser = new Browser(origin)
    await prepare(browser)
    while (going) {
      const begun = performance.now()
      await browser.get('/cas/login')
      times.push(performance.now() - begun)
      await pause(100)
    }
    browser.close()
  }
  const signedIn = async (browser: Browser) => {
    const { form, cookies } = await browser.openForm('/cas/login')
    const { status } = await browser.post('/cas/login', { form, username: who.login, password: who.password })
    if (status !== 303) throw new Error(`The probe was answered with ${status}.`)
    browser.become({ cookies: new Map(cookies) })
  }
  const probes = [probe(session, signedIn), probe(page, async () => {})]
  return {
    async stop() {
      going = false
      await Promise.all(probes)
      return { session, page }
    },
  }
}
