import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { run as breach } from './breach.ts'
import { run } from './person.ts'

const LOGIN = 'alicja.wrona@student.agh.edu.pl'

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** A database that the command finds by its settings, with one person in it. */
async function operator() {
  const { url, db } = await openTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'furta-person-'))
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('DATA_DIR', folder)
  cleanUps.push(() => rmSync(folder, { recursive: true }))
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line))
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  const id = await savePerson(db, new Date(), { id: 'alicja', usosId: '9900001', assignedAddress: LOGIN })
  return { db, id, printed: () => printed.splice(0).join('\n') }
}

test('npm run furta -- person: says who would be erased, erases for good, and lifts it', async () => {
  const { db, id, printed } = await operator()
  const people = () => db.selectFrom('people').select('id').execute()
  await expect(run(['erase', LOGIN])).rejects.toThrow('--reason is needed')
  await expect(run(['erase', 'nobody@agh.edu.pl', '--reason', 'x'])).rejects.toThrow('does not know this person')

  await db.insertInto('merged_ids').values({ usos_id: '9900002', person_id: id, merge_id: null }).execute()
  await run(['erase', '9900002', '--reason', 'Letter 17/2026'])
  expect(printed()).toContain(`Alicja Wrona <${LOGIN}> would be erased. Nothing was changed`)
  await run(['erase', '9900001', '--reason', 'Letter 17/2026'])
  expect(printed()).toContain(`Alicja Wrona <${LOGIN}> would be erased. Nothing was changed`)
  expect(await people()).toEqual([{ id }])
  await run(['erase', LOGIN, '--reason', 'Letter 17/2026', '--for-good'])
  expect(printed()).toContain(`In the audit trail the person is ${id}`)
  expect(await people()).toEqual([])

  await expect(run(['lift', 'nobody@agh.edu.pl', '--reason', 'x'])).rejects.toThrow('Nobody who was erased had this')
  await run(['lift', '9900001', '--reason', 'Studies again'])
  expect(printed()).toContain(`3 addresses and numbers of ${id} may be given out again`)
  const events = await db.selectFrom('audit_events').select(['event', 'actor', 'details']).orderBy('id').execute()
  expect(events).toEqual([
    { event: 'person-erased', actor: 'operator', details: { reason: 'Letter 17/2026', sessions: 0 } },
    { event: 'erasure-lifted', actor: 'operator', details: { reason: 'Studies again', identifiers: 3 } },
  ])
})

test('npm run furta -- person take-password-away: the password is gone, and the trail says why', async () => {
  const { db, id, printed } = await operator()
  const order = ['take-password-away', LOGIN, '--reason', 'On a list of leaked passwords']
  await expect(run(['take-password-away', LOGIN])).rejects.toThrow('--reason is needed')
  await expect(run(order)).rejects.toThrow('has no password')
  await db.insertInto('credentials').values({ person_id: id, password_hash: 'known', set_at: new Date() }).execute()
  await run(order)
  expect(printed()).toContain('The password of Alicja Wrona opens nothing any more. Sessions that ended: 0')
  expect(await db.selectFrom('credentials').selectAll().execute()).toEqual([])
  const before = await db.selectFrom('previous_passwords').select(['person_id', 'password_hash']).execute()
  expect(before).toEqual([{ person_id: id, password_hash: 'known' }])
  expect(await db.selectFrom('letters').select(['kind', 'recipient']).execute()).toEqual([
    { kind: 'desk-password-taken-away', recipient: LOGIN },
  ])
  const events = await db.selectFrom('audit_events').select(['event', 'actor', 'details']).execute()
  expect(events).toEqual([
    {
      event: 'password-taken-away',
      actor: 'operator',
      details: { reason: 'On a list of leaked passwords', sessions: 0 },
    },
  ])
})

test('npm run furta -- breach report: prints whom a thing in wrong hands may concern', async () => {
  const { db, id, printed } = await operator()
  await db
    .insertInto('identity_proofs')
    .values({ person_id: id, kind: 'pesel', key_id: '0a1b2c3d', digest: Buffer.from('x') })
    .execute()
  const days = ['--from', '2026-11-01', '--to', '2026-11-08']
  await expect(breach(['report', '--key', 'pesel'])).rejects.toThrow('--from and --to take days')
  await expect(breach(['report', ...days])).rejects.toThrow('One of --session')
  await expect(breach(['report', ...days, '--key', 'front-door'])).rejects.toThrow('--key takes app, pesel, signing')
  await expect(breach(['report', ...days, '--staff', 'nobody@agh.edu.pl'])).rejects.toThrow(
    'does not know this address',
  )

  await breach(['report', ...days, '--key', 'pesel'])
  expect(printed()).toContain(`alicja,Alicja Wrona,${LOGIN},answer:pesel:0a1b2c3d,1,,`)
  await breach(['report', ...days, '--session', LOGIN, '--json'])
  expect(printed()).toContain('"people": []')
})
