import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openTestDatabase } from '../test/database.ts'
import { testKeys } from '../test/morning.ts'
import { savePerson } from '../test/person.ts'
import { readSettings } from './config/index.ts'
import { asCaseId, asHelpRequestId, asImportRunId, asSessionId, type Database } from './database/index.ts'
import { enqueue } from './jobs/index.ts'
import { keepRetention } from './retention.ts'
import { HandSetClock, systemRandom } from './world/index.ts'

const noon = new Date('2026-11-22T12:00:00Z')

describe('what has had its time goes by itself', () => {
  test('a form that was sent is remembered as long as it could be sent again, and no longer', async () => {
    const { database, clock, retain } = await setting()
    const remembered = () => database.db.selectFrom('spent_forms').selectAll().execute()
    const expires_at = new Date(noon.getTime() + 24 * 3_600_000)
    await database.db
      .insertInto('spent_forms')
      .values({ form: Buffer.from('form'), expires_at })
      .execute()

    clock.advance({ hours: 24 })
    await retain()
    expect(await remembered()).toHaveLength(1)
    clock.advance({ hours: 1 })
    await retain()
    expect(await remembered()).toHaveLength(0)
  })

  test('a lane that was closed stays closed: waiting a month gives a guesser no further hundred tries', async () => {
    const { database, clock, retain } = await setting()
    await database.db
      .insertInto('sign_in_lanes')
      .values([
        { lane: 'anna', failures: 100, last_failed_at: noon },
        { lane: 'piotr', failures: 3, last_failed_at: noon },
        { lane: 'typed:nobody', failures: 100, last_failed_at: noon },
        { lane: 'ewa/device/lost', failures: 100, last_failed_at: noon },
      ])
      .execute()
    const lanes = async () =>
      (await database.db.selectFrom('sign_in_lanes').select('lane').orderBy('lane').execute()).map(({ lane }) => lane)

    clock.advance({ days: 31 })
    await retain()
    expect(await lanes()).toEqual(['anna', 'ewa/device/lost'])
    clock.advance({ days: 180 })
    await retain()
    expect(await lanes()).toEqual(['anna'])
  })

  test('a session takes its visits along when it is forgotten, those that were told of its end too', async () => {
    const { database, clock, retain } = await setting()
    const { db } = database
    const person = await savePerson(db, noon, { id: 'anna' })
    const session = { person_id: person, created_at: noon, last_used_at: noon, source: '', browser: '' }
    const visit = { service: 'https://library.example.edu/', visited_at: noon }
    for (const id of ['kept', 'ended'].map(asSessionId)) {
      const secret_hash = Buffer.from(id)
      await db
        .insertInto('sessions')
        .values({ ...session, id, secret_hash, ended_at: null, ended_because: null })
        .execute()
      await db
        .insertInto('service_visits')
        .values({ ...visit, ticket: `ST-${id}`, session_id: id, told_at: noon })
        .execute()
    }
    const later = new Date(noon.getTime() + 86_400_000)
    await db.updateTable('sessions').set({ created_at: later }).where('id', '=', asSessionId('kept')).execute()
    await db.updateTable('service_visits').set({ visited_at: later }).where('ticket', '=', 'ST-kept').execute()
    clock.advance({ days: 90, hours: 1 })
    await retain()
    expect(await db.selectFrom('service_visits').select('ticket').execute()).toEqual([{ ticket: 'ST-kept' }])
    expect(await db.selectFrom('sessions').select('id').execute()).toEqual([{ id: 'kept' }])

    // A foreign key would have cost every validation a lock: the index is what the statement above needs instead.
    const plan = await database.db.transaction().execute(async (trx) => {
      await sql`set local enable_seqscan = off`.execute(trx)
      return sql<{ 'QUERY PLAN': string }>`explain delete from service_visits where session_id = 'x'`.execute(trx)
    })
    expect(JSON.stringify(plan.rows)).toContain('service_visits_of_session')
  })

  test('work that has failed for good is forgotten after a week, work that waits is not', async () => {
    const { database, retain } = await setting()
    await database.db.transaction().execute(async (trx) => {
      await enqueue(trx, 'dead', {})
      await enqueue(trx, 'waiting', {})
    })
    await sql`update graphile_worker._private_jobs set attempts = max_attempts, updated_at = ${new Date(0)}
      where task_id = (select id from graphile_worker._private_tasks where identifier = 'dead')`.execute(database.db)
    await retain()

    const left = await sql<{ task_identifier: string }>`select task_identifier from graphile_worker.jobs`.execute(
      database.db,
    )
    expect(left.rows).toEqual([{ task_identifier: 'waiting' }])
  })
})

test('a help request goes a week after its link has died, and a case after a year, or sooner with the trail', async () => {
  const { database, clock, retain } = await setting()
  const facts = {
    kind: 'student',
    address: 'a@agh.edu.pl',
    field_of_study: '',
    album_number: '',
    has_right: true,
    note: '',
    language: 'pl',
  } as const
  const id = asHelpRequestId('abcdefghijkl')
  await database.db
    .insertInto('help_requests')
    .values({ ...facts, id, secret_hash: Buffer.from('x'), created_at: noon, expires_at: noon })
    .execute()
  await database.db
    .insertInto('cases')
    .values({
      ...facts,
      id: asCaseId('R-2026-0001'),
      person_id: null,
      opened_at: noon,
      last_asked_at: noon,
      state: 'closed',
      closed_at: noon,
    })
    .execute()
  const left = async (table: 'help_requests' | 'cases') =>
    (await database.db.selectFrom(table).select('id').execute()).length

  clock.advance({ days: 6 })
  await retain()
  expect(await left('help_requests')).toBe(1)
  clock.advance({ days: 2 })
  await retain()
  expect(await left('help_requests')).toBe(0)
  clock.advance({ days: 356 })
  await retain()
  expect(await left('cases')).toBe(1)
  clock.advance({ days: 2 })
  await retain()
  expect(await left('cases')).toBe(0)
  const trail = await database.db
    .selectFrom('audit_events')
    .select('details')
    .where('event', '=', 'retention')
    .execute()
  expect(trail.map(({ details }) => [details.help_requests, details.cases])).toEqual([
    [1, undefined],
    [undefined, 1],
  ])
})

test('what an import reported goes with the trail of it', async () => {
  const { database, clock, retain } = await setting()
  await database.db
    .insertInto('import_runs')
    .values({
      id: asImportRunId('run'),
      state: 'applied',
      phase: 'done',
      is_full: true,
      file_name: 'people.csv',
      by: 'operator',
      started_at: noon,
      finished_at: noon,
      report: undefined,
    })
    .execute()
  const left = async () => (await database.db.selectFrom('import_runs').select('id').execute()).length
  clock.advance({ days: 700 })
  await retain()
  expect(await left()).toBe(1)
  clock.advance({ days: 40 })
  await retain()
  expect(await left()).toBe(0)
})

test('what was added for each who came becomes one row, once an hour, and the total stays', async () => {
  const { database, retain } = await setting()
  for (const id of ['anna', 'piotr', 'ewa']) await savePerson(database.db, noon, { id })
  const deltas = async () =>
    (await database.db.selectFrom('shown_people_deltas').select('delta').execute()).map(({ delta }) => Number(delta))
  expect(await deltas()).toEqual([1, 1, 1])
  await retain()
  expect(await deltas()).toEqual([3])
})

async function setting() {
  const database: Database = await openTestDatabase()
  const clock = new HandSetClock(noon)
  const world = { clock, random: systemRandom }
  const parts = { database, settings: readSettings({}), keys: testKeys.app, world, services: () => [] }
  return { database, clock, retain: () => keepRetention(parts) }
}
