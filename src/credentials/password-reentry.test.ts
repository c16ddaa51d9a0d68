import { beforeAll, describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { readSettings } from '../config/index.ts'
import { asPersonId, asSessionId, type Database } from '../database/index.ts'
import { HandSetClock, keyring, Secret, systemRandom } from '../world/index.ts'
import { AskerGone, createHashGate, type HashGate } from './hash.ts'
import { confirmReentry, verifyReentry } from './password-reentry.ts'
import { setPassword } from './store.ts'

const alicja = asPersonId('alicja')
const phone = asSessionId('phone')
const right = 'Zielona!Furtka7'
let hashGate: HashGate
beforeAll(async () => {
  hashGate = await createHashGate({ memory: 19456, passes: 2, atOnce: 2, queue: 100 })
})

describe('a person who is signed in types the password again', () => {
  test('the right one is right, and stays so while nobody changes it', async () => {
    const { enter, confirm, change } = await university()
    const outcome = await enter(right)
    expect(outcome).toMatchObject({ kind: 'right' })
    if (outcome.kind !== 'right') return
    expect(await confirm(outcome.hash)).toBe(true)
    await change('Inna!Brama88x')
    expect(await confirm(outcome.hash)).toBe(false)
  })

  test('after ten wrong ones even the right one has to wait, half a minute at first', async () => {
    const { enter, clock } = await university()
    for (let time = 0; time < 10; time++) expect(await enter('wrong')).toEqual({ kind: 'wrong' })
    expect(await enter(right)).toEqual({ kind: 'waiting', retryAfterMs: 30_000 })
    clock.advance({ seconds: 30 })
    expect(await enter(right)).toMatchObject({ kind: 'right' })
  })

  test('a right one starts the count anew', async () => {
    const { enter, confirm } = await university()
    for (let time = 0; time < 9; time++) await enter('wrong')
    const outcome = await enter(right)
    if (outcome.kind === 'right') await confirm(outcome.hash)
    for (let time = 0; time < 9; time++) await enter('wrong')
    expect(await enter(right)).toMatchObject({ kind: 'right' })
  })

  test('a right guess that comes with too many wrong ones at once opens nothing', async () => {
    const { enter, confirm } = await university()
    // In the order that is hardest to refuse: the right one is compared first and confirmed last.
    const outcome = await enter(right)
    if (outcome.kind !== 'right') throw new Error('The first guess of a session is compared.')
    await Promise.all(Array.from({ length: 12 }, () => enter('wrong')))
    expect(await confirm(outcome.hash)).toBe(false)
  })

  test('and is not even told from them when it comes after them', async () => {
    const { enter } = await university()
    const guesses = [...Array.from({ length: 30 }, () => 'wrong'), right]
    const outcomes = await Promise.all(guesses.map((guess) => enter(guess)))
    expect(outcomes.at(-1)?.kind).not.toBe('right')
    expect(outcomes.at(-1)).toEqual(outcomes.at(-2))
  })

  test('whoever has closed the connection is nobody: nothing is compared or counted', async () => {
    const { enter } = await university()
    for (let time = 0; time < 11; time++) await expect(enter('wrong', phone, () => true)).rejects.toThrow(AskerGone)
    expect(await enter(right)).toMatchObject({ kind: 'right' })
  })

  test('failures in one session keep no other session waiting', async () => {
    const { enter } = await university()
    for (let time = 0; time < 11; time++) await enter('wrong')
    expect(await enter(right, asSessionId('laptop'))).toMatchObject({ kind: 'right' })
  })
})

async function university() {
  const database: Database = await openTestDatabase()
  const clock = new HandSetClock('2026-11-22T12:00:00Z')
  const parts = {
    settings: readSettings({}),
    world: { clock, random: systemRandom },
    keys: keyring(new Secret('0123456789abcdefghijklmnopqrstuvwxyz')),
    database,
    hashGate,
  }
  await savePerson(database.db, clock.now(), { id: alicja })
  const change = async (password: string) => {
    const hash = await hashGate.hash(password)
    await database.db.transaction().execute((trx) => setPassword(trx, alicja, hash, { now: clock.now(), keep: 10 }))
  }
  await change(right)
  return {
    clock,
    change,
    enter: (password: string, session = phone, gone = () => false) =>
      verifyReentry(parts, { person: alicja, session, password, caller: { source: '127.0.0.1', gone } }),
    confirm: (hash: string) =>
      database.db
        .transaction()
        .execute((trx) => confirmReentry(trx, parts.settings, { person: alicja, session: phone }, hash, clock.now())),
  }
}
