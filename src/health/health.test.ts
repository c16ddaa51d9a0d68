import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { testKeys } from '../../test/morning.ts'
import { type University, university } from '../../test/university.ts'
import { readSettings, settingsInCommon } from '../config/index.ts'
import { MARK_OF_IDLE, openDatabase } from '../database/index.ts'
import { beginKeyChecks } from '../key-checks/index.ts'
import { beginProofKeys } from '../people/index.ts'
import { HandSetClock, keyring, Secret } from '../world/index.ts'
import { watchReadiness } from './index.ts'

const otherRoot = keyring(new Secret('another-secret-abcdefghijklmnopqrstuvwxyz-01234'))

describe('probes', () => {
  let place: University
  beforeAll(async () => {
    place = await university({ settings: { LOG_LEVEL: 'info' } })
  })

  test('are answered with one constant word under any host name, and set no cookie (req 125)', async () => {
    for (const [path, word] of [
      ['/healthz', 'ok'],
      ['/readyz', 'ready'],
    ]) {
      const [app] = place.apps
      const answer = await app?.inject({ url: `${path}?locale=en`, headers: { host: '10.0.0.7:3000' } })
      expect([answer?.statusCode, answer?.body]).toEqual([200, `${word}\n`])
      expect(answer?.headers['set-cookie']).toBeUndefined()
      expect(answer?.headers['content-type']).toBe('text/plain; charset=utf-8')
      expect(JSON.stringify(answer?.headers)).not.toMatch(/furta|\d+\.\d+\.\d+/i)
    }
  })

  test('leave no line in the log, and ask the database nothing', async () => {
    const said = place.logText()
    const visitor = place.visitor()
    // Every question of this process goes through here; what PostgreSQL counts itself it tells seconds later.
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    onTestFinished(() => asked.mockRestore())
    for (let number = 0; number < 50; number++) expect((await visitor.send('GET', '/readyz')).status).toBe(200)
    expect(asked).not.toHaveBeenCalled()
    expect(place.logText()).toBe(said)
    await place.readiness[0]?.look()
    expect(asked).toHaveBeenCalled()
  })

  test('a node that is being drained is not ready, still healthy, and serves with connections that end', async () => {
    const own = await university()
    own.readiness[0]?.drain()
    const visitor = own.visitor()
    const probed = await visitor.send('GET', '/readyz')
    expect([probed.status, await probed.text()]).toEqual([503, 'not ready\n'])
    expect((await visitor.send('GET', '/healthz')).status).toBe(200)
    const page = await visitor.send('GET', '/cas/login')
    expect([page.status, page.headers.get('connection')]).toEqual([200, 'close'])
  })
})

test('a node says once that another one has other settings, and is ready all the same', async () => {
  const { db, url } = await openTestDatabase()
  const lines: string[] = []
  const note = (_about: object, message: string) => void lines.push(message)
  const log = { warn: note, error: note, info: note }
  const other = openDatabase(url, { connections: 4, onError: () => {}, mark: 'aaaa' })
  await sql`select 1`.execute(other.db)
  const alike = watchReadiness({ db, keys: testKeys, clock: new HandSetClock(now), log, mark: 'aaaa' })
  const idle = openDatabase(url, { connections: 4, onError: () => {}, mark: `aaaa${MARK_OF_IDLE}` })
  await sql`select 1`.execute(idle.db)
  await alike.look()
  expect(lines.filter((line) => line.includes('other settings'))).toHaveLength(0)
  await idle.close()
  const node = watchReadiness({ db, keys: testKeys, clock: new HandSetClock(now), log, mark: 'bbbb' })
  for (let look = 0; look < 40; look++) await node.look()
  await other.close()
  expect(node.ready).toBe(true)
  expect(lines.filter((line) => line.includes('other settings'))).toHaveLength(1)
})

test('settings that nodes have in common are told apart by every limit, and by nothing that is a node’s own', () => {
  const common = (given: Record<string, string>) => settingsInCommon(readSettings(given))
  expect(common({ PORT: '4000', LOG_LEVEL: 'warn', APP_SECRET: '' })).toBe(common({}))
  expect(common({ LETTERS_PER_HOUR: '4' })).not.toBe(common({}))
  expect(common({ PUBLIC_ORIGIN: 'https://login.example.edu' })).not.toBe(common({}))
})

describe('a node is ready', () => {
  test('with the keys of the data, and not with others: the log says which, once (req 128)', async () => {
    const { db, lines, watch } = await watched()
    await beginProofKeys(db, testKeys.pesel, now)
    await beginKeyChecks(db, testKeys, now)

    const right = watch(testKeys)
    await right.look()
    expect(right.ready).toBe(true)

    const wrong = watch({
      app: otherRoot,
      pesel: keyring(new Secret('one-more-secret-abcdefghijklmnopqrstuvwxyz-0123')),
    })
    await wrong.look()
    await wrong.look()
    expect([wrong.ready, wrong.faults]).toEqual([false, ['app-secret', 'pesel-key']])
    expect(lines.filter((line) => line.includes('APP_SECRET is not the one'))).toHaveLength(1)
    expect(lines.filter((line) => line.includes('PESEL_KEY is not the key'))).toHaveLength(1)
  })

  test('while the database has its tables; a later one that this program does not know is no fault', async () => {
    const { db, watch } = await watched()
    const node = watch(testKeys)
    await sql`insert into kysely_migration (name, timestamp) values ('2031-01-01-later', '2031-01-01T00:00:00Z')`.execute(
      db,
    )
    await node.look()
    expect(node.ready).toBe(true)
    await sql`delete from kysely_migration where name = '2026-11-29-scim'`.execute(db)
    await node.look()
    expect([node.ready, node.faults]).toEqual([false, ['older-database']])
  })

  test('until the database has been silent for two looks in a row, and again with the first answer', async () => {
    const { db, lines, watch } = await watched()
    const node = watch(testKeys)
    await node.look()
    await sql`alter table kysely_migration rename to hidden`.execute(db)
    await node.look()
    expect(node.ready).toBe(true)
    await node.look()
    expect([node.ready, node.faults]).toEqual([false, ['no-answer']])
    await sql`alter table hidden rename to kysely_migration`.execute(db)
    await node.look()
    expect(node.ready).toBe(true)
    expect(lines.filter((line) => line.includes('does not answer'))).toHaveLength(1)
  })

  test('and a database that hangs counts as silent: the third look does not wait for the first', async () => {
    const { db, watch } = await watched()
    const node = watch(testKeys)
    await node.look()
    const held = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const holding = db.transaction().execute(async (trx) => {
      await sql`lock table kysely_migration in access exclusive mode`.execute(trx)
      locked.resolve()
      await held.promise
    })
    await locked.promise
    const looks = [node.look(), node.look(), node.look()]
    expect(node.ready).toBe(false)
    held.resolve()
    await Promise.all([holding, ...looks])
    expect(node.ready).toBe(true)
  })
})

const now = new Date('2026-11-30T08:00:00Z')

async function watched() {
  const { db } = await openTestDatabase()
  const lines: string[] = []
  const log = {
    warn: (_about: object, message: string) => void lines.push(message),
    error: (_about: object, message: string) => void lines.push(message),
    info: (_about: object, message: string) => void lines.push(message),
  }
  const watch = (keys: typeof testKeys) => watchReadiness({ db, keys, clock: new HandSetClock(now), log })
  return { db, lines, watch }
}
