import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { sealEvents } from '../audit/chain/index.ts'
import { recordEvent } from '../audit/index.ts'
import { openKeys, readSettings } from '../config/index.ts'
import { realWorld, systemRandom } from '../world/index.ts'
import { run } from './audit.ts'

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  process.exitCode = undefined
})

/** A sealed trail of three days that the command finds by its settings. */
async function operator() {
  const { url, db } = await openTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'furta-audit-'))
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('DATA_DIR', folder)
  cleanUps.push(() => rmSync(folder, { recursive: true }))
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(`${line}\n`))
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text))
    return true
  })
  const seal = () => sealEvents({ db, keys: openKeys(readSettings(), systemRandom).app, world: realWorld })
  for (const day of ['23', '24', '25'])
    await recordEvent(db, {
      at: new Date(`2026-11-${day}T12:00:00Z`),
      event: 'sign-in',
      outcome: 'failure',
      actor: 'person',
      source: '192.0.2.7',
      details: { because: 'wrong-password' },
    })
  await seal()
  const tamper = (statement: string) =>
    sql
      .raw(`alter table audit_events disable trigger user; ${statement}; alter table audit_events enable trigger user`)
      .execute(db)
  return { db, seal, tamper, folder, printed: () => printed.splice(0).join('') }
}

test('npm run furta -- audit verify: says that the trail is whole, or which event is the first that is not, with exit code 1', async () => {
  const { db, tamper, printed } = await operator()
  await run(['verify'])
  const whole = printed()
  expect(whole).toMatch(/^3 events compared in .*The trail is whole, sealed to 20.*--seen 3:[0-9a-f]{64}\n$/s)
  expect(process.exitCode).toBeUndefined()
  const noted = / (\d+:[0-9a-f]{64})/.exec(whole)?.[1] ?? ''

  await tamper(`update audit_events set outcome = 'success' where at::date = '2026-11-24'`)
  await run(['verify', '--seen', noted])
  expect(printed()).toMatch(
    /The trail is NOT whole: broken in 1 place. The first:\nEvent 2 of 2026-11-24T12:00:00.000Z \(seal 2\) is not what was sealed/,
  )
  expect(process.exitCode).toBe(1)
  const noticed = await db
    .selectFrom('audit_events')
    .selectAll()
    .where('event', '=', 'audit-verified')
    .orderBy('id')
    .execute()
  expect(noticed.map(({ outcome, actor, details }) => [outcome, actor, details.broken, details.first])).toEqual([
    ['success', 'operator', 0, undefined],
    ['failure', 'operator', 1, 'changed event 2'],
  ])
  expect(noticed[0]?.reference).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/)

  await run(['verify', '--seen', `3:${'0'.repeat(64)}`])
  expect(printed()).toContain('At seal 3 this node saw another trail')
})

test('npm run furta -- audit export: the trail of some days, a line each, and the trail says that it left', async () => {
  const { db, printed } = await operator()
  await run(['export', '--format', 'jsonl', '--since', '2026-11-24', '--until', '2026-11-24'])
  const [line, ...rest] = printed().split('\n')
  expect(rest).toEqual([''])
  expect(JSON.parse(line ?? '')).toMatchObject({ at: '2026-11-24T12:00:00.000Z', seal: { position: '2' } })
  await run(['export', '--format', 'cef', '--since', '2026-11-24T12:01Z'])
  expect(printed()).toMatch(
    /^CEF:0\|Furta\|Furta\|1\|sign-in\|Somebody sends the sign-in form\|5\|rt=1795608000000 [^\n]*(\nCEF:0[^\n]*\|audit-exported\|[^\n]*){2}\n$/,
  )
  const exported = await db
    .selectFrom('audit_events')
    .select('details')
    .where('event', '=', 'audit-exported')
    .orderBy('id')
    .execute()
  expect(exported.map(({ details }) => details)).toEqual([
    { format: 'jsonl', filter: '2026-11-24 to 2026-11-24' },
    { format: 'cef', filter: '2026-11-24 12:01 to ' },
  ])
})

test('npm run furta -- audit restart: after another APP_SECRET the chain goes on, and the trail says why', async () => {
  const { db, seal, folder, printed } = await operator()
  rmSync(join(folder, 'keys', 'app-secret.key'))
  await run(['verify'])
  expect(printed()).toContain('Or APP_SECRET is another one now.')
  await expect(seal()).rejects.toThrow(/docs\/operating\/audit.md/)

  await expect(run(['restart'])).rejects.toThrow(/Say why/)
  await run(['restart', '--reason', 'APP_SECRET was renewed'])
  expect(printed()).toContain('The chain goes on after seal 1003.')
  process.exitCode = undefined
  await run(['verify'])
  expect(printed()).toMatch(/^2 events compared .*The trail is whole/s)
  const [restarted] = await db.selectFrom('audit_events').selectAll().where('event', '=', 'audit-restarted').execute()
  expect(restarted?.details).toEqual({ position: '1003', reason: 'APP_SECRET was renewed' })
})

test('what makes no sense is refused in a sentence', async () => {
  await operator()
  await expect(run(['verify', '--seen', '3'])).rejects.toThrow('--seen is N:DIGEST')
  await expect(run(['export', '--since', 'yesterday'])).rejects.toThrow('yesterday is no day')
  await expect(run(['export', '--format', 'xml'])).rejects.toThrow('jsonl or cef')
  await expect(run(['delete'])).rejects.toThrow(/audit verify/)
})
