import { join } from 'node:path'
import pg from 'pg'
import { findRunningEmbeddedPostgres } from '../src/database/embedded/index.ts'
import { crowdMember } from '../src/demo/crowd/crowd.ts'
import { type Browser, formValue } from './browser.ts'
import { importCrowd, writeCrowdFile } from './crowd-file.ts'
import { importFile, pathOf } from './desk-feed.ts'
import { atMost, type Figure, percentile, percentiles } from './figures.ts'
import { withTheMachine } from './machine.ts'
import { castByRole, type Person, signedInAs } from './people.ts'
import { type RunningProgram, withProgram } from './program.ts'

const PEOPLE = Number(process.env.DESK_PEOPLE ?? 225_000)
const OPERATORS = 32
/** Between two pages, on average, in milliseconds: somebody reads what stands there. */
const READING = 3000
const QUIET_SECONDS = 10
const ROUNDS = 3

/**
 * 32 members of staff search, open people, look into the queue and send links, while an administrator reads a feed of
 * 225,000 into a registry of 225,000 in the same program: three nights, each with its own changes.
 */
export async function desk(): Promise<Figure[]> {
  return withProgram(async (program, dataDir) => {
    const feeds = Array.from({ length: ROUNDS + 1 }, (_, night) => join(dataDir, `feed-${night}.csv`))
    const [first = '', ...nights] = feeds
    for (const [night, file] of feeds.entries()) await writeCrowdFile(file, PEOPLE, night)
    importCrowd(dataDir, first)
    const database = new pg.Client(findRunningEmbeddedPostgres(dataDir))
    await database.connect()
    try {
      const staff = await staffAtWork(program)
      const rounds: Record<'quiet' | 'busy', Times>[] = []
      for (const file of nights) {
        // The second factor is marked as proved in the table: how it is proved is not what is measured.
        await database.query('update sessions set second_factor_at = now(), desk_used_at = now()')
        rounds.push(await withTheMachine(() => oneNight(program, database, staff, file)))
      }
      const pages = (which: 'quiet' | 'busy') => rounds.map((round) => Object.values(round[which]).flat())
      return [
        {
          what: `pages of the desk while ${PEOPLE.toLocaleString('en')} people are imported, p99`,
          unit: 'ms',
          rounds: pages('busy').map((times) => percentile(times, 0.99)),
          reference: {
            what: 'without an import',
            unit: 'ms',
            rounds: pages('quiet').map((times) => percentile(times, 0.99)),
          },
          bar: atMost(300),
          percentiles: percentiles(pages('busy').flat()),
        },
      ]
    } finally {
      await database.end()
    }
  })
}

async function oneNight(program: RunningProgram, database: pg.Client, staff: StaffAtWork, file: string) {
  const quiet = await work(staff.operators, () => pause(QUIET_SECONDS * 1000))
  let seconds = 0
  const busy = await work(staff.operators, async () => {
    const begun = performance.now()
    await importFile(program, staff.administrator, database, file)
    seconds = (performance.now() - begun) / 1000
  })
  console.log(`  a feed by the desk, with ${OPERATORS} at work: ${seconds.toFixed(1)} s`)
  tell('without an import', quiet)
  tell('with an import', busy)
  return { quiet, busy }
}

interface StaffAtWork {
  readonly operators: readonly Browser[]
  readonly administrator: Browser
}

/** Signed in by the form. */
async function staffAtWork({ origin }: RunningProgram): Promise<StaffAtWork> {
  const withRole = await castByRole(origin)
  const desks = withRole('help-desk')
  const signedIn = (member: Person) => signedInAs(origin, member)
  const operators: Browser[] = []
  for (let number = 0; number < OPERATORS; number++)
    operators.push(await signedIn(desks[number % desks.length] as Person))
  const administrator = await signedIn(withRole('administrator')[0] as Person)
  return { operators, administrator }
}

type Times = Record<'search' | 'person' | 'queue' | 'act', number[]>

/** Everybody works until `meanwhile` is over. */
async function work(operators: readonly Browser[], meanwhile: () => Promise<void>): Promise<Times> {
  const times: Times = { search: [], person: [], queue: [], act: [] }
  let going = true
  const shifts = operators.map(async (browser, operator) => {
    await pause((READING * operator) / OPERATORS)
    for (let turn = 0; going; turn++) await oneTurn(browser, operator * 1000 + turn, times)
  })
  await meanwhile()
  going = false
  await Promise.all(shifts)
  return times
}

/** Search, look at somebody, send them a link, look into the queue. */
async function oneTurn(browser: Browser, turn: number, times: Times) {
  const timed = async (kind: keyof Times, asked: () => ReturnType<Browser['get']>) => {
    const begun = performance.now()
    const answer = await asked()
    times[kind].push(performance.now() - begun)
    if (answer.status >= 400) throw new Error(`A page of the desk (${kind}) was answered with ${answer.status}.`)
    return answer
  }
  const reading = () => pause(READING * (0.5 + ((turn * 7919) % 1000) / 1000))
  // Not one after the other, so that nobody's row is warm.
  const { person } = crowdMember((turn * 48_271) % PEOPLE, 'agh.edu.pl', new Date())
  const typed = turn % 3 === 0 ? person.surname : (person.albumNumber ?? person.surname)

  const form = formValue((await timed('search', () => browser.get('/desk/people'))).body)
  const found = await timed('search', () => browser.post('/desk/people', { form, q: typed }))
  const list = await timed('search', () => browser.get(pathOf(found.location)))
  await reading()
  const path = list.location ?? /href="(\/desk\/people\/[\w-]+)"/.exec(list.body)?.[1]
  if (path !== undefined) {
    const page = await timed('person', () => browser.get(pathOf(path)))
    await reading()
    const act = /action="(\/desk\/people\/[\w-]+\/send-link)"/.exec(page.body)?.[1]
    if (act !== undefined && turn % 2 === 0) {
      const values = { form: formValue(page.body), reason: 'Asked at the desk, the student card was shown.' }
      const done = await timed('act', () => browser.post(act, values))
      if (done.location) await timed('person', () => browser.get(pathOf(done.location)))
      await reading()
    }
  }
  await timed('queue', () => browser.get('/desk/cases'))
  await reading()
}

function tell(when: string, times: Times) {
  for (const [kind, values] of Object.entries(times)) {
    const figures = [0.5, 0.99, 1].map((share) => percentile(values, share).toFixed(0))
    console.log(
      `  ${when}, ${kind}: ${values.length} pages, half within ${figures[0]} ms, p99 ${figures[1]}, worst ${figures[2]}`,
    )
  }
}

function pause(milliseconds: number) {
  return new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
}
