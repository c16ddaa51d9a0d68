import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { findRunningEmbeddedPostgres } from '../src/database/embedded/index.ts'
import { atLeast, atMost, byName, type Figure, percentile, percentiles } from './figures.ts'
import { castByRole, type Person, peopleWithPasswords, signedInAs } from './people.ts'
import { type RunningProgram, withProgram } from './program.ts'
import { load } from './signin.ts'

const EVENTS = Number(process.env.AUDIT_EVENTS ?? 1_000_000)
const TAMPERED = 100
const VERIFICATIONS = 3
const ROUNDS = Number(process.env.AUDIT_ROUNDS ?? 5)
const SECONDS = 8
const FORMS_OPENED = 60
const PAGES = 7

/** What the chain under the audit trail costs a sign-in, how long going through a million events takes, and what it finds. */
export async function audit(): Promise<Figure[]> {
  const signIns = await withProgram(signInsWithAndWithout)
  return [...signIns, ...(await withProgram(aMillionEvents))]
}

/** Sealed and unsealed rounds in turn, in one program. Without: somebody holds the chain, so that no node seals. */
async function signInsWithAndWithout(program: RunningProgram, dataDir: string): Promise<Figure[]> {
  const database = await connect(dataDir)
  const people = await peopleWithPasswords(program)
  const rounds: { on: number; off: number }[] = []
  await load(program, people, 2, 0)
  const measured = {
    on: () => load(program, people, SECONDS, FORMS_OPENED),
    async off() {
      await database.query('begin')
      await database.query('select from audit_chain for update')
      const rate = await load(program, people, SECONDS, FORMS_OPENED)
      await database.query('rollback')
      // What has gathered is sealed before the next round begins.
      await untilSealed(database)
      return rate
    },
  }
  for (let round = 0; round < ROUNDS; round++) {
    const turns = round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)
    const rates = { on: 0, off: 0 }
    for (const turn of turns) rates[turn] = await measured[turn]()
    rounds.push(rates)
  }
  await database.end()
  const { on, off } = byName(rounds)
  return [
    {
      what: 'sign-ins with the audit chain',
      unit: 'a second',
      rounds: on,
      reference: { what: 'without it, in turn', unit: 'a second', rounds: off },
      bar: atLeast(0.97, 'ratio'),
    },
  ]
}

async function aMillionEvents(program: RunningProgram, dataDir: string): Promise<Figure[]> {
  const database = await connect(dataDir)
  await writeEvents(database)
  const begun = performance.now()
  await untilSealed(database)
  console.log(`  ${EVENTS} events sealed, once they are written: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  await untilSettled(database)
  const pages: number[][] = []
  for (let round = 0; round < VERIFICATIONS; round++) pages.push(await timePages(program, database))
  const tampered = await tamper(database)
  const verifications = []
  for (let round = 0; round < VERIFICATIONS; round++)
    verifications.push({ hashed: await hashEach(database), ...verify(dataDir) })
  await database.end()
  const named = verifications.map(({ events }) => tampered.filter((id) => events.has(id)).length)
  const extra = verifications.map(({ events }, round) => events.size - (named[round] ?? 0))
  const seconds = verifications.map((one) => one.seconds)
  const many = EVENTS.toLocaleString('en')
  return [
    {
      what: `pages of the activity over ${many} events, every filter, p99`,
      unit: 'ms',
      rounds: pages.map((times) => percentile(times, 0.99)),
      bar: atMost(300),
      percentiles: percentiles(pages.flat()),
    },
    {
      what: `of ${TAMPERED} events changed among ${many}, named by \`audit verify\``,
      unit: '',
      rounds: named,
      bar: atLeast(TAMPERED),
    },
    { what: 'others that it named', unit: '', rounds: extra, bar: atMost(0) },
    {
      what: `one verification of ${many} events, the whole command`,
      unit: 's',
      rounds: seconds,
      reference: {
        what: 'PostgreSQL reading them through, with a SHA-256 of each',
        unit: 's',
        rounds: verifications.map(({ hashed }) => hashed),
      },
      bar: atMost(30),
    },
  ]
}

async function connect(dataDir: string) {
  const client = new pg.Client(findRunningEmbeddedPostgres(dataDir))
  // When something fails, the program and its PostgreSQL end first: that is not what is to be told then.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Two years of a small university, about so many people: mostly sign-ins, one in ten refused, from some thousand addresses. */
export async function writeEvents(
  database: pg.Client,
  events = EVENTS,
  { prefix, people } = { prefix: 'person-', people: 25_000 },
) {
  const begun = performance.now()
  await database.query(
    `insert into audit_events (at, event, outcome, person_id, actor, source, reference, details)
     select now() - interval '700 days' * (1 - n::float / $1), (array['sign-in', 'service-ticket-issued', 'sign-out',
         'oidc-authorized', 'link-requested', 'person-viewed'])[1 + n % 6], case when n % 10 = 0 then 'failure' else 'success' end,
       $2::text || n % $3::int, case when n % 6 = 5 then 'staff-' || n % 20 else 'person' end,
       '10.' || n % 4 || '.' || n % 250 || '.' || n % 7, upper(substr(md5(n::text), 1, 4) || '-' || substr(md5(n::text), 5, 4)),
       jsonb_build_object('service', 'https://service-' || n % 40 || '.example.edu/', 'n', n)
     from generate_series(1, $1::int) n`,
    [events, prefix, people],
  )
  await database.query('analyze audit_events')
  console.log(`  ${events} events written: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}

export async function untilSealed(database: pg.Client) {
  for (;;) {
    const { rows } = await database.query(
      `select not exists (select from audit_events e, audit_chain c
         where e.id > c.settled_id and not exists (select from audit_seals s where s.event_id = e.id)) as done`,
    )
    if (rows[0]?.done) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** A moment after the seals: so many events at once come in no university, and looking for a late one among them takes a second. */
export async function untilSettled(database: pg.Client) {
  for (;;) {
    const { rows } = await database.query(
      'select settled_id >= (select max(id) from audit_events) - 1000 as done from audit_chain',
    )
    if (rows[0]?.done) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** An auditor opens the activity, with every filter by itself and some together. */
async function timePages({ origin }: RunningProgram, database: pg.Client): Promise<number[]> {
  const [auditor] = (await castByRole(origin))('auditor')
  const browser = await signedInAs(origin, auditor as Person)
  await database.query('update sessions set second_factor_at = now(), desk_used_at = now()')
  const old = new Date(Date.now() - 500 * 86_400_000).toISOString().slice(0, 10)
  const filters = [
    '',
    'event=sign-in',
    'event=role-granted',
    'outcome=failure',
    'actor=staff',
    'actor=operator',
    'source=10.1.17.3',
    'source=192.0.2.1',
    `reference=ABCD-EF12`,
    `from=${old}&to=${old}`,
    `to=${old}`,
    `to=${old}&outcome=failure&event=link-requested`,
    'event=sign-in&source=10.2.30.5&outcome=failure',
    'person=person-777',
    'person=staff-7',
    `before=${Math.round(EVENTS / 2)}`,
  ]
  const times: number[] = []
  for (let turn = 0; turn < PAGES; turn++) {
    for (const filter of filters) {
      const begun = performance.now()
      const { status } = await browser.get(`/desk/activity?${filter}`)
      if (status !== 200) throw new Error(`The activity was answered with ${status}.`)
      times.push(performance.now() - begun)
    }
  }
  browser.close()
  return times
}

/** As somebody does who owns the database: without the trigger, one column or another. Gives which events. */
async function tamper(database: pg.Client): Promise<string[]> {
  await database.query('alter table audit_events disable trigger user')
  const { rows } = await database.query<{ id: string }>(
    `with chosen as (select id, row_number() over () as n from (select id from audit_events order by random() limit $1) s)
     update audit_events e set
       outcome = case when n % 4 = 0 then (case outcome when 'success' then 'failure' else 'success' end) else outcome end,
       person_id = case when n % 4 = 1 then 'person-x' else person_id end,
       at = case when n % 4 = 2 then at + interval '1 second' else at end,
       source = case when n % 4 = 3 then '198.51.100.1' else source end
     from chosen where chosen.id = e.id returning e.id::text as id`,
    [TAMPERED],
  )
  await database.query('alter table audit_events enable trigger user')
  return rows.map(({ id }) => id)
}

async function hashEach(database: pg.Client) {
  const begun = performance.now()
  await database.query(`select count(sha256(convert_to(e::text, 'UTF8'))) from audit_events e`)
  return (performance.now() - begun) / 1000
}

function verify(dataDir: string) {
  const command = join(import.meta.dirname, '..', 'bin', 'furta.mjs')
  const begun = performance.now()
  const { stdout, status } = spawnSync(process.execPath, [command, 'audit', 'verify'], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  })
  const seconds = (performance.now() - begun) / 1000
  if (status !== 1) throw new Error('A trail that was changed was not refused.')
  const events = new Set([...stdout.toString().matchAll(/^Event (\d+) /gm)].map(([, id]) => id ?? ''))
  return { seconds, events }
}
