import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { testKeys } from '../../test/morning.ts'
import { beginProofKeys } from '../people/index.ts'
import { keyring, Secret } from '../world/index.ts'
import { acceptAppSecret, beginKeyChecks, keyFaultSentence, misfitKeys } from './index.ts'

const now = new Date('2026-11-30T08:00:00Z')
const others = {
  app: keyring(new Secret('another-app-secret-abcdefghijklmnopqrstuvwxyz')),
  pesel: keyring(new Secret('another-pesel-key-abcdefghijklmnopqrstuvwxyz')),
}

test('keys that are not those of the data are told by name, and only those; an operator may say that a new one is right (req 128)', async () => {
  const db = await testDatabase()
  expect(await misfitKeys(db, testKeys)).toEqual([])

  await beginProofKeys(db, testKeys.pesel, now)
  await beginKeyChecks(db, testKeys, now)
  await beginKeyChecks(db, others, now)
  expect(await misfitKeys(db, testKeys)).toEqual([])
  expect(await misfitKeys(db, { ...testKeys, app: others.app })).toEqual(['app-secret'])
  expect(await misfitKeys(db, { ...testKeys, pesel: others.pesel })).toEqual(['pesel-key'])
  expect(await misfitKeys(db, others)).toEqual(['app-secret', 'pesel-key'])

  await acceptAppSecret(db, others, now)
  expect(await misfitKeys(db, { ...testKeys, app: others.app })).toEqual([])
  expect(await misfitKeys(db, testKeys)).toEqual(['app-secret'])
})

test('what is said of a wrong key names the setting and holds nothing of the key', () => {
  expect(keyFaultSentence('app-secret')).toMatch(/^APP_SECRET is not the one/)
  expect(keyFaultSentence('pesel-key')).toMatch(/^PESEL_KEY is not the key/)
})
