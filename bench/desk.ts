import { execFileSync } from 'node:child_process'
import { openAsBlob } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { findRunningEmbeddedPostgres } from '../src/database/embedded/index.ts'
import { crowdMember } from '../src/demo/crowd/crowd.ts'
import { Browser, formValue } from './browser.ts'
import { writeCrowdFile } from './crowd-file.ts'
import { type Figure, percentile } from './figures.ts'
import { type RunningProgram, withProgram } from './program.ts'

const PEOPLE = Number(process.env.DESK_PEOPLE ?? 225_000)
const OPERATORS = 32
/** Between two pages, on average, in milliseconds: somebody reads what stands there. */
const READING = 3000
const QUIET_SECONDS = 10

/**
 * 32 members of staff search, open people, look into the queue and send links, while an administrator reads a feed of
 * 225,000 into a registry of 225,000 in the same program.
 */
export async function desk(): Promise<Figure[]> {
  return withProgram(async (program, dataDir) => {
    const files = [0, 1].map((night) => join(dataDir, `feed-${night}.csv`))
    const rows = await Promise.all(files.map((file, night) => writeCrowdFile(file, PEOPLE, night)))
    fill(dataDir, files[0] ?? '')
    const database = new pg.Client(findRunningEmbeddedPostgres(dataDir))
    await database.connect()
    try {
      const staff = await staffAtWork(program, database)
      const quiet = await work(staff.operators, () => pause(QUIET_SECONDS * 1000))
      const import_ = { seconds: 0 }
      const busy = await work(staff.operators, async () => {
        const begun = performance.now()
        await importFile(program, staff.administrator, database, files[1] ?? '')
        import_.seconds = (performance.now() - begun) / 1000
      })
      console.log(`  a feed of ${rows[1]} rows by the desk, with ${OPERATORS} at work: ${import_.seconds.toFixed(1)} s`)
      tell('without an import', quiet)
      tell('with an import', busy)
      const all = Object.values(busy).flat()
      return [
        {
          what: `pages of the desk while ${PEOPLE} people are imported, p99 of ${all.length}`,
          figure: `${percentile(all, 0.99).toFixed(0)} ms`,
          bar: 'less than 300 ms',
          reached: percentile(all, 0.99) < 300,
        },
      ]
    } finally {
      await database.end()
    }
  })
}

/** The first feed comes by the command line, which nobody waits for. */
function fill(dataDir: string, file: string) {
  const begun = performance.now()
  const command = join(import.meta.dirname, '..', 'bin', 'furta.mjs')
  execFileSync(process.execPath, [command, 'import', file], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  console.log(`  the first feed, by the command line: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}

interface StaffAtWork {
  readonly operators: readonly Browser[]
  readonly administrator: Browser
}

/** Signed in by the form. The second factor is marked as proved in the table: how it is proved is not what is measured. */
async function staffAtWork({ origin }: RunningProgram, database: pg.Client): Promise<StaffAtWork> {
  const cast = (await (await fetch(`${origin}/dev/cast.json`)).json()) as CastMember[]
  const withRole = (role: string) => cast.filter(({ roles, state }) => roles.includes(role) && state === 'active')
  const desks = withRole('help-desk')
  const signedIn = async ({ login, password }: CastMember) => {
    const browser = new Browser(origin)
    const form = formValue((await browser.get('/cas/login')).body)
    const { status } = await browser.post('/cas/login', { form, username: login, password })
    if (status !== 303) throw new Error(`A member of staff could not sign in: ${status}.`)
    return browser
  }
  const operators: Browser[] = []
  for (let number = 0; number < OPERATORS; number++)
    operators.push(await signedIn(desks[number % desks.length] as CastMember))
  const administrator = await signedIn(withRole('administrator')[0] as CastMember)
  await database.query('update sessions set second_factor_at = now(), desk_used_at = now()')
  return { operators, administrator }
}

interface CastMember {
  readonly login: string
  readonly password: string
  readonly state: string
  readonly roles: readonly string[]
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

/** As an administrator does it: the file by the form, then the button on the report. */
async function importFile({ origin }: RunningProgram, administrator: Browser, database: pg.Client, file: string) {
  const form = formValue((await administrator.get('/desk/import')).body)
  const body = new FormData()
  body.set('form', form)
  body.set('what', 'some')
  body.set('file', await openAsBlob(file, { type: 'text/csv' }), 'feed.csv')
  const cookie = [...administrator.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, 'sec-fetch-site': 'same-origin', origin }
  const sent = await fetch(`${origin}/desk/import`, { method: 'POST', body, headers, redirect: 'manual' })
  if (sent.status !== 303) throw new Error(`The feed was not taken: ${sent.status}.`)
  const run = pathOf(sent.headers.get('location') ?? undefined)
  await until(database, 'planned')
  const page = await administrator.get(run)
  const values = { form: formValue(page.body), reason: 'The feed of the night.' }
  const answer = await administrator.post(`${run}/apply`, values)
  if (answer.status !== 303) throw new Error(`The feed was not applied: ${answer.status}.`)
  await until(database, 'applied')
}

async function until(database: pg.Client, state: string) {
  for (;;) {
    const { rows } = await database.query('select state from import_runs order by started_at desc limit 1')
    if (rows[0]?.state === state) return
    if (!['reading', 'planned'].includes(rows[0]?.state)) throw new Error(`The import came to be ${rows[0]?.state}.`)
    await pause(250)
  }
}

function tell(when: string, times: Times) {
  for (const [kind, values] of Object.entries(times)) {
    const figures = [0.5, 0.99, 1].map((share) => percentile(values, share).toFixed(0))
    console.log(
      `  ${when}, ${kind}: ${values.length} pages, half within ${figures[0]} ms, p99 ${figures[1]}, worst ${figures[2]}`,
    )
  }
}

function pathOf(location: string | undefined): string {
  const { pathname, search } = new URL(location ?? '/desk', 'http://localhost')
  return pathname + search
}

function pause(milliseconds: number) {
  return new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
}
