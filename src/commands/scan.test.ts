import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { run } from './scan.ts'

const PESEL = '44051401359'
const folder = mkdtempSync(join(tmpdir(), 'furta-scan-'))
afterEach(() => {
  process.exitCode = undefined
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

test('npm run furta -- scan: says where something stands and of which kind, never what; and ends with 1 when there is any', async () => {
  const { url, db } = await openTestDatabase()
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('DATA_DIR', folder)
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  await run([])
  expect(printed.splice(0).at(-1)).toMatch(/^Tables: \d+, rows: \d+, files: 0\. Nothing was found\.$/)
  expect(process.exitCode).toBeUndefined()

  const log = join(folder, 'furta.log')
  writeFileSync(log, `{"msg":"ok"}\n{"msg":"${PESEL}"}\n`)
  const event = {
    at: new Date(),
    event: 'x',
    outcome: 'failure',
    actor: 'x',
    details: JSON.stringify({ x: PESEL }),
  } as const
  await db.insertInto('audit_events').values(event).execute()
  await run(['--log', log])
  expect(printed).toEqual([
    expect.stringMatching(/^audit_events\.details {2}row \(\d+,\d+\) {2}PESEL$/),
    `${log}  line 2  PESEL`,
    expect.stringMatching(/^Left out, of the demo university/),
    expect.stringMatching(/files: 1\. Found: 2\.$/),
  ])
  expect(printed.join()).not.toContain(PESEL)
  expect(process.exitCode).toBe(1)
  await expect(run(['--log', join(folder, 'nothing')])).rejects.toThrow('There is no file')
  await expect(run(['--everything'])).rejects.toThrow(/npm run furta -- scan/)
})

test('it changes nothing: a database without the tables of this program is refused, and stays as it is', async () => {
  const { url, db } = await openTestDatabase(2, 'template1')
  vi.stubEnv('DATABASE_URL', url)
  await expect(run([])).rejects.toThrow('The tables are not those of this program')
  const { rows } = await sql`select 1 from pg_tables where schemaname = 'public'`.execute(db)
  expect(rows).toEqual([])
})
