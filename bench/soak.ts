import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Browser, formValue } from './browser.ts'
import { atMost, type Figure, median } from './figures.ts'
import { LIBRARY } from './library.ts'
import { type Person, peopleWithPasswords, signInAs } from './people.ts'
import { type RunningProgram, withProgram } from './program.ts'
import { memoryOf } from './pss.ts'

const MINUTES = Number(process.env.SOAK_MINUTES ?? 120)
/** After this share of the time caches are full and the pools have their size. */
const SETTLED = 0.25
const MOST_GROWTH = 1.05
const SIGN_INS_A_SECOND = 4
const SERVICE = 'https://library.example.edu/return'

interface Sample {
  readonly minute: number
  /** Of the program and of its PostgreSQL, as the system counts memory that is shared. */
  readonly programMiB: number
  readonly postgresMiB: number
  readonly signIns: number
}

/**
 * Two hours of an ordinary busy day: people sign in, go on to a service three times, look at their account, ask for a link and
 * sign out. The memory of program and PostgreSQL is read every minute, and must stand still once it has settled.
 */
export async function soak(): Promise<{ figures: Figure[]; samples: Record<string, number>[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-soak-'))
  const services = join(folder, 'services.yaml')
  writeFileSync(services, LIBRARY)
  try {
    const samples = await withProgram(day, { SERVICES_FILE: services })
    return { figures: judged(samples), samples: samples.map((sample) => ({ ...sample })) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function day(program: RunningProgram): Promise<Sample[]> {
  const people = await peopleWithPasswords(program)
  const samples: Sample[] = []
  const begun = performance.now()
  const visits = new Set<Promise<void>>()
  let signIns = 0
  let failure: unknown
  for (let turn = 0; performance.now() - begun < MINUTES * 60_000; turn++) {
    if (failure !== undefined) throw failure
    const visit = visitOf(program, people[turn % people.length] as Person, turn)
      .then((signedIn) => {
        if (signedIn) signIns += 1
      })
      .catch((error: unknown) => {
        failure = error
      })
      .finally(() => visits.delete(visit))
    visits.add(visit)
    const minute = Math.floor((performance.now() - begun) / 60_000)
    if (minute >= samples.length) {
      const { all, program: own } = memoryOf(program.pid)
      const sample = { minute, programMiB: Math.round(own), postgresMiB: Math.round(all - own), signIns }
      samples.push(sample)
      console.log(`  ${JSON.stringify(sample)}`)
    }
    await pause(1000 / SIGN_INS_A_SECOND)
  }
  await Promise.all(visits)
  return samples
}

/** False for somebody who was told to come back later, as happens when the machine was held up by others. */
async function visitOf({ origin }: RunningProgram, person: Person, turn: number): Promise<boolean> {
  const browser = new Browser(origin)
  try {
    const page = await browser.openForm('/cas/login')
    const { status } = await signInAs(browser, person, page)
    if (status === 503) return false
    if (status !== 303) throw new Error(`A sign-in was answered with ${status}.`)
    for (let service = 0; service < 3; service++) await goTo(browser)
    await browser.get('/account')
    if (turn % 20 === 0) {
      const form = formValue((await browser.get('/reset-password')).body)
      await browser.post('/reset-password', { form, email: person.login })
    }
    if (turn % 2 === 0) await browser.post('/cas/logout', { form: formValue((await browser.get('/cas/logout')).body) })
    return true
  } finally {
    browser.close()
  }
}

async function goTo(browser: Browser) {
  const { location } = await browser.get(`/cas/login?service=${encodeURIComponent(SERVICE)}`)
  const ticket = /[?&]ticket=([^&#]+)/.exec(location ?? '')?.[1]
  const { body } = await browser.get(`/cas/p3/serviceValidate?service=${encodeURIComponent(SERVICE)}&ticket=${ticket}`)
  if (!body.includes('<cas:authenticationSuccess>')) throw new Error(`Answered: ${body}`)
}

function judged(samples: readonly Sample[]): Figure[] {
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
  ]
}
