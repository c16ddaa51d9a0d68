import { Readable } from 'node:stream'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { csv, registry, summaryOf } from '../../../test/registry.ts'
import { asSessionId, openDatabase } from '../../database/index.ts'
import { assignAddress, connectPerson, findByAddress, setLanguage } from '../../people/index.ts'
import { applyImport, cancelImport, importRuns, planImport, reportOf, suspendLeavers } from '../index.ts'

const row = (id: string, more: object = {}) => ({
  id,
  first_name: 'Ada',
  last_name: `Wrona ${id}`,
  student_number: `40000${id}`,
  student_status: 2,
  email: `ada${id}@agh.edu.pl`,
  other_emails: '',
  ...more,
})

async function waiting(of: Awaited<ReturnType<typeof registry>>, feed: string) {
  const planned = await of.plan(feed)
  if (planned.kind !== 'planned') throw new Error(planned.kind)
  return planned.run
}

describe('a plan', () => {
  test('changes nobody, says what it would do, and is carried out exactly so', async () => {
    const university = await registry()
    const run = await waiting(university, csv(row('1'), row('2')))
    expect(await university.db.selectFrom('people').select('id').execute()).toEqual([])
    const promised = summaryOf((await reportOf(university.db, run)) ?? { summary: undefined })
    const done = await applyImport(university.parts, run, { by: 'operator' })
    if (done.kind !== 'applied') throw new Error(done.because)
    expect(done.report).toMatchObject({ state: 'applied', phase: 'done', summary: promised })
    expect(await university.db.selectFrom('people').select('id').execute()).toHaveLength(2)
  })

  test('is carried out once, even when two press the button at the same moment', async () => {
    const university = await registry()
    const run = await waiting(university, csv(row('1')))
    const both = await Promise.all([1, 2].map(() => applyImport(university.parts, run, { by: 'operator' })))
    expect(both.filter(({ kind }) => kind === 'applied')).toHaveLength(1)
    expect(both.find(({ kind }) => kind === 'refused')).toMatchObject({
      because: expect.stringMatching(/busy|not-waiting/),
    })
  })

  test('that was cancelled or superseded is not carried out any more, and its rows are blank', async () => {
    const university = await registry()
    const { parts, db } = university
    const first = await waiting(university, csv(row('1')))
    const second = await waiting(university, csv(row('2')))
    expect(await applyImport(parts, first, { by: 'operator' })).toEqual({ kind: 'refused', because: 'not-waiting' })
    expect(await cancelImport(parts, second, 'operator')).toBe(true)
    expect(await cancelImport(parts, second, 'operator')).toBe(false)
    expect(await applyImport(parts, second, { by: 'operator' })).toEqual({ kind: 'refused', because: 'not-waiting' })
    expect(await staged(db)).toEqual([0, 0])
    expect((await importRuns(db)).map(({ state }) => state).sort()).toEqual(['cancelled', 'superseded'])
  })

  test('that is being carried out is not cancelled, and nobody waits for that answer', async () => {
    const university = await registry()
    const { parts, db } = university
    const run = await waiting(university, csv(row('1')))
    await db.transaction().execute(async (trx) => {
      await sql`set local idle_in_transaction_session_timeout = '5s'`.execute(trx)
      await sql`select from import_runs where id = ${run} for update`.execute(trx)
      expect(await cancelImport(parts, run, 'operator')).toBe(false)
    })
    expect(await applyImport(parts, run, { by: 'operator' })).toMatchObject({ kind: 'applied' })
  })

  test('goes in also after the clock was set back', async () => {
    const { put, clock, person } = await registry()
    await put(csv(row('1')))
    clock.advance({ hours: -1 })
    await put(csv(row('1', { last_name: 'Kos' })))
    expect((await person('1')).surname).toBe('Kos')
  })

  test('that nobody has carried out for a day is dropped by itself', async () => {
    const university = await registry()
    await waiting(university, csv(row('1')))
    university.clock.advance({ hours: 23 })
    await suspendLeavers(university.parts)
    expect(await staged(university.db)).toEqual([1, 1])
    university.clock.advance({ hours: 2 })
    await suspendLeavers(university.parts)
    expect(await staged(university.db)).toEqual([0, 0])
  })

  test('leaves names in its report for a day only', async () => {
    const { put, db, clock, parts } = await registry()
    await put(csv(row('1')))
    const names = async () => JSON.stringify((await importRuns(db)).map(({ summary }) => summary?.examples))
    expect(await names()).toContain('Wrona')
    clock.advance({ hours: 25 })
    await suspendLeavers(parts)
    expect(await names()).not.toContain('Wrona')
    expect(await names()).toContain('"usosId":"1"')
  })

  test('does not wait for a person whom somebody holds, nor for one who is being read', async () => {
    const university = await registry()
    await university.put(csv(row('1')))
    await university.db.transaction().execute(async (trx) => {
      await sql`select from people for update`.execute(trx)
      expect((await university.plan(csv(row('1', { last_name: 'Kot' })))).kind).toBe('planned')
    })
  })
})

describe('a plan out of date is refused', () => {
  test.each([
    ['the desk has connected somebody it changes', 'connect'],
    ['the desk has assigned them another address', 'assign'],
  ])('%s', async (_what, act) => {
    const university = await registry()
    const { db, clock, parts, person } = university
    await university.put(csv(row('1', { registration_connected: 0, other_emails: 'other@agh.edu.pl' })))
    const run = await waiting(university, csv(row('1', { last_name: 'Kot', registration_connected: 0 })))
    const { id } = await person('1')
    const heldUntil = clock.now()
    await db
      .transaction()
      .execute((trx) =>
        act === 'connect'
          ? connectPerson(trx, id, clock.now())
          : assignAddress(trx, id, 'other@agh.edu.pl', { now: clock.now(), heldUntil }).then(() => {}),
      )
    expect(await applyImport(parts, run, { by: 'operator' })).toEqual({ kind: 'refused', because: 'out-of-date' })
    expect((await person('1')).surname).toBe('Wrona 1')
  })

  test('somebody else has taken the address, the number or the id of somebody new', async () => {
    for (const taken of [{ usos_id: '2' }, { album_number: '400002' }]) {
      const university = await registry()
      await university.put(csv(row('1')))
      const run = await waiting(university, csv(row('1', { last_name: 'Kot' }), row('2')))
      await university.db
        .insertInto('people')
        .columns([
          'id',
          'given_names',
          'surname',
          'staff_status',
          'connected',
          'proof_kind',
          'language',
          'roles',
          'created_at',
          ...(Object.keys(taken) as []),
        ])
        .expression(
          university.db
            .selectFrom('people')
            .select([
              sql<never>`'by-hand'`.as('id'),
              'given_names',
              'surname',
              'staff_status',
              'connected',
              'proof_kind',
              'language',
              'roles',
              'created_at',
              sql<never>`${Object.values(taken)[0]}`.as('taken'),
            ]),
        )
        .execute()
      const outcome = await applyImport(university.parts, run, { by: 'operator' })
      expect(outcome).toEqual({ kind: 'refused', because: 'out-of-date' })
      expect((await university.person('1')).surname).toBe('Wrona 1')
      expect(
        await university.db
          .selectFrom('audit_events')
          .select('details')
          .where('event', '=', 'import-refused')
          .execute(),
      ).toMatchObject([{ details: { because: 'out-of-date' } }])
    }
  })

  test('the tables it was staged in were emptied by a crash of PostgreSQL', async () => {
    const university = await registry()
    const run = await waiting(university, csv(row('1')))
    await sql`truncate import_changes, import_rows`.execute(university.db)
    expect(await applyImport(university.parts, run, { by: 'operator' })).toMatchObject({ because: 'out-of-date' })
  })

  test('but not because somebody chose another language, nor because of whom it does not change', async () => {
    const university = await registry()
    const { db, parts, person, clock } = university
    await university.put(csv(row('1'), row('2')))
    const run = await waiting(university, csv(row('1', { last_name: 'Kot' }), row('2')))
    await db.updateTable('people').set({ reset_held_until: clock.now() }).execute()
    const { id } = await person('2')
    await setLanguage(db, id, 'en', clock.now())
    await db.transaction().execute((trx) => connectPerson(trx, id, clock.now()))
    expect((await applyImport(parts, run, { by: 'operator' })).kind).toBe('applied')
    expect(await person('2')).toMatchObject({ language: 'en', connectedByDeskAt: expect.any(Date) })
  })
})

describe('one import at a time', () => {
  test('a second is told to wait while the first is being read', async () => {
    const university = await registry()
    const gate = Promise.withResolvers<void>()
    const slow = Readable.from(
      (async function* () {
        yield Buffer.from('id,last_name\n')
        await gate.promise
        yield Buffer.from('1,Lis\n')
      })(),
    )
    const began = Promise.withResolvers<void>()
    const first = university.plan(slow, { onRun: () => began.resolve() })
    await began.promise
    expect((await university.plan(csv(row('2')))).kind).toBe('busy')
    gate.resolve()
    expect((await first).kind).toBe('planned')
  })

  test('one that was killed while it read blocks nobody and leaves nothing', async () => {
    const university = await registry()
    const other = openDatabase(university.url, { connections: 2, onError: () => {} })
    let kill: Promise<void> | undefined
    const feed = `id,last_name\n${Array.from({ length: 10_000 }, (_, index) => `${index},Lis\n`).join('')}`
    const killed = planImport({ ...university.parts, database: other }, Readable.from([feed]), {
      full: false,
      by: 'operator',
      fileName: 'x.csv',
      onProgress(_run, { rowsRead = 0 }) {
        if (rowsRead >= 1000) kill ??= killConnections(university.url)
      },
    })
    await expect(killed).rejects.toThrow()
    await kill
    expect((await staged(university.db))[0]).toBeGreaterThan(0)

    const summary = await university.put(csv(row('1')))
    expect(summary.counts.joiners).toBe(1)
    expect(await staged(university.db)).toEqual([0, 0])
    expect((await importRuns(university.db)).map(({ state }) => state).sort()).toEqual(['abandoned', 'applied'])
  })

  test('one that was killed while it wrote has written nothing, and can be carried out again', async () => {
    const university = await registry()
    await university.put(csv(row('1')))
    const run = await waiting(university, csv(row('1', { last_name: 'Kot' }), row('2')))
    const other = openDatabase(university.url, { connections: 2, onError: () => {} })
    await university.db.transaction().execute(async (trx) => {
      // Held, so that the import stands still in the middle of its transaction.
      await sql`select from people for update`.execute(trx)
      const killed = applyImport({ ...university.parts, database: other }, run, { by: 'operator' }).catch(
        () => 'killed',
      )
      await blockedBackend(university.url)
      await killConnections(university.url, true)
      expect(await killed).toBe('killed')
    })
    expect((await university.person('1')).surname).toBe('Wrona 1')
    expect((await applyImport(university.parts, run, { by: 'operator' })).kind).toBe('applied')
    expect((await university.person('1')).surname).toBe('Kot')
  })
})

test('who reads and who signs in does not wait for an import that writes', async () => {
  const university = await registry()
  await university.put(csv(row('1'), row('2')))
  const { id } = await university.person('1')
  const { db } = university
  // What an import holds while it writes, for as long as the test wants.
  await db.transaction().execute(async (trx) => {
    await sql`select from people order by id for no key update`.execute(trx)
    await sql`update people set surname = 'Kot', missing_since = null, closed_at = null`.execute(trx)
    await db.connection().execute(async (meanwhile) => {
      await sql`set lock_timeout = '2s'`.execute(meanwhile)
      const found = await findByAddress(meanwhile, 'ada1@agh.edu.pl')
      expect(found?.person.surname).toBe('Wrona 1')
      const session = { id: asSessionId('s'), secret_hash: Buffer.from('s'), person_id: id, source: '', browser: '' }
      const times = {
        created_at: university.clock.now(),
        last_used_at: university.clock.now(),
        ended_at: null,
        ended_because: null,
      }
      await meanwhile
        .insertInto('sessions')
        .values({ ...session, ...times })
        .execute()
      await sql`reset lock_timeout`.execute(meanwhile)
    })
  })
  expect((await university.person('1')).surname).toBe('Kot')
})

type Db = Awaited<ReturnType<typeof registry>>['db']

async function staged(db: Db) {
  const rows = await db.selectFrom('import_rows').select('row').execute()
  const changes = await db.selectFrom('import_changes').select('row').execute()
  return [rows.length, changes.length]
}

/** Ends other connections to the database as a crash of their program would; `blocked`: those that wait for a lock. */
async function killConnections(url: string, blocked = false) {
  const name = new URL(url).pathname.slice(1)
  await onServer(url, (client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()
       and ($2 = false or wait_event_type = 'Lock')`,
      [name, blocked],
    ),
  )
}

async function blockedBackend(url: string) {
  await onServer(url, async (client) => {
    for (;;) {
      const { rows } = await client.query(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
      if (rows.length > 0) return
    }
  })
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client(url)
  await client.connect()
  await work(client).finally(() => client.end())
}
