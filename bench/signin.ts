import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { Browser, formValue } from './browser.ts'
import { type Figure, median, percentile, spread } from './figures.ts'
import { type RunningProgram, withProgram } from './program.ts'

const ROUNDS = 3
const SECONDS = 8
const IN_FLIGHT = 32

interface Person {
  readonly login: string
  readonly password: string
}

/**
 * Sign-ins a second at 32 in flight, each with its own form, against raw argon2id verifications on the same cores in the
 * same minute; meanwhile a person with a session and one who opens the sign-in page are timed.
 */
export async function signIn(): Promise<Figure[]> {
  return withProgram(async (program) => {
    const people = await peopleWithPasswords(program)
    await load(program, people, 2)
    const rounds: { raw: number; signIns: number; ratio: number; session: number; page: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const raw = await rawVerifications()
      const probes = startProbes(program, people[0] as Person)
      const signIns = await load(program, people, SECONDS)
      const { session, page } = await probes.stop()
      rounds.push({
        raw,
        signIns,
        ratio: signIns / raw,
        session: percentile(session, 0.99),
        page: percentile(page, 0.99),
      })
    }
    const of = (name: 'raw' | 'signIns' | 'ratio' | 'session' | 'page') => rounds.map((round) => round[name])
    console.log(`  raw argon2id verifications a second (m=19456, t=2, p=1): ${spread(of('raw'), 1)}`)
    console.log(`  sign-ins a second, ${IN_FLIGHT} in flight: ${spread(of('signIns'), 1)}`)
    return [
      {
        what: 'sign-ins to raw verifications',
        figure: spread(of('ratio'), 3),
        bar: 'at least 0.85',
        reached: median(of('ratio')) >= 0.85,
      },
      {
        what: 'session check meanwhile, p99',
        figure: `${spread(of('session'), 1)} ms`,
        bar: 'at most 50 ms',
        reached: median(of('session')) <= 50,
      },
      {
        what: 'sign-in page meanwhile, p99',
        figure: `${spread(of('page'), 1)} ms`,
        bar: 'at most 50 ms',
        reached: median(of('page')) <= 50,
      },
    ]
  })
}

async function peopleWithPasswords({ origin }: RunningProgram): Promise<Person[]> {
  const cast = (await (await fetch(`${origin}/dev/cast.json`)).json()) as {
    login: string
    password: string | null
    state: string
  }[]
  return cast.flatMap(({ login, password, state }) =>
    password !== null && state === 'active' ? [{ login, password }] : [],
  )
}

/** As many at once as cores: more are not faster. */
async function rawVerifications(): Promise<number> {
  const stored = await hash('a password', { memoryCost: 19456, timeCost: 2, parallelism: 1 })
  const begun = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      while (performance.now() - begun < SECONDS * 1000) {
        await verify(stored, 'a password')
        done += 1
      }
    }),
  )
  return done / ((performance.now() - begun) / 1000)
}

async function load({ origin }: RunningProgram, people: readonly Person[], seconds: number): Promise<number> {
  const begun = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async (_, index) => {
      const browser = new Browser(origin)
      for (let turn = index; performance.now() - begun < seconds * 1000; turn += IN_FLIGHT) {
        const { login, password } = people[turn % people.length] as Person
        browser.forget()
        const { status } = await signInAs(browser, { login, password })
        if (status !== 303) throw new Error(`A sign-in was answered with ${status}.`)
        done += 1
      }
      browser.close()
    }),
  )
  return done / ((performance.now() - begun) / 1000)
}

async function signInAs(browser: Browser, { login, password }: Person) {
  const form = formValue((await browser.get('/cas/login')).body)
  return browser.post('/cas/login', { form, username: login, password })
}

/** One who is signed in and one who is not come by ten times a second each. */
function startProbes({ origin }: RunningProgram, person: Person) {
  const session: number[] = []
  const page: number[] = []
  let going = true
  const visit = async (times: number[], prepare: (browser: Browser) => Promise<unknown>) => {
    const browser = new Browser(origin)
    await prepare(browser)
    while (going) {
      const begun = performance.now()
      await browser.get('/cas/login')
      times.push(performance.now() - begun)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    browser.close()
  }
  const visits = [visit(session, (browser) => signInAs(browser, person)), visit(page, async () => {})]
  return {
    async stop() {
      going = false
      await Promise.all(visits)
      return { session, page }
    },
  }
}
