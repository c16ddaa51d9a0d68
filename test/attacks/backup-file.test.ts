import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { writeWhole } from '../../src/backup/file-tasks.ts'
import { FORMAT, type Head, writeSections } from '../../src/backup/format.ts'
import { checkBackup, restoreBackup } from '../../src/backup/index.ts'
import { knownMigrations, openLine } from '../../src/database/index.ts'
import { HandSetClock, systemRandom } from '../../src/world/index.ts'
import { openTestDatabase } from '../database.ts'
import { MORNING, testKeys } from '../morning.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-forged-'))
afterAll(() => rmSync(folder, { recursive: true }))

const honest: Head = {
  furta: 'backup',
  format: FORMAT,
  backup: 'AAAA-AAAA',
  made: MORNING,
  postgres: '17',
  migrations: knownMigrations,
  sequences: {},
  keys: { app: '0', pesel: '0' },
}
let number = 0

/** As somebody writes it who knows the public key of backups and nothing else. */
async function forged({ head = {}, table = 'people', columns = ['id'], rows = '' }) {
  const file = join(folder, `${number++}.backup`)
  const tables = async function* () {
    const lines = async function* () {
      if (rows !== '') yield Buffer.from(rows)
    }
    yield { table: { name: table, columns }, rows: lines(), count: () => rows.split('\n').length - 1 }
  }
  const whole = writeSections({ ...honest, ...head } as Head, tables(), () => 'no seal')
  await writeWhole(file, whole, { recipients: [], random: systemRandom })
  return { file, identities: [], keysLost: true }
}

test('a file that somebody else wrote is refused for its seal', async () => {
  const { app, pesel } = testKeys
  const checkOf = (key: typeof app) => key.mac('backup-check', 'key').toString('hex').slice(0, 32)
  const right = { keys: { app: checkOf(app), pesel: checkOf(pesel as never) } }
  const source = { ...(await forged({ head: right })), keysLost: false }
  await expect(checkBackup(testKeys, source)).rejects.toThrow(/was not made by a program with your APP_SECRET/)
})

test.each([
  { migrations: ['\u001b[2J\u001b]0;owned\u0007'] },
  { made: '\u001b[31myesterday' },
  { migrations: 'all' },
  { keys: undefined },
  { sequences: { 'x\u0000': '1' } },
])('what its head says is shown to nobody before it is known to be a word: %j', async (head) => {
  await expect(checkBackup(testKeys, await forged({ head }))).rejects.toThrow(/^This is no backup of Furta\.$/)
})

test('where the keys are lost and no seal can be checked, nothing is written but tables that a backup holds', async () => {
  const { url } = await openTestDatabase(4, 'template1')
  const line = await openLine(url, 'a test')
  try {
    const world = { clock: new HandSetClock(MORNING), random: systemRandom }
    for (const one of [
      {
        table: 'pg_db_role_setting',
        columns: ['setdatabase', 'setrole', 'setconfig'],
        rows: '0\t0\t{log_statement=all}\n',
      },
      { table: 'kysely_migration_lock', columns: ['id', 'is_locked'], rows: 'second_lock\t1\n' },
      { table: 'portal_sessions', columns: ['id'], rows: 'a session of mine\n' },
      { table: 'people', columns: ['id", "roles'], rows: '' },
    ]) {
      const source = await forged(one)
      const checked = await checkBackup(testKeys, source)
      const restoring = restoreBackup({ line, keys: testKeys, world }, source, checked, { replace: true, erased: [] })
      await expect(restoring).rejects.toThrow(/The backup is damaged/)
    }
    const { rows } = await sql`select 1 from pg_class where relname = 'people'`.execute(line.db)
    expect(rows).toEqual([])
  } finally {
    await line.close()
  }
})
