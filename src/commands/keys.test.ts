import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { asPersonId } from '../database/index.ts'
import { openProofKeys, proofDigest } from '../people/index.ts'
import { keyring, Secret } from '../world/index.ts'
import { run } from './keys.ts'

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** A database that the command finds by its settings. */
async function operator() {
  const { url, db } = await openTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'furta-keys-'))
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('DATA_DIR', folder)
  cleanUps.push(() => rmSync(folder, { recursive: true }))
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  return { db, printed: () => printed.splice(0).join('\n') }
}

test('npm run furta -- keys: lists, rotates, and retires what signs no more', async () => {
  const { printed } = await operator()
  await run(['list'])
  expect(printed()).toMatch(/^No signing keys yet/)
  await run(['rotate'])
  const rotated = printed()
  expect(rotated.match(/ {2}(RS256|ES256) {2}signs since /g)).toHaveLength(2)
  expect(rotated.match(/ {2}(RS256|ES256) {2}published, signs from /g)).toHaveLength(2)
  const next = /^(\S+) .*published/m.exec(rotated)?.[1] ?? ''
  const signing = /^(\S+) .*signs since/m.exec(rotated)?.[1] ?? ''
  await run(['retire', next])
  expect(printed()).not.toContain(next)
  await expect(run(['retire', signing])).rejects.toThrow(/rotate --at-once/)
  await expect(run(['retire', 'nobody'])).rejects.toThrow('There is no such key')
  await expect(run(['turn'])).rejects.toThrow(/keys rotate/)
})

test('npm run furta -- keys: says how many answers stand under which key, rotates, and retires no key that would lose one', async () => {
  const { db, printed } = await operator()
  const secret = 'only-for-tests-zyxwvutsrqponmlkjihgfedcba-9876543210'
  vi.stubEnv('PESEL_KEY', secret)
  const { inUse } = await openProofKeys(db, keyring(new Secret(secret)))
  const proof = proofDigest(inUse.keys, asPersonId('ada'), 'pesel', '44051401359')
  await savePerson(db, new Date('2026-11-28T12:00:00Z'), { id: 'ada', proofKind: 'pesel', proof })
  await run(['status'])
  expect(printed()).toBe(`${inUse.id}  in use; answers under it: 1`)
  await run(['rotate-pesel'])
  expect(printed().split('\n')).toEqual([
    expect.stringMatching(/^[0-9a-f]{8} {2}in use since 20.*; answers under it: 0$/),
    `${inUse.id}  only verifies; answers under it: 1`,
  ])
  await expect(run(['retire-pesel', inUse.id])).rejects.toThrow(/^The answers of 1 person stand under this key/)
  await expect(run(['retire-pesel', 'nobody'])).rejects.toThrow('There is no such key')
  vi.stubEnv('PESEL_KEY', 'another-key-abcdefghijklmnopqrstuvwxyz-0123456789')
  await expect(run(['rotate-pesel'])).rejects.toThrow(/--lost$/)
  vi.stubEnv('PESEL_KEY', secret)
  await run(['retire-pesel', inUse.id, '--to-desk'])
  expect(printed()).toMatch(/^1 person needs? a code of the help desk/)
  expect(await db.selectFrom('identity_proofs').selectAll().execute()).toEqual([])
})
