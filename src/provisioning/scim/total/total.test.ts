import fc from 'fast-check'
import { type SqlBool, sql } from 'kysely'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../../../../test/database.ts'
import { testKeys } from '../../../../test/morning.ts'
import { savePerson } from '../../../../test/person.ts'
import { csv, streamOf } from '../../../../test/registry.ts'
import { identitySystem, newStudent, patch } from '../../../../test/scim.ts'
import { university } from '../../../../test/university.ts'
import { readSettings, type Settings } from '../../../config/index.ts'
import { asPersonId, type Db, migrateToLatest, type PersonId } from '../../../database/index.ts'
import { findPerson } from '../../../people/index.ts'
import { confirmationOf, erasePerson } from '../../../personal-data/index.ts'
import { systemRandom } from '../../../world/index.ts'
import { applyImport, planImport } from '../../index.ts'
import { isShown } from '../search/store.ts'
import { countAnew, findTotal } from './store.ts'

const morning = new Date('2026-11-30T07:00:00Z')

/** What the kept total has to be. */
async function counted(db: Db) {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total from people p where ${isShown}`.execute(
    db,
  )
  return rows[0]?.total
}

async function rowsKept(db: Db) {
  const { rows } = await sql<{ rows: number }>`select count(*)::int as rows from shown_people_deltas`.execute(db)
  return rows[0]?.rows
}

function anHourGoesBy(db: Db) {
  return db.transaction().execute(countAnew)
}

async function somebodyWaitsFor(db: Db, table: 'people' | 'shown_people_deltas') {
  const waiting = () =>
    sql`select from pg_locks where relation = ${table}::regclass and not granted`
      .execute(db)
      .then(({ rows }) => rows.length)
  await expect.poll(waiting).toBe(1)
}

const gate = () => Promise.withResolvers<void>()

test('whatever happens to people, an identity system is told exactly how many there are', {
  timeout: 120_000,
}, async () => {
  const furta = await university()
  const { db } = furta.database
  const idm = await identitySystem(furta)
  const world = { clock: furta.clock, random: systemRandom }
  const importing = {
    database: furta.database,
    world,
    settings: readSettings({}) as Settings,
    institution: { mailDomains: ['agh.edu.pl', 'student.agh.edu.pl'], timeZone: 'Europe/Warsaw' },
    peselKeys: testKeys.pesel,
    keys: testKeys.app,
  }
  const known: { id: PersonId; student: ReturnType<typeof newStudent> }[] = []
  let row = 0

  let lastStatus = 0
  const ask = async (...asked: Parameters<typeof idm.ask>) => {
    const answer = await idm.ask(...asked)
    lastStatus = answer.status
    return answer
  }
  const write = (id: PersonId, method: string, body?: object) => ask(method, `/Users/${id}`, body)
  const join = async () => {
    const student = newStudent()
    const { status, body } = await idm.ask('POST', '/Users', student)
    expect(status).toBe(201)
    known.push({ id: body.id, student })
  }
  const feed = async (...rows: readonly Record<string, string>[]) => {
    const planned = await planImport(importing, streamOf(csv(...rows)), {
      full: false,
      by: 'operator',
      fileName: 'a.csv',
    })
    expect(planned.kind).toBe('planned')
    if (planned.kind === 'planned')
      expect(await applyImport(importing, planned.run, { by: 'operator' })).toMatchObject({ kind: 'applied' })
    furta.clock.advance({ minutes: 1 })
  }
  const rowOf = (student: ReturnType<typeof newStudent>, until: string) => {
    const id = Object.values(student).flatMap((part) =>
      typeof part === 'object' && 'employeeNumber' in part ? [`${part.employeeNumber}`] : [],
    )
    return { id: id[0] ?? '', last_name: 'Nowa', email: student.userName, valid_until: until }
  }
  const close = (id: PersonId, because: 'merged' | null) =>
    db
      .updateTable('people')
      .set({ closed_at: because && furta.clock.now(), closed_because: because })
      .where('id', '=', id)
      .execute()

  const happens: Record<string, (one: (typeof known)[number]) => Promise<unknown>> = {
    'somebody joins': join,
    'several join at once': () => Promise.all([join(), join(), join()]),
    'the identity system removes somebody': ({ id }) => write(id, 'DELETE'),
    'somebody removed comes back': ({ student }) => ask('POST', '/Users', student),
    'somebody removed comes back suspended': async ({ student }) => {
      const { status, body } = await ask('POST', '/Users', { ...student, active: false })
      if (status === 201) expect((await idm.ask('GET', `/Users/${body.id}`)).body).toMatchObject({ active: false })
    },
    'the identity system suspends somebody': ({ id }) =>
      write(id, 'PATCH', patch({ op: 'replace', path: 'active', value: false })),
    'and lets somebody in again': ({ id }) => write(id, 'PATCH', patch({ op: 'replace', path: 'active', value: true })),
    'a feed brings people, of whom one has left already': () => {
      row += 2
      const person = (id: number) => ({ id: `9${id}`, last_name: 'Wrona', email: `feed${id}@agh.edu.pl` })
      return feed({ ...person(row), valid_until: '2020-01-01' }, person(row + 1))
    },
    'a feed has somebody who may have been removed': ({ student }) => feed(rowOf(student, '')),
    'a feed ends the time of somebody': ({ student }) => feed(rowOf(student, '2020-01-01')),
    'the hourly job ends the time of somebody': async ({ id }) => {
      await db.updateTable('people').set({ valid_until: furta.clock.now() }).where('id', '=', id).execute()
      await furta.suspendLeavers()
    },
    // As the release before did it when a feed had them, and as a merge does it.
    'somebody is let in again, whoever had removed them': ({ id }) =>
      db
        .updateTable('people')
        .set({ closed_at: null, closed_because: null, valid_until: null })
        .where('id', '=', id)
        .where(sql<SqlBool>`closed_because is distinct from 'merged'`)
        .execute(),
    // As the desk does it.
    'a record is merged': ({ id }) => close(id, 'merged'),
    'a merge is undone': ({ id }) => close(id, null),
    'somebody is erased': async ({ id }) => {
      const person = await findPerson(db, id)
      if (!person || person.closedBecause === 'merged') return
      const parts = { database: furta.database, world, keys: testKeys.app }
      const confirmed = confirmationOf(person)
      const outcome = await erasePerson(parts, { person: id, by: 'operator', reason: 'x', confirmed })
      expect(outcome.kind).toBe('erased')
      known.splice(
        known.findIndex((one) => one.id === id),
        1,
      )
    },
    'an hour goes by': () => anHourGoesBy(db),
  }
  const go = async (what: string, whom: number) => {
    const one = known[whom % known.length]
    const before = await findTotal(db)
    if (one) await happens[what]?.(one)
    const total = await counted(db)
    expect([what, await findTotal(db)]).toEqual([what, total])
    expect((await idm.ask('GET', '/Users?count=0')).body.totalResults).toBe(total)
    expect((await idm.ask('GET', '/Users?startIndex=1&count=10')).body.totalResults).toBe(total)
    return (await findTotal(db)) - before
  }

  await join()
  for (const [what, change] of [
    ['somebody joins', 1],
    ['several join at once', 3],
    ['the identity system removes somebody', -1],
    ['somebody removed comes back', 1],
    ['the identity system removes somebody', -1],
    ['somebody removed comes back suspended', 1],
    ['the identity system removes somebody', -1],
    ['a feed has somebody who may have been removed', 1],
    ['a feed ends the time of somebody', 0],
    ['a feed has somebody who may have been removed', 0],
    ['the identity system removes somebody', -1],
    ['somebody is let in again, whoever had removed them', 1],
    ['the hourly job ends the time of somebody', 0],
    ['the identity system removes somebody', -1],
    ['somebody is let in again, whoever had removed them', 1],
    ['a feed ends the time of somebody', 0],
    ['a feed has somebody who may have been removed', 0],
    ['the identity system suspends somebody', 0],
    ['and lets somebody in again', 0],
    ['a feed brings people, of whom one has left already', 2],
    ['a record is merged', -1],
    ['a merge is undone', 1],
    ['an hour goes by', 0],
    ['somebody is erased', -1],
  ] as const) {
    expect([what, await go(what, 0)]).toEqual([what, change])
    // In the walk below somebody may be gone by then; here nobody is.
    expect([what, lastStatus < 300]).toEqual([what, true])
  }

  const step = fc.record({ what: fc.constantFrom(...Object.keys(happens)), whom: fc.nat() })
  const walk = fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 30 }), async (steps) => {
    for (const { what, whom } of steps) {
      if (known.length === 0) await join()
      await go(what, whom)
    }
  })
  await fc.assert(walk, { numRuns: 3, endOnFailure: true })
})

test('everybody at once counts too: who is suspended by a statement, deleted by one, or gone with the table', async () => {
  const { db } = await openTestDatabase()
  for (const id of ['ada', 'ewa', 'jan', 'iga']) await savePerson(db, morning, { id })
  const totals = [await findTotal(db)]
  for (const statement of [
    `update people set removed_at = created_at`,
    `update people set closed_at = created_at where id <> 'ada'`,
    `update people set closed_at = null where id = 'ewa'`,
    `delete from people where id in ('ada', 'jan')`,
    `truncate people cascade`,
  ]) {
    await sql.raw(statement).execute(db)
    expect(await findTotal(db)).toBe(await counted(db))
    totals.push(await findTotal(db))
  }
  expect(totals).toEqual([4, 4, 1, 2, 1, 0])
})

test('of two who write at once each counts its own, neither waits, and an hour that goes by meanwhile changes nothing', async () => {
  const { db } = await openTestDatabase()
  await savePerson(db, morning, { id: 'before' })
  const [written, end] = [gate(), gate()]
  const one = db.transaction().execute(async (trx) => {
    await trx.deleteFrom('people').where('id', '=', asPersonId('before')).execute()
    expect(await findTotal(trx)).toBe(0)
    written.resolve()
    await end.promise
    // The other one has come in meanwhile.
    expect(await findTotal(trx)).toBe(1)
  })
  await written.promise
  await savePerson(db, morning, { id: 'other' })
  expect(await findTotal(db)).toBe(2)
  await anHourGoesBy(db)
  expect(await findTotal(db)).toBe(2)
  end.resolve()
  await one
  expect(await findTotal(db)).toBe(1)
})

test('two nodes may count at once, and nobody who writes waits for them', async () => {
  const { db } = await openTestDatabase()
  for (const id of ['ada', 'ewa']) await savePerson(db, morning, { id })
  const [hasCounted, end] = [gate(), gate()]
  const one = db.transaction().execute(async (trx) => {
    await countAnew(trx)
    hasCounted.resolve()
    await end.promise
  })
  await hasCounted.promise
  await savePerson(db, morning, { id: 'jan' })
  const other = anHourGoesBy(db)
  await somebodyWaitsFor(db, 'shown_people_deltas')
  await savePerson(db, morning, { id: 'iga' })
  expect(await findTotal(db)).toBe(4)
  end.resolve()
  await Promise.all([one, other])
  expect(await findTotal(db)).toBe(4)
  await anHourGoesBy(db)
  expect([await findTotal(db), await rowsKept(db)]).toEqual([4, 1])
})

test('what was written past the triggers is counted within the hour', async () => {
  const { db } = await openTestDatabase()
  await sql`alter table people disable trigger user`.execute(db)
  await savePerson(db, morning, { id: 'ada' })
  await sql`alter table people enable trigger user`.execute(db)
  expect(await findTotal(db)).toBe(0)
  await anHourGoesBy(db)
  expect(await findTotal(db)).toBe(1)
})

test('who comes while a node migrates is counted, once', async () => {
  const { db } = await openTestDatabase()
  await sql`drop table shown_people_deltas`.execute(db)
  await sql`drop function count_shown_people, is_shown cascade`.execute(db)
  await sql`delete from kysely_migration where name = '2026-11-30-who-is-shown'`.execute(db)
  await savePerson(db, morning, { id: 'before' })
  const [written, end] = [gate(), gate()]
  const comes = db.transaction().execute(async (trx) => {
    await sql`insert into people (id, given_names, surname, staff_status, connected, proof_kind, language, created_at)
      values ('meanwhile', 'Ada', 'Wrona', 0, true, 'none', 'pl', ${morning})`.execute(trx)
    written.resolve()
    await end.promise
  })
  await written.promise
  const migrated = migrateToLatest(db)
  await somebodyWaitsFor(db, 'people')
  end.resolve()
  await Promise.all([comes, migrated])
  await savePerson(db, morning, { id: 'after' })
  expect(await findTotal(db)).toBe(3)
})
