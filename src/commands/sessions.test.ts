import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { setPassword } from '../credentials/index.ts'
import { asSessionId } from '../database/index.ts'
import { findSession, sessionRow } from '../sessions/index.ts'
import { systemClock } from '../world/index.ts'
import { run } from './sessions.ts'

const now = systemClock.now()
const limits = { idle: 3_600_000, whole: 12 * 3_600_000 }

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** A database that the command finds by its settings, where so many people have signed in and visited a service. */
async function signedIn(people: number) {
  const { url, db } = await openTestDatabase()
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('DATA_DIR', temporaryFolder('sessions'))
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  const cookies = Array.from({ length: people }, (_, number) => ({
    id: asSessionId(String(number).padStart(16, 'a')),
    secret: 'b'.repeat(24),
  }))
  for (const [number, cookie] of cookies.entries()) {
    const person = await savePerson(db, now, { id: `p${number}`, assignedAddress: `p${number}@agh.edu.pl` })
    await db.transaction().execute((trx) => setPassword(trx, person, 'the hash', { now: now, keep: 10 }))
    const session = { id: cookie.id, person, createdAt: now, lastUsedAt: now, source: '', browser: '' }
    await db
      .insertInto('sessions')
      .values(sessionRow({ ...session, mustChange: false }, cookie))
      .execute()
  }
  const open = async () => {
    const found = await Promise.all(cookies.map((cookie) => findSession(db, cookie, limits, now)))
    return found.filter((session) => session !== undefined).length
  }
  const events = () => db.selectFrom('audit_events').select(['event', 'actor', 'details']).execute()
  return { db, open, events, printed: () => printed.splice(0).join('\n') }
}

test('after a break-in one command signs everybody out, tells the services, and says in the trail why', async () => {
  const { db, open, events, printed } = await signedIn(2)
  // Like the first one, and with them more than are done at once.
  await sql`insert into people (id, given_names, surname, staff_status, connected, proof_kind, language, created_at)
    select 'q' || number, 'Jan', 'Wrona', 0, true, 'none', 'pl', ${now} from generate_series(1, 70) as number`.execute(
    db,
  )
  await sql`insert into sessions
    select (jsonb_populate_record(one, jsonb_build_object('id', lpad(number::text, 16, 'q'), 'person_id', 'q' || number))).*
    from sessions as one, generate_series(1, 69) as number where one.person_id = 'p0'`.execute(db)
  // Over by itself, weeks ago: its row says no end.
  await sql`insert into sessions select (jsonb_populate_record(one, jsonb_build_object('id', 'of last month', 'person_id', 'q70',
    'created_at', created_at - interval '40 days', 'last_used_at', created_at - interval '40 days'))).*
    from sessions as one where person_id = 'p0'`.execute(db)
  await expect(run([])).rejects.toThrow('“sessions” has to be told what to do')
  await expect(run(['end-all'])).rejects.toThrow('--reason is needed')
  await expect(run(['end-all', '--all'])).rejects.toThrow('--all')

  await run(['end-all', '--reason', 'Break-in'])
  expect(printed()).toBe('71 people would be signed out. Nothing was changed: --for-good does it.')
  expect([await open(), await events()]).toEqual([2, []])

  await run(['end-all', '--reason', 'Break-in', '--for-good'])
  expect(printed()).toBe('Sessions that ended: 71. The services are told in the background.')
  expect(await open()).toBe(0)
  const { rows } = await sql`select from graphile_worker.jobs where task_identifier = 'tell-services'`.execute(db)
  expect(rows).toHaveLength(71)
  expect(await events()).toEqual([
    { event: 'all-sessions-ended', actor: 'operator', details: { reason: 'Break-in', people: 71 } },
  ])
})

test('whoever only granted a client something for later is signed out there, too', async () => {
  const { db, printed } = await signedIn(1)
  await run(['end-all', '--reason', 'Break-in', '--for-good'])
  const [{ id, person_id } = { id: asSessionId(''), person_id: '' as never }] = await db
    .selectFrom('sessions')
    .select(['id', 'person_id'])
    .execute()
  const grant = { id: 'g', session_id: id, client_id: 'library', person_id, sid: 's', scopes: ['openid'] }
  await db
    .insertInto('oidc_grants')
    .values({ ...grant, made_at: now, expires_at: new Date(now.getTime() + 1) })
    .execute()
  printed()
  await run(['end-all', '--reason', 'Once more'])
  expect(printed()).toMatch(/^1 person would be signed out/)
  await run(['end-all', '--reason', 'Once more', '--for-good'])
  expect(await db.selectFrom('oidc_grants').selectAll().execute()).toEqual([])
})
