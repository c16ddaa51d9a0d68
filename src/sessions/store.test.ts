import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { setPassword } from '../credentials/index.ts'
import { asPersonId, asSessionId, type Db } from '../database/index.ts'
import { findSession, sessionRow } from './store.ts'

const noon = new Date('2026-11-23T12:00:00Z')
const limits = { idle: 3_600_000, whole: 12 * 3_600_000 }
const anna = asPersonId('anna')
const cookie = { id: asSessionId('a'.repeat(16)), secret: 'b'.repeat(24) }

let db: Db

beforeEach(async () => {
  db = await testDatabase()
  await savePerson(db, noon, { id: anna, assignedAddress: 'anna@agh.edu.pl', otherAddresses: ['a@agh.edu.pl'] })
  await db.transaction().execute((trx) => setPassword(trx, anna, 'the hash', { now: noon, keep: 10 }))
  const session = { id: cookie.id, person: anna, createdAt: noon, lastUsedAt: noon, source: '', browser: '' }
  await db
    .insertInto('sessions')
    .values(sessionRow({ ...session, mustChange: false }, cookie))
    .execute()
})

const opens = async () => (await findSession(db, cookie, limits, noon)) !== undefined
const set = (facts: Partial<Record<'disabled_at' | 'closed_at', Date>> & { connected?: boolean }) =>
  db.updateTable('people').set(facts).where('id', '=', anna).execute()
const setAssigned = (address: string, assigned: boolean) =>
  db.updateTable('addresses').set({ assigned }).where('address', '=', address).execute()

describe('a session of somebody who may not sign in any more opens nothing', () => {
  test.each([
    ['disabled', { disabled_at: noon }],
    ['closed', { closed_at: noon }],
    ['not connected any more', { connected: false }],
  ])('%s', async (_, facts) => {
    expect(await opens()).toBe(true)
    await set(facts)
    expect(await opens()).toBe(false)
  })

  test('without an assigned address', async () => {
    await setAssigned('anna@agh.edu.pl', false)
    expect(await opens()).toBe(false)
  })
})

test('a session goes on when the address is moved', async () => {
  await setAssigned('anna@agh.edu.pl', false)
  await setAssigned('a@agh.edu.pl', true)
  expect(await opens()).toBe(true)
})
