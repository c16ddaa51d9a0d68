import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { withOwnInstallation } from './alone.ts'
import { Browser, formValue } from './browser.ts'
import { atLeast, atMost, type Figure, median } from './figures.ts'
import { type RunningProgram, withProgram } from './program.ts'
import { memoryOf } from './pss.ts'
import { askForCode, type Endpoints, endpointsOf, exchange, LIBRARY_AS_CLIENT, userInfo } from './relying-party.ts'
import { expectLed, expectShown, shown } from './scale/kind.ts'
import { CAMPUS, seedCrowd, type Visitor, visitors } from './storm/people.ts'
import { resets } from './storm/resets.ts'

const MINUTES = Number(process.env.SOAK_MINUTES ?? 120)
/** After this share of the time caches are full and the pools have their size. */
const SETTLED = 0.25
const MOST_GROWTH = 1.05
/** Of a hundred. The machine has other things to do in two hours; more would be another load than the one that is named. */
const MOST_TOLD_TO_WAIT = 5
/** A fifth of what two cores can: 144,000 in two hours, as many as a large university sees in a week of registration. */
const VISITS_A_SECOND = 20
/** In the registry. The first ones of them visit; of the others some set new passwords. */
const PEOPLE = 60_000
const VISITING = 20_000
const SERVICE = 'https://library.example.edu/return'

interface Sample {
  readonly minute: number
  /** Of the program and of its PostgreSQL, as the system counts memory that is shared. */
  readonly programMiB: number
  readonly postgresMiB: number
  readonly signIns: number
}

/**
 * Two hours of a busy day: people sign in, some of them with a wrong password first, go on to a service by CAS three times and by
 * OpenID Connect, look at their account, ask for a link and sign out; others set new passwords. The memory of program and PostgreSQL
 * is read every minute, and must stand still once it has settled.
 */
export async function soak(): Promise<{ figures: Figure[]; samples: Record<string, number>[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-soak-'))
  const services = join(folder, 'services.yaml')
  writeFileSync(services, LIBRARY_AS_CLIENT)
  const environment = {
    SERVICES_FILE: services,
    TRUSTED_PROXIES: '127.0.0.1/32,::1/128',
    CAMPUS_NETWORKS: CAMPUS,
    // Two hours of links to so many are more letters than one university mails.
    LETTERS_OVERALL: '1000000',
  }
  try {
    const day = await withOwnInstallation((own) => withProgram(busyDay, environment, { own }))
    return { figures: judged(day), samples: day.samples.map((sample) => ({ ...sample })) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Day {
  readonly samples: readonly Sample[]
  readonly visits: number
  readonly toldToWait: number
  /** What else was answered that should not have been, in words. */
  readonly surprises: readonly string[]
  readonly resetsBegun: number
  readonly resetsDone: number
}

async function busyDay(program: RunningProgram, dataDir: string): Promise<Day> {
  seedCrowd(dataDir, PEOPLE)
  const endpoints = await endpointsOf(program)
  const people = visitors(VISITING)
  const newPasswords = resets(program, dataDir, PEOPLE, 1)
  const samples: Sample[] = []
  const surprises: string[] = []
  const under = new Set<Promise<void>>()
  const begun = performance.now()
  let [visits, signIns, toldToWait] = [0, 0, 0]
  for (; performance.now() - begun < MINUTES * 60_000; visits++) {
    const visit = visitOf(program, endpoints, people[visits % people.length] as Visitor, visits)
      .then((signedIn) => {
        if (signedIn) signIns += 1
        else toldToWait += 1
      })
      .catch((error: unknown) => {
        surprises.push(error instanceof Error ? error.message : 'unknown')
      })
      .finally(() => under.delete(visit))
    under.add(visit)
    const minute = Math.floor((performance.now() - begun) / 60_000)
    if (minute >= samples.length) {
      const { all, program: own } = memoryOf(program.pid)
      const sample = { minute, programMiB: Math.round(own), postgresMiB: Math.round(all - own), signIns }
      samples.push(sample)
      console.log(`  ${JSON.stringify(sample)}`)
    }
    await pause(Math.max(0, begun + ((visits + 1) * 1000) / VISITS_A_SECOND - performance.now()))
  }
  await Promise.all(under)
  const set = await newPasswords.stop(60_000)
  surprises.push(...set.notSet)
  for (const surprise of surprises.slice(0, 20)) console.log(`  ${surprise}`)
  return { samples, visits, toldToWait, surprises, resetsBegun: set.begun, resetsDone: set.took.length }
}

/** False for somebody who was told to come back later, as happens when the machine was held up by others. */
async function visitOf({ origin }: RunningProgram, endpoints: Endpoints, who: Visitor, turn: number): Promise<boolean> {
  const browser = new Browser(origin)
  const from = { 'x-forwarded-for': who.address }
  const { login, password } = who
  try {
    // Behind an address of many, wrong passwords of so many would hold the others up, as they should.
    const errs = turn % 15 === 0 && who.address.startsWith('83.')
    for (const typed of errs ? [`${password}-`, password] : [password]) {
      const form = formValue((await browser.get('/cas/login', from)).body)
      const { status } = await browser.post('/cas/login', { form, username: login, password: typed }, from)
      if (status === 503) return false
      if (status !== (typed === password ? 303 : 422)) throw new Error(`A sign-in was answered with ${status}.`)
    }
    for (let service = 0; service < 3; service++) await goTo(browser, from)
    if (turn % 4 === 0)
      await userInfo(browser, endpoints, await exchange(browser, endpoints, await askForCode(browser, endpoints)))
    const account = await shown(browser, '/account', login, from)
    if (turn % 20 === 0) {
      const form = formValue((await browser.get('/reset-password', from)).body)
      expectLed(await browser.post('/reset-password', { form, email: login }, from), '/reset-password/sent')
    }
    if (turn % 2 === 0) {
      const form = formValue(account.body)
      expectShown(await browser.post('/cas/logout', { form }, from), 'href="/cas/login"')
    }
    return true
  } finally {
    browser.close()
  }
}

async function goTo(browser: Browser, from: Record<string, string>) {
  const path = expectLed(await browser.get(`/cas/login?service=${encodeURIComponent(SERVICE)}`, from), SERVICE)
  const ticket = /[?&]ticket=([^&#]+)/.exec(path)?.[1]
  const address = `/cas/p3/serviceValidate?service=${encodeURIComponent(SERVICE)}&ticket=${ticket}`
  await shown(browser, address, '<cas:authenticationSuccess>')
}

function judged({ samples, visits, toldToWait, surprises, resetsBegun, resetsDone }: Day): Figure[] {
  const settled = samples.slice(Math.floor(samples.length * SETTLED))
  const third = Math.max(1, Math.floor(settled.length / 3))
  const all = (some: readonly Sample[]) => median(some.map((one) => one.programMiB + one.postgresMiB))
  const [early, late] = [all(settled.slice(0, third)), all(settled.slice(-third))]
  return [
    {
      what: `memory at the end of ${MINUTES} minutes and ${samples.at(-1)?.signIns} sign-ins`,
      unit: 'MiB',
      rounds: [late],
      reference: { what: 'once settled', unit: 'MiB', rounds: [early] },
      bar: atMost(MOST_GROWTH, 'ratio'),
    },
    {
      what: 'visits that were told to come back later',
      unit: '%',
      rounds: [(100 * toldToWait) / visits],
      bar: atMost(MOST_TOLD_TO_WAIT),
    },
    {
      what: 'visits and new passwords that met another answer than they should',
      unit: '',
      rounds: [surprises.length],
      bar: atMost(0),
    },
    {
      what: 'new passwords by a mailed link meanwhile',
      unit: '',
      rounds: [resetsDone],
      reference: { what: 'those begun', unit: '', rounds: [resetsBegun] },
      bar: atLeast(0.95, 'ratio'),
    },
  ]
}
