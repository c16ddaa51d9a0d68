import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { BEHIND_A_PROXY, from, signIn } from '../../test/attacks/steps.ts'
import { ask, ticketFor } from '../../test/cas.ts'
import { openTestDatabase } from '../../test/database.ts'
import { testKeys } from '../../test/morning.ts'
import { linkFor } from '../../test/reset-steps.ts'
import { registered } from '../../test/service.ts'
import { university } from '../../test/university.ts'
import { whenDone } from '../../test/when-done.ts'
import { sourceMark } from '../challenges/index.ts'
import type { Database, Db } from './index.ts'

const SERVICE = 'https://library.example.edu/'
/** After five runs PostgreSQL keeps a plan, made for tables as large as they are then. */
const RUNS_UNTIL_PLANNED = 8
const CAME = 5_000
/** By IPv6, where failures are counted at the site, too. */
const THEIR_ADDRESS = '2001:db8:7:1::1'

test('statements that were planned while hardly anybody was there read no more rows when thousands have come', async () => {
  const { morning, onlooker } = await quietNight()
  await morning(RUNS_UNTIL_PLANNED)
  await thousandsCome(onlooker)
  const before = await rowsRead(onlooker)
  await morning(3)
  await connectionsEnd(onlooker)
  const after = await rowsRead(onlooker)

  const read = Object.fromEntries([...after].map(([table, rows]) => [table, rows - (before.get(table) ?? 0)]))
  expect(read.sessions).toBeGreaterThan(0)
  // Whoever reads a table, or one of its indexes, from end to end to find a single row reads thousands.
  expect(Object.entries(read).filter(([, rows]) => rows >= CAME)).toEqual([])
})

test('what does not wait for the disk is planned once for all values, and so is the session behind every page', async () => {
  const { morning, database } = await quietNight()
  await morning(1)
  const prepared = await statementsOfProgram(database)
  const waitNot = prepared.filter(({ pool }) => pool.endsWith('quick'))
  expect(waitNot.map(({ statement }) => statement).join()).toMatch(/delete from service_tickets/)
  expect(waitNot.filter(({ plansForOneCall }) => plansForOneCall > 0)).toEqual([])
  // An index over those rows of which something is true serves no plan that is kept while "true" is a value of the call.
  const asked = prepared.filter(({ statement }) => statement.startsWith('select'))
  expect(asked.map(({ statement }) => statement).join()).toMatch(/from "sessions" as "s"/)
  expect(asked.filter(({ values }) => values.includes('boolean'))).toEqual([])
})

/** The demo university, with hardly anybody in it, and somebody beside the program who looks at its PostgreSQL. */
async function quietNight() {
  const database = await openTestDatabase(16, 'quick_university')
  const place = await university({
    database,
    settings: BEHIND_A_PROXY,
    services: [registered({ id: 'library', urls: [SERVICE] })],
  })
  const { login, password } = place.person('alice')
  const newcomer = () => place.visitor(from(THEIR_ADDRESS))
  let mistyped = 0
  const onlooker = new pg.Client(database.url)
  await onlooker.connect()
  whenDone(() => onlooker.end())

  /** What people do on the morning: a mistyped sign-in and one, a ticket that is validated and one that waits, a mailed link that is opened. */
  async function morning(runs: number) {
    for (let run = 0; run < runs; run += 1) {
      await signIn(newcomer(), `nobody.${mistyped++}@agh.edu.pl`, 'mistyped')
      const visitor = newcomer()
      // Those who come at the same moment share their statements (decision 250).
      await Promise.all([visitor, newcomer()].map((one) => signIn(one, login, password)))
      const ticket = await ticketFor(visitor, SERVICE)
      expect(await ask(place, 'p3/serviceValidate', { service: SERVICE, ticket })).toContain(`<cas:user>${login}`)
      await ticketFor(visitor, SERVICE)
      await visitor.open(await linkFor(place, login))
    }
  }
  return { morning, onlooker, database }
}

/** Sessions that stand, tickets that wait, visits and forms, as many as come within minutes on the morning of registration. */
async function thousandsCome(onlooker: pg.Client) {
  const person = `'person_id', (select id from people where id <> row.person_id order by id offset n % 20 limit 1)`
  await copies('sessions', `'id', row.id || n, ${person}`, 'ended_at is null')
  await copies('service_tickets', `'ticket_hash', sha256(n::text::bytea), 'session_id', row.session_id || n, ${person}`)
  await copies('service_visits', `'ticket', row.ticket || n, 'session_id', row.session_id || n`)
  await copies(
    'mailed_links',
    `'id', row.id || n, 'closed_at', row.created_at, 'closed_because', 'superseded', ${person}`,
  )
  await copies('sign_in_failures', `'source', sha256(n::text::bytea)`)
  // Those who failed behind the same address in days gone by.
  const theirSource = sourceMark(testKeys.app, THEIR_ADDRESS)
  const daysAgo = `'last_failed_at', row.last_failed_at - interval '1 day'`
  await copies('sign_in_failures', `'account', n, ${daysAgo}`, `source = '\\x${theirSource.toString('hex')}'`)
  await copies('sign_in_lanes', `'lane', row.lane || n`)
  await copies('budgets', `'holder', sha256(n::text::bytea)`)
  await copies('spent_forms', `'form', sha256(n::text::bytea)`)
  await copies('audit_events', `'id', 1000000 + n, ${person}`)

  async function copies(table: string, differing: string, which = 'true') {
    const { rowCount } = await onlooker.query(
      `insert into ${table} overriding system value
       select (jsonb_populate_record(row, jsonb_build_object(${differing}))).*
       from ${table} row, generate_series(1, ${CAME}) n
       where row.ctid = (select ctid from ${table} where ${which} limit 1)`,
    )
    expect([table, rowCount]).toEqual([table, CAME])
  }
}

async function rowsRead(onlooker: pg.Client) {
  await onlooker.query('select pg_stat_force_next_flush()')
  await onlooker.query('select pg_stat_clear_snapshot()')
  const { rows } = await onlooker.query<{ table: string; rows: number }>(
    `select relname as table, (seq_tup_read + greatest(idx_tup_fetch, (select sum(idx_tup_read)
            from pg_stat_user_indexes i where i.relid = t.relid), 0))::float8 as rows from pg_stat_user_tables t`,
  )
  return new Map(rows.map(({ table, rows: read }) => [table, read]))
}

/** A connection tells what it has read when it ends. */
async function connectionsEnd(onlooker: pg.Client) {
  const others = `from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  await onlooker.query(`select pg_terminate_backend(pid, 5000) ${others}`)
}

/** What all connections of the program have prepared, and how often they planned it for the values of one call alone. */
async function statementsOfProgram(database: Database) {
  const pools = {
    durable: database.db,
    quick: database.quick,
    'hashing durable': database.hashing.db,
    'hashing quick': database.hashing.quick,
  }
  const told = database.pools().map(async ({ name, open }) => {
    const statements = await statementsOf(pools[name], open)
    return statements.flat().map((one) => ({ pool: name, ...one }))
  })
  return (await Promise.all(told)).flat()
}

/** All `open` connections are taken before the first is given back. */
async function statementsOf(pool: Db, open: number) {
  let taken = 0
  let allAreTaken = () => {}
  const all = new Promise<void>((resolve) => {
    allAreTaken = resolve
  })
  const look = async (connection: Db) => {
    taken += 1
    if (taken === open) allAreTaken()
    await all
    const { rows } = await sql<{ statement: string; values: string[]; plansForOneCall: number }>`
      select statement, parameter_types::text[] as values, custom_plans::integer as "plansForOneCall"
      from pg_prepared_statements
    `.execute(connection)
    return rows
  }
  return Promise.all(Array.from({ length: open }, () => pool.connection().execute(look)))
}
