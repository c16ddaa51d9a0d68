import { sql } from 'kysely'
import { Aim } from './aim.ts'
import { check } from './checker.ts'
import { Clerk } from './clerk.ts'
import { Gate } from './gate.ts'
import { Simulated } from './journeys.ts'
import type { Place } from './place.ts'
import { isNotHeard, type World } from './somebody.ts'

export interface Storm {
  readonly world: World
  readonly aim: Aim
  /** Journeys that went through, and those that a fault broke off. */
  readonly journeys: { done: number; brokenOff: number }
  /** How often the checker has looked, and what it found, in sentences. */
  readonly checks: number
  readonly violations: readonly string[]
  /** Lets everybody finish the request they are at, looks at everything, and lets them go on. */
  look(): Promise<void>
  /** Nobody sends anything until `goOn`. */
  pause(): Promise<void>
  goOn(): void
  /** Ends the journeys, and looks once more. */
  end(): Promise<void>
  /** Ends the journeys; then waits until every letter has gone out and every service is told, and looks once more: what lies there by then is lost. */
  calm(patienceMs?: number): Promise<void>
}

/** People at their journeys, as many at a time as `atOnce`, until it is calm again; `wandering` from node to node, or each at one. */
export function beginStorm(place: Place, { atOnce = 8, desk = true, wandering = false } = {}): Storm {
  const gate = new Gate()
  const aim = new Aim(place.dice)
  const world: World = {
    place,
    gate,
    aim,
    wandering,
    surprises: [],
    readOut: new Map(),
    codesAskedFor: new Map(),
    stopping: false,
  }
  const journeys = { done: 0, brokenOff: 0 }
  const violations: string[] = []
  const waiting = place.dice.shuffled(place.humans.map((human) => new Simulated(world, human)))
  let checks = 0

  /** Whoever has been on a journey goes to the end of the line; whoever has just been read a code comes first. */
  async function goOn() {
    while (!world.stopping) {
      const withCode = waiting.findIndex(({ human }) => world.readOut.has(human.id))
      const [somebody] = waiting.splice(Math.max(0, withCode), 1)
      if (!somebody) return
      await attempt(() => somebody.goOnAJourney())
      waiting.push(somebody)
    }
  }

  async function attempt(journey: () => Promise<void>) {
    try {
      await journey()
      journeys.done += 1
    } catch (error) {
      journeys.brokenOff += 1
      if (!isNotHeard(error)) world.surprises.push(String(error instanceof Error ? error.stack : error))
      // Whoever got no answer does not hammer.
      await breath()
    }
  }

  const clerk = new Clerk(world)
  const workAtTheDesk = async () => {
    while (!world.stopping) {
      await attempt(() => clerk.work())
      await breath()
    }
  }
  const all = [...Array.from({ length: atOnce }, goOn), ...(desk ? [workAtTheDesk()] : [])]

  async function look() {
    await gate.shut()
    try {
      await lookNow()
    } finally {
      gate.open()
    }
  }

  async function lookNow({ calm = false } = {}) {
    const found = await check({
      db: place.database.db,
      ledger: place.ledger,
      arrivals: place.mailbox.arrivals,
      tellings: place.services.tellings,
      faults: place.faults,
      keys: place.keys.app,
      now: new Date(),
      calm,
      verify: place.verify,
    })
    checks += 1
    const surprises = world.surprises.splice(0).map((surprise) => `nobody foretold this: ${surprise}`)
    const fresh = [...found.filter((one) => !violations.includes(one)), ...surprises]
    violations.push(...fresh)
    // At once: a run that breaks off says nothing at its end.
    for (const violation of fresh) console.log(violation)
  }

  async function goHome() {
    world.stopping = true
    await Promise.all(all)
  }

  return {
    world,
    aim,
    journeys,
    get checks() {
      return checks
    },
    violations,
    look,
    pause: () => gate.shut(),
    goOn: () => gate.open(),
    async end() {
      await goHome()
      await lookNow()
    },
    async calm(patienceMs = 100_000) {
      await goHome()
      await Promise.all([lettersGone(place, patienceMs), servicesTold(place, patienceMs)])
      await lookNow({ calm: true })
    },
  }
}

/** Or until patience ends: the checker names those that nobody has put off until later. */
async function lettersGone({ database }: Place, patienceMs: number) {
  const until = Date.now() + patienceMs
  for (;;) {
    const { waiting } = await database.db
      .selectFrom('letters')
      .select((row) => row.fn.countAll<string>().as('waiting'))
      .where('state', 'in', ['queued', 'sending'])
      .executeTakeFirstOrThrow()
    if (waiting === '0' || Date.now() > until) return
    await breath()
  }
}

/** Or until patience ends: the checker names those that have heard nothing. */
async function servicesTold({ database }: Place, patienceMs: number) {
  const until = Date.now() + patienceMs
  for (;;) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::int as waiting
      from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
      where task.identifier = 'tell-services'`.execute(database.db)
    if (rows[0]?.waiting === 0 || Date.now() > until) return
    await breath()
  }
}

const breath = () => new Promise((resolve) => setTimeout(resolve, 250))
