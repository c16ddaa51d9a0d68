import { sql } from 'kysely'
import pino from 'pino'
import { expect, test, vi } from 'vitest'
import { clockThatJumps } from '../test/clock-that-jumps.ts'
import { openTestDatabase } from '../test/database.ts'
import { testKeys } from '../test/morning.ts'
import { savePerson } from '../test/person.ts'
import { recordEvent } from './audit/index.ts'
import { backgroundLane } from './background.ts'
import { loadInstitution, readSettings } from './config/index.ts'
import { startJobs } from './jobs/index.ts'
import { keepRetention } from './retention.ts'
import { systemClock, systemRandom } from './world/index.ts'

const DAY = 86_400_000

test('a clock that jumps two years ahead removes nothing, closes nobody and takes no role away', async () => {
  const database = await openTestDatabase()
  const { db, url } = database
  const now = systemClock.now()
  const anna = await savePerson(db, now, { id: 'anna' })
  await db
    .updateTable('people')
    .set({ valid_until: new Date(now.getTime() + 300 * DAY), roles: ['help-desk'] })
    .where('id', '=', anna)
    .execute()
  await recordEvent(db, {
    at: now,
    event: 'sign-in',
    outcome: 'success',
    actor: 'person',
    person: anna,
    source: '192.0.2.1',
  })
  await db.insertInto('wrong_answers').values({ person_id: anna, answered_at: now }).execute()

  const node = clockThatJumps()
  const { clock } = node
  const refused: string[] = []
  const log = pino({ level: 'silent' })
  log.error = ((about: { task?: string }) => void (about.task && refused.push(about.task))) as typeof log.error
  const settings = readSettings({})
  const parts = { settings, world: { clock, random: systemRandom }, keys: testKeys, database, services: () => [] }
  const lane = backgroundLane({
    ...parts,
    institution: loadInstitution('institution.yaml'),
    origin: 'https://login.example',
    log,
  })
  const jobs = await startJobs({ databaseUrl: url, clock, log, lanes: [lane] })
  // The look at the beginning finds the clock right.
  await node.looked()
  node.jump(2 * 366 * DAY)
  const hourly = Object.keys(lane.timetable ?? {}).sort()
  for (const task of hourly)
    await sql`select from graphile_worker.add_job(${task}, job_key => ${`timetable:${task}`})`.execute(db)
  await vi.waitFor(() => expect(refused.toSorted()).toEqual(hourly), 10_000)
  await jobs.stop()

  const person = () => db.selectFrom('people').select(['closed_at', 'roles']).where('id', '=', anna).executeTakeFirst()
  const answers = async () => (await db.selectFrom('wrong_answers').selectAll().execute()).length
  expect(await person()).toEqual({ closed_at: null, roles: ['help-desk'] })
  expect(await answers()).toBe(1)
  expect(await db.selectFrom('audit_events').select('event').execute()).toEqual([{ event: 'sign-in' }])
  // And not because it was no work: this is what it would have done.
  await keepRetention({ ...parts, keys: testKeys.app })
  expect(await answers()).toBe(0)
})
