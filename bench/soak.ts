import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Browser, formValue } from './browser.ts'
import { type Figure, median } from './figures.ts'
import { type Person, peopleWithPasswords, signInAs } from './people.ts'
import { type RunningProgram, withProgram } from './program.ts'

const MINUTES = Number(process.env.SOAK_MINUTES ?? 120)
/** After this share of the time caches are full and the pools have their size. */
const SETTLED = 0.25
const MOST_GROWTH = 1.05
const SIGN_INS_A_SECOND = 4
const SERVICE = 'https://library.example.edu/return'
const RESULT = fileURLToPath(new URL('./results/soak.json', import.meta.url))

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
export async function soak(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-soak-'))
  const services = join(folder, 'services.yaml')
  writeFileSync(services, SERVICES)
  try {
    const samples = await withProgram(day, { SERVICES_FILE: services })
    mkdirSync(fileURLToPath(new URL('./results', import.meta.url)), { recursive: true })
    writeFileSync(RESULT, `${JSON.stringify({ minutes: MINUTES, samples }, null, 1)}\n`)
    return judged(samples)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const SERVICES = `services:
  - id: library
    name: { pl: Biblioteka, en: Library }
    urls: [https://library.example.edu/]
    singleLogout: false
`

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
      .then(() => {
        signIns += 1
      })
      .catch((error: unknown) => {
        failure = error
      })
      .finally(() => visits.delete(visit))
    visits.add(visit)
    const minute = Math.floor((performance.now() - begun) / 60_000)
    if (minute >= samples.length) {
      const sample = { minute, ...memoryOf(program.pid), signIns }
      samples.push(sample)
      console.log(`  ${JSON.stringify(sample)}`)
    }
    await pause(1000 / SIGN_INS_A_SECOND)
  }
  await Promise.all(visits)
  return samples
}

async function visitOf({ origin }: RunningProgram, person: Person, turn: number) {
  const browser = new Browser(origin)
  try {
    const page = await browser.openForm('/cas/login')
    const { status } = await signInAs(browser, person, page)
    if (status !== 303) throw new Error(`A sign-in was answered with ${status}.`)
    for (let service = 0; service < 3; service++) await goTo(browser)
    await browser.get('/account')
    if (turn % 20 === 0) {
      const form = formValue((await browser.get('/reset-password')).body)
      await browser.post('/reset-password', { form, email: person.login })
    }
    if (turn % 2 === 0) await browser.post('/cas/logout', { form: formValue((await browser.get('/cas/logout')).body) })
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

/** The program is one process; its PostgreSQL, a process group of its own, is whatever else it has started. */
function memoryOf(program: number) {
  const programMiB = pss(program)
  const postgresMiB = descendants(program).reduce((sum, pid) => sum + pss(pid), 0)
  return { programMiB: Math.round(programMiB), postgresMiB: Math.round(postgresMiB) }
}

function descendants(of: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = read(`/proc/${name}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ')[1]
    parents.set(Number(name), Number(parent))
  }
  const below = (pid: number): number[] =>
    [...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => [child, ...below(child)])
  return below(of)
}

function pss(pid: number) {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024
}

/** A process may end while it is looked at. */
function read(file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function judged(samples: readonly Sample[]): Figure[] {
  const settled = samples.slice(Math.floor(samples.length * SETTLED))
  const third = Math.max(1, Math.floor(settled.length / 3))
  const all = (some: readonly Sample[]) => median(some.map((one) => one.programMiB + one.postgresMiB))
  const [early, late] = [all(settled.slice(0, third)), all(settled.slice(-third))]
  return [
    {
      what: `memory at the end of ${MINUTES} minutes to memory once settled`,
      figure: `${(late / early).toFixed(3)}: ${early} MiB, then ${late} MiB, ${samples.at(-1)?.signIns} sign-ins`,
      bar: `at most ${MOST_GROWTH}`,
      reached: late / early <= MOST_GROWTH,
    },
  ]
}
