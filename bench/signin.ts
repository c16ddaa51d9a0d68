import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { MOST_TURNS_PER_THREAD } from '../src/credentials/hash.ts'
import { startHashThreads } from '../src/credentials/hash-threads.ts'
import { systemClock } from '../src/world/index.ts'
import { Browser, type OpenForm } from './browser.ts'
import { atLeast, atMost, byName, type Figure, percentile, percentiles } from './figures.ts'
import { type Person, peopleWithPasswords, signInAs } from './people.ts'
import { startProbes } from './probes.ts'
import { type RunningProgram, withProgram } from './program.ts'

const ROUNDS = 5
const SECONDS = 8
const IN_FLIGHT = 32
const FORMS_OPENED = 60
const COST = { memoryCost: 19456, timeCost: 2, parallelism: 1 }

/**
 * Sign-ins a second at 32 in flight against raw argon2id verifications on the same cores in the same minute. The people
 * have opened the page before, as they do when registration opens at noon; beside it stands the rate with the page opened
 * in the same breath. Meanwhile a person with a session and one who opens the sign-in page are timed.
 */
export async function signIn(): Promise<Figure[]> {
  return withProgram(async (program) => {
    const people = await peopleWithPasswords(program)
    await load(program, people, 2, 0)
    const rounds: Record<'raw' | 'threads' | 'signIns' | 'withPage' | 'session' | 'page', number>[] = []
    const probed = { session: [] as number[], page: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      const before = { raw: await rawVerifications(), threads: await verificationsOfThreads() }
      const probes = startProbes(program, people[0] as Person)
      probes.time()
      const signIns = await load(program, people, SECONDS, FORMS_OPENED)
      const { session, page } = await probes.stop()
      const withPage = await load(program, people, SECONDS, 0)
      // The machine's speed drifts: the references are taken on both sides.
      const raw = (before.raw + (await rawVerifications())) / 2
      const threads = (before.threads + (await verificationsOfThreads())) / 2
      rounds.push({ raw, threads, signIns, withPage, session: percentile(session, 0.99), page: percentile(page, 0.99) })
      probed.session.push(...session)
      probed.page.push(...page)
    }
    const of = byName(rounds)
    const reference = { what: 'raw argon2id (m=19456, t=2, p=1)', unit: 'a second', rounds: of.raw }
    const probe = (what: string, kind: 'session' | 'page') => ({
      what: `${what} meanwhile, p99`,
      unit: 'ms',
      rounds: of[kind],
      bar: atMost(50),
      percentiles: percentiles(probed[kind]),
    })
    return [
      {
        what: `sign-ins, ${IN_FLIGHT} in flight`,
        unit: 'a second',
        rounds: of.signIns,
        reference,
        bar: atLeast(0.9, 'ratio'),
      },
      {
        what: 'the same, beside threads that do nothing else',
        unit: 'a second',
        rounds: of.signIns,
        reference: { what: 'our own hashing threads, never without work', unit: 'a second', rounds: of.threads },
        inReadme: true,
      },
      { what: 'the same, opening the page in the same breath', unit: 'a second', rounds: of.withPage, reference },
      probe('a session check', 'session'),
      probe('the sign-in page', 'page'),
    ]
  })
}

/** As many at once as cores, through the library's own calls: what a program that does nothing but compare passwords would have. */
export async function rawVerifications(seconds = SECONDS): Promise<number> {
  const stored = await hash('a password', COST)
  const begun = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      while (performance.now() - begun < seconds * 1000) {
        await verify(stored, 'a password')
        done += 1
      }
    }),
  )
  return done / ((performance.now() - begun) / 1000)
}

/** All that the cores can do (decision 244): threads with more at the door whenever they are done. */
async function verificationsOfThreads(): Promise<number> {
  const cores = availableParallelism()
  const threads = startHashThreads(cores, systemClock, { yields: true })
  try {
    const stored = String(await threads.run({ password: 'a password', cost: COST }))
    const compare = () => threads.run({ password: 'a password', stored })
    await Promise.all(Array.from({ length: cores * 4 }, compare))
    const begun = performance.now()
    let done = 0
    await Promise.all(
      Array.from({ length: cores * MOST_TURNS_PER_THREAD }, async () => {
        while (performance.now() - begun < (SECONDS / 2) * 1000) {
          await compare()
          done += 1
        }
      }),
    )
    return done / ((performance.now() - begun) / 1000)
  } finally {
    await threads.stop()
  }
}

/** `formsOpened`: how many pages each of the 32 has opened before the clock starts; past them it opens one for each sign-in. */
export async function load(
  { origin }: RunningProgram,
  people: readonly Person[],
  seconds: number,
  formsOpened: number,
): Promise<number> {
  const visitors = Array.from({ length: IN_FLIGHT }, () => ({ browser: new Browser(origin), open: [] as OpenForm[] }))
  for (const { browser, open } of visitors) {
    while (open.length < formsOpened) open.push(await browser.openForm('/cas/login'))
  }
  const begun = performance.now()
  let done = 0
  await Promise.all(
    visitors.map(async ({ browser, open }, index) => {
      for (let turn = index; performance.now() - begun < seconds * 1000; turn += IN_FLIGHT) {
        const page = open.pop() ?? (await browser.openForm('/cas/login'))
        const { status } = await signInAs(browser, people[turn % people.length] as Person, page)
        if (status !== 303) throw new Error(`A sign-in was answered with ${status}.`)
        done += 1
      }
      browser.close()
    }),
  )
  return done / ((performance.now() - begun) / 1000)
}
