import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { signIn } from '../../test/attacks/steps.ts'
import { ask, ticketFor } from '../../test/cas.ts'
import { openTestDatabase } from '../../test/database.ts'
import { GOOD_PASSWORD, linkFor, setPassword } from '../../test/reset-steps.ts'
import { registered } from '../../test/service.ts'
import { university } from '../../test/university.ts'
import { recordEvent } from '../audit/index.ts'
import { migrateToLatest, missingMigrations } from './index.ts'

const SERVICE = 'https://library.example.edu/'

test('a program starts on a database that a newer one has migrated, and takes nothing of it back', async () => {
  const { db } = await openTestDatabase()
  await sql`insert into kysely_migration (name, timestamp) values ('2031-01-01-later', '2031-01-01T00:00:00Z')`.execute(
    db,
  )
  await migrateToLatest(db)
  await migrateToLatest(db)
  expect(await missingMigrations(db)).toEqual([])
  const { rows } = await sql<{ name: string }>`select name from kysely_migration where name like '2031%'`.execute(db)
  expect(rows).toEqual([{ name: '2031-01-01-later' }])
})

test('a migration that has to wait for a table keeps nobody else waiting, and is done when the table is free', async () => {
  const { db } = await openTestDatabase()
  await sql`drop index oidc_tokens_of_session`.execute(db)
  await sql`create index sessions_of_person on sessions (person_id)`.execute(db)
  await sql`alter table scim_tokens drop column page_ends`.execute(db)
  await sql`
    delete from kysely_migration
    where name in ('2026-11-30-one-index-of-sessions', '2026-11-30-tokens-of-a-session',
      '2026-11-30-where-readings-stand')`.execute(db)
  const { promise: over, resolve: release } = Promise.withResolvers<void>()
  const { promise: held, resolve: hold } = Promise.withResolvers<void>()
  // As a backup or an import does that takes long.
  const busy = db.transaction().execute(async (trx) => {
    await sql`delete from oidc_tokens`.execute(trx)
    hold()
    await over
  })
  await held
  const migrated = migrateToLatest(db)
  const waits = () =>
    sql`select from pg_locks where relation = 'oidc_tokens'::regclass and not granted`
      .execute(db)
      .then(({ rows }) => rows.length)
  await expect.poll(waits, { timeout: 5_000 }).toBe(1)
  // Somebody at work, who stands behind it now; what the migration before it held is free.
  await sql`delete from oidc_tokens`.execute(db)
  await sql`delete from sessions`.execute(db)
  expect(await missingMigrations(db)).toEqual(['2026-11-30-tokens-of-a-session', '2026-11-30-where-readings-stand'])
  release()
  await Promise.all([busy, migrated])
  expect(await missingMigrations(db)).toEqual([])
})

test('an upgrade takes over what the trail has heard of the file of services, so that nothing is told twice', async () => {
  const { db } = await openTestDatabase()
  await sql`drop table services_file_told`.execute(db)
  await sql`delete from kysely_migration where name = '2026-12-01-services-file-told'`.execute(db)
  for (const entries of ['library:1a', 'library:2b theses:3c'])
    await recordEvent(db, {
      at: new Date('2026-11-28T08:00:00Z'),
      event: 'services-file-changed',
      outcome: 'success',
      actor: 'operator',
      details: { entries },
    })
  await migrateToLatest(db)
  expect(await db.selectFrom('services_file_told').select('entries').execute()).toEqual([
    { entries: 'library:2b theses:3c' },
  ])
})

test('a newer node widens every table while this one is at work: nobody here notices (expand and contract)', async () => {
  const place = await university({ services: [registered({ id: 'library', urls: [SERVICE], attributes: ['mail'] })] })
  const { login, password, pesel } = place.person('alice')
  const known = place.visitor()
  // Every statement has been planned on its connection by then.
  await walk('before', password)
  await widenEveryTable()
  await walk('after', password)
  await setPassword(place, await linkFor(place, login), { pesel, password: GOOD_PASSWORD })
  await walk('with another password', GOOD_PASSWORD)
  expect(place.readiness[0]?.ready).toBe(true)

  async function walk(when: string, secret: string) {
    const visitor = place.visitor()
    await signIn(visitor, login, secret)
    expect([when, (await visitor.open('/account')).status]).toEqual([when, 200])
    const ticket = await ticketFor(visitor, SERVICE)
    expect(await ask(place, 'p3/serviceValidate', { service: SERVICE, ticket })).toContain(
      `<cas:user>${login}</cas:user>`,
    )
    expect((await known.open('/reset-password')).status).toBe(200)
  }

  async function widenEveryTable() {
    const { db } = place.database
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
        and not relispartition`.execute(db)
    expect(rows.length).toBeGreaterThan(40)
    for (const { name } of rows)
      await sql`alter table ${sql.table(name)} add column of_tomorrow text not null default 'unknown here'`.execute(db)
    await sql`create table of_tomorrow (id text primary key)`.execute(db)
    await sql`insert into kysely_migration (name, timestamp, of_tomorrow) values ('2031-01-01-later', '2031-01-01T00:00:00Z', '')`.execute(
      db,
    )
    await migrateToLatest(db)
  }
})
