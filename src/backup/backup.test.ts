import { spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { isSignedIn, mailedLink, reset, signIn } from '../../test/attacks/steps.ts'
import { openTestDatabase } from '../../test/database.ts'
import { freePort } from '../../test/free-port.ts'
import { MORNING, testKeys } from '../../test/morning.ts'
import { type University, university } from '../../test/university.ts'
import { sealEvents, verifyTrail } from '../audit/chain/index.ts'
import type { Keys } from '../config/index.ts'
import { asPersonId, type Db, type Line, migrateTo, openLine } from '../database/index.ts'
import { migrateJobs } from '../jobs/index.ts'
import { erasePerson } from '../personal-data/index.ts'
import { HandSetClock, keyring, runningDigest, Secret, systemRandom } from '../world/index.ts'
import { writeWhole } from './file-tasks.ts'
import { checkBackup, makeBackup, makeIdentity, readIdentities, restoreBackup } from './index.ts'
import { leftOut, listTables } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-backup-'))
const file = join(folder, 'night.backup')
const world = { clock: new HandSetClock(MORNING), random: systemRandom }
const NOBODY = 65534
const GOOD = 'Fioletowy-kombajn-63'
let place: University
let identities: string[]
let recipients: string[]
const before = { link: '', code: '' }

async function onLine<Result>(url: string, work: (line: Line) => Promise<Result>): Promise<Result> {
  const line = await openLine(url, 'a test')
  return work(line).finally(() => line.close())
}

const restore = (url: string, source: object = {}, how: object = {}, keys: Keys = testKeys) =>
  onLine(url, async (line) => {
    await migrateJobs(url)
    const from = { file, identities, keysLost: false, ...source }
    const checked = await checkBackup(keys, from)
    return restoreBackup({ line, keys, world }, from, checked, { replace: false, erased: [], ...how })
  })

const countsOf = async (db: Db) => {
  const names = (await listTables(db)).map(({ name }) => name)
  const counts = names.map(async (name) => {
    const { rows } = await sql<{ count: number }>`select count(*)::integer as count from ${sql.table(name)}`.execute(db)
    return [name, rows[0]?.count] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}

/** How many people an identity system is told there are (decision 256), and how many there are. */
const totalOf = async (db: Db) => {
  const { rows } = await sql<{ told: number; counted: number }>`
    select (select sum(delta)::int from shown_people_deltas) as told, count(*)::int as counted from people
    where is_shown(removed_at, closed_at, closed_because)`.execute(db)
  return { told: rows[0]?.told, counted: rows[0]?.counted }
}

/** No table of ours was even made. */
const isUntouched = (url: string) =>
  onLine(
    url,
    async ({ db }) =>
      (await sql`select 1 from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(db)).rows
        .length === 0,
  )

beforeAll(async () => {
  place = await university()
  const secret = join(folder, 'secret.age')
  recipients = [await makeIdentity(secret)]
  identities = await readIdentities(secret)
  expect(statSync(secret).mode & 0o777).toBe(0o600)
  await reset(place, 'bob', GOOD)
  before.link = await mailedLink(place, place.person('zofia').login)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('a backup of a running program', () => {
  test('is made while people sign in, of one moment, for the eyes of its owner alone', async () => {
    await sealEvents({ db: place.database.db, keys: testKeys.app, world })
    let going = true
    let signedIn = 0
    const people = ['alice', 'bob'].map(async (key) => {
      const { login, password } = place.person(key)
      while (going) {
        const visitor = place.visitor()
        await signIn(visitor, login, key === 'bob' ? GOOD : password)
        if (await isSignedIn(visitor)) signedIn++
      }
    })
    onTestFinished(() => {
      going = false
    })
    await expect.poll(() => signedIn, { interval: 5, timeout: 20_000 }).toBeGreaterThan(1)
    const made = await onLine(place.databaseUrl, (line) =>
      makeBackup({ line, keys: testKeys, world }, { file, recipients }),
    )
    going = false
    await Promise.all(people)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).sort()).toEqual(['night.backup', 'secret.age'])
    expect(made.rows).toBeGreaterThan(100)
    const told = await place.database.db
      .selectFrom('audit_events')
      .select(['actor', 'details'])
      .where('event', '=', 'backup-made')
      .execute()
    expect(told).toEqual([{ actor: 'operator', details: { backup: made.backup, rows: made.rows, encrypted: true } }])
    // The head of age says how it is encrypted; nothing behind it can be read.
    expect(readFileSync(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> X25519 /)
    expect(readFileSync(file, 'latin1')).not.toContain(place.person('alice').login)
    await expect(
      onLine(place.databaseUrl, (line) => makeBackup({ line, keys: testKeys, world }, { file, recipients })),
    ).rejects.toThrow(/is there already/)
  })

  test('holds every table but those that let somebody in, and what PostgreSQL counts by itself', async () => {
    const names = (await listTables(place.database.db)).map(({ name }) => name)
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relpersistence = 'p' and relname not like 'kysely%'`.execute(
      place.database.db,
    )
    expect([...names, ...leftOut].sort()).toEqual(rows.map(({ name }) => name).sort())
    const letters = (await listTables(place.database.db)).find(({ name }) => name === 'letters')
    expect(letters?.columns).not.toContain('text')
  })

  test('comes back in a fresh database: people sign in, the question works, and nothing that was open counts (req 128)', async () => {
    const database = await openTestDatabase(16, 'template1')
    const restored = await restore(database.url)
    expect(restored.trail).toMatchObject({ broken: 0 })
    expect(restored.trail.events).toBeGreaterThan(4)
    expect(restored.settled.sessions).toBeGreaterThan(0)
    expect(restored.settled.links).toBeGreaterThan(0)

    const again = await university({ database })
    const visitor = again.visitor()
    await signIn(visitor, again.person('bob').login, GOOD)
    expect(await isSignedIn(visitor)).toBe(true)
    expect((await again.visitor().open(new URL(before.link).pathname)).heading).not.toMatch(/new password/i)
    expect(await again.mailbox.letters()).toEqual([])
    expect((await reset(again, 'alice', 'Zamglony-akordeon-17')).heading).toBe('Your password has been set')
    await sealEvents({ db: database.db, keys: testKeys.app, world })
    expect(await verifyTrail({ db: database.db, keys: testKeys.app })).toMatchObject({ broken: 0 })
    const events = await database.db.selectFrom('audit_events').select(['event', 'details']).execute()
    expect(events.find(({ event }) => event === 'backup-restored')?.details).toMatchObject({ erased: 0 })
    await expect(restore(database.url, {}, { replace: true }), 'not under a program that runs').rejects.toThrow(
      /program is running/,
    )
  })

  test('has the rows it names, every one of them', async () => {
    const { url, db } = await openTestDatabase(4, 'template1')
    const quiet = join(folder, 'quiet.backup')
    const wanted = await countsOf(place.database.db)
    await onLine(place.databaseUrl, (line) =>
      makeBackup({ line, keys: testKeys, world }, { file: quiet, recipients: [] }),
    )
    await restore(url, { file: quiet, identities: [] })
    const counts = await countsOf(db)
    // The event of the restore; letters for accounts that are not there are thrown away.
    const { count: empty } = await place.database.db
      .selectFrom('letters')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('state', '=', 'void')
      .executeTakeFirstOrThrow()
    expect(counts).toEqual({
      ...wanted,
      audit_events: (wanted.audit_events ?? 0) + 1,
      letters: (wanted.letters ?? 0) - Number(empty),
    })
    const total = await totalOf(place.database.db)
    expect(await totalOf(db)).toEqual(total)
    expect(total.told).toBe(total.counted)
    rmSync(quiet)
  })

  test('is refused with a wrong APP_SECRET or PESEL_KEY, with the wrong secret key of age, and without any', async () => {
    const { url } = await openTestDatabase(4, 'template1')
    const other = keyring(new Secret('another-key-abcdefghijklmnopqrstuvwxyz-0123456789'))
    await expect(restore(url, {}, {}, { ...testKeys, app: other })).rejects.toThrow(/^APP_SECRET is not the one/)
    await expect(restore(url, {}, {}, { ...testKeys, pesel: other })).rejects.toThrow(/^PESEL_KEY is not the one/)
    await makeIdentity(join(folder, 'wrong.age'))
    const wrong = await readIdentities(join(folder, 'wrong.age'))
    await expect(restore(url, { identities: wrong })).rejects.toThrow(/encrypted for another key/)
    await expect(restore(url, { identities: [] })).rejects.toThrow(/--identity/)
    expect(await isUntouched(url)).toBe(true)
    const changing = keyring(new Secret('another-key-abcdefghijklmnopqrstuvwxyz-0123456789'), [testKeys.pesel.root])
    expect((await restore(url, {}, {}, { ...testKeys, pesel: changing })).rows).toBeGreaterThan(100)
  })

  test('that is damaged, cut off, forged or no backup at all is refused in a sentence, and nothing is written', async () => {
    const { url } = await openTestDatabase(4, 'template1')
    const whole = readFileSync(file)
    const changed = Buffer.from(whole)
    changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1
    const bad = join(folder, 'bad.backup')
    for (const content of [
      changed,
      whole.subarray(0, -20),
      whole.subarray(0, whole.length >> 1),
      whole.subarray(0, 40),
    ]) {
      writeFileSync(bad, content)
      await expect(restore(url, { file: bad })).rejects.toThrow(/damaged, or was cut off/)
    }
    for (const content of [Buffer.from('PGDMP'), zstdCompressSync(Buffer.from('people,addresses\n'))]) {
      writeFileSync(bad, content)
      await expect(restore(url, { file: bad })).rejects.toThrow('This is no backup of Furta.')
    }
    await expect(restore(url, { file: join(folder, 'nothing') })).rejects.toThrow(/cannot be read \(ENOENT\)/)
    expect(await isUntouched(url)).toBe(true)
  })

  test('of the right form that somebody without APP_SECRET has written is refused, and nothing is written', async () => {
    const { url } = await openTestDatabase(4, 'template1')
    const plain = join(folder, 'plain.backup')
    await onLine(place.databaseUrl, (line) =>
      makeBackup({ line, keys: testKeys, world }, { file: plain, recipients: [] }),
    )
    const text = zstdDecompressSync(readFileSync(plain)).toString()
    const body = text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)
    const { end } = JSON.parse(text.slice(body.length))
    const written = (content: string, changed: object) => {
      writeFileSync(
        plain,
        zstdCompressSync(Buffer.from(`${content}${JSON.stringify({ end: { ...end, ...changed } })}\n`)),
      )
      return restore(url, { file: plain, identities: [] })
    }
    await expect(written(body, { mac: end.mac.replace(/./g, '0') })).rejects.toThrow(/not made by a program with your/)
    await expect(written(body, { mac: undefined })).rejects.toThrow(/not made by a program with your/)
    await expect(written(body, { rows: { ...end.rows, people: 1 } })).rejects.toThrow(/not made by a program with your/)
    // A name is another, and the digest fits.
    const forged = body.replace('Wrona', 'Sroka')
    expect(forged).not.toBe(body)
    const digest = runningDigest()
    digest.add(Buffer.from(forged))
    await expect(written(forged, { sha256: digest.end() })).rejects.toThrow(/not made by a program with your/)
    expect(await isUntouched(url)).toBe(true)
    expect((await written(body, {})).rows).toBeGreaterThan(100)
  })

  test('goes over what is there only when that is said; who was erased since is erased again', async () => {
    const { url } = await openTestDatabase(4, 'template1')
    await restore(url)
    await expect(restore(url)).rejects.toThrow(/not empty: there are rows in people/)
    world.clock.advance({ hours: 1 })
    const idOf = async (db: Db, key: string) =>
      (
        await db
          .selectFrom('addresses')
          .select('person_id')
          .where('address', '=', place.person(key).login)
          .executeTakeFirstOrThrow()
      ).person_id
    const [alice, bob] = await onLine(url, async ({ db }) => {
      const person = await idOf(db, 'alice')
      const instruction = { person, by: 'operator', reason: 'x', confirmed: place.person('alice').login } as const
      const outcome = await erasePerson({ database: { db }, world, keys: testKeys.app }, instruction)
      expect(outcome.kind).toBe('erased')
      return [person, await idOf(db, 'bob')]
    })
    const restored = await restore(url, {}, { replace: true, erased: [bob, asPersonId('nobody')] })
    expect(restored.erased).toEqual([alice, bob])
    expect(restored.notErased).toEqual([])
    await onLine(url, async ({ db }) => {
      expect(await db.selectFrom('people').select('id').where('id', 'in', [alice, bob]).execute()).toEqual([])
      const { told, counted } = await totalOf(db)
      expect(told).toBe(counted)
    })
  })
})

const POSTGRES_15 = '/usr/lib/postgresql/15/bin'

// Only where Debian's stands beside ours.
test.runIf(existsSync(`${POSTGRES_15}/initdb`))(
  'a backup goes from PostgreSQL 18 to Debian’s 15 and back',
  async () => {
    const old = await startPostgres15()
    await restore(old)
    const back = join(folder, 'back.backup')
    await onLine(old, (line) => makeBackup({ line, keys: testKeys, world }, { file: back, recipients: [] }))
    const { url, db } = await openTestDatabase(4, 'template1')
    const restored = await restore(url, { file: back, identities: [] })
    expect(restored.head.postgres).toMatch(/^15\./)
    expect(restored.trail).toMatchObject({ broken: 0 })
    // And over what is there.
    await restore(old, { file: back, identities: [] }, { replace: true })
    const wanted = await countsOf(db)
    expect(wanted.people).toBeGreaterThan(40)
    await onLine(old, async (line) => expect(await countsOf(line.db)).toEqual(wanted))
  },
)

/** A server of its own, as an ordinary user, and an empty database in it. */
async function startPostgres15() {
  const home = mkdtempSync(join(tmpdir(), 'furta-15-'))
  const isRoot = process.getuid?.() === 0
  const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  if (isRoot) chownSync(home, NOBODY, NOBODY)
  const run = (program: string, ...args: string[]) =>
    expect(spawnSync(join(POSTGRES_15, program), args, { ...as, cwd: home, stdio: 'ignore' }).status, program).toBe(0)
  const data = join(home, 'data')
  const port = await freePort()
  run('initdb', '-D', data, '-U', 'furta', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust', '--no-sync')
  const how = `-p ${port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=16MB`
  run('pg_ctl', '-D', data, '-o', how, '-l', join(home, 'log'), '-w', 'start')
  onTestFinished(() => {
    run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
    rmSync(home, { recursive: true })
  })
  return `postgres://furta@127.0.0.1:${port}/postgres`
}

test('a backup of an older program is brought to the tables of this one; that of a newer one is refused', async () => {
  const { url, db } = await openTestDatabase(4, 'template1')
  const old = [
    '2026-11-22-foundation',
    '2026-11-22-people-cases-desk',
    '2026-11-22-registry-import',
    '2026-11-29-audit-chain',
  ]
  await migrateTo(db, old)
  await sql`insert into people (id, given_names, surname, staff_status, connected, proof_kind, language, created_at)
    values ('ada', 'Ada\\n\t', 'Wrona\\.', 0, true, 'none', 'pl', ${new Date(MORNING)})`.execute(db)
  const older = join(folder, 'older.backup')
  await onLine(url, (line) => makeBackup({ line, keys: testKeys, world }, { file: older, recipients: [] }))
  const target = await openTestDatabase(4, 'template1')
  expect((await restore(target.url, { file: older, identities: [] })).head.migrations).toEqual(old)
  const people = await target.db.selectFrom('people').select(['given_names', 'surname', 'changed_at']).execute()
  expect(people).toEqual([{ given_names: 'Ada\\n\t', surname: 'Wrona\\.', changed_at: null }])
  expect(await totalOf(target.db)).toEqual({ told: 1, counted: 1 })

  await sql`insert into kysely_migration (name, timestamp) values ('2031-01-01-wings', '')`.execute(db)
  const newer = join(folder, 'newer.backup')
  await onLine(url, (line) => makeBackup({ line, keys: testKeys, world }, { file: newer, recipients: [] }))
  await expect(restore(target.url, { file: newer, identities: [] }, { replace: true })).rejects.toThrow(/newer program/)
})

describe('a backup that cannot be written to its end leaves nothing behind, and says why', () => {
  const make = (file: string, to: readonly string[]) =>
    onLine(place.databaseUrl, (line) => makeBackup({ line, keys: testKeys, world }, { file, recipients: to }))

  test('where there is no folder', async () => {
    await expect(make(join(folder, 'no', 'such', 'folder'), recipients)).rejects.toThrow(/cannot be written \(ENOENT\)/)
  })

  test('where the disk is full after some megabytes', async () => {
    const here = join(folder, 'full')
    mkdirSync(here)
    async function* source() {
      for (let megabyte = 0; megabyte < 3; megabyte++) yield Buffer.from(systemRandom.token(1 << 20))
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
    for (const to of [[], recipients]) {
      const options = { recipients: to, random: systemRandom }
      await expect(writeWhole(join(here, 'night'), source(), options)).rejects.toThrow('The disk is full.')
      expect(readdirSync(here)).toEqual([])
    }
  })

  const disk = mkdtempSync(join(tmpdir(), 'furta-disk-'))
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'furta-test', disk]).status === 0
  afterAll(() => {
    if (isMounted) spawnSync('umount', [disk])
    rmSync(disk, { recursive: true })
  })

  test.runIf(isMounted)('on a disk that is too small, where this user may mount one', async () => {
    for (const to of [[], recipients]) {
      await expect(make(join(disk, 'night'), to)).rejects.toThrow('The disk is full. Nothing was left of the backup.')
      expect(readdirSync(disk)).toEqual([])
    }
    const filling = join(disk, 'filling')
    writeFileSync(filling, Buffer.alloc(4096))
    expect(() => writeFileSync(join(disk, 'more'), Buffer.alloc(8192))).toThrow(/ENOSPC/)
    await expect(makeIdentity(join(disk, 'key'))).rejects.toThrow('the disk is full. Nothing was left of it.')
    expect(readdirSync(disk).sort()).toEqual(['filling', 'more'])
    rmSync(filling)
    rmSync(join(disk, 'more'))
    await makeIdentity(join(disk, 'key'))
    // The line that was cut is no worse for it.
    expect((await make(join(folder, 'after'), [])).rows).toBeGreaterThan(100)
  })
})
