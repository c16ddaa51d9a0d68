import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { createHashGate, findPasswordHashes } from '../credentials/index.ts'
import type { Db } from '../database/index.ts'
import { findByAddress, findProof, proofDigest, proofKeyring, sameProof } from '../people/index.ts'
import { HandSetClock, keyring, Secret, systemRandom } from '../world/index.ts'
import { cast } from './cast/index.ts'
import { seedDemoUniversity } from './seed.ts'
import { listCast, peopleToBeginWith } from './tasks.ts'

const hashGate = await createHashGate({ atOnce: 2, queue: 300, memory: 19456, passes: 2 })
const world = { clock: new HandSetClock('2026-11-22T12:00:00Z'), random: systemRandom }
const peselKeys = keyring(new Secret('a key for tests of at least 32 characters'))
const seed = (db: Db, mailDomain = 'agh.edu.pl') => seedDemoUniversity({ db, world, hashGate, peselKeys, mailDomain })
const count = async (db: Db, table: 'people' | 'development_cast' | 'audit_events') =>
  Number(
    (
      await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  )

describe('a first start', () => {
  test('fills the empty registry with the whole cast, once', async () => {
    const db = await testDatabase()
    expect(await seed(db)).toBe(true)
    expect(await seed(db)).toBe(false)
    expect(await count(db, 'people')).toBe(cast.length)
    expect(await count(db, 'audit_events')).toBe(1)
  })

  test('of two nodes at the same moment seeds once', async () => {
    const db = await testDatabase()
    const seeded = await Promise.all([seed(db), seed(db), seed(db)])
    expect(seeded.filter(Boolean)).toHaveLength(1)
    expect(await count(db, 'people')).toBe(cast.length)
  })

  test('that breaks halfway leaves nothing behind, and the next one finishes', async () => {
    const db = await testDatabase()
    await db.schema.alterTable('development_cast').renameTo('out_of_reach').execute()
    await expect(seed(db)).rejects.toThrow()
    expect(await count(db, 'people')).toBe(0)
    await db.schema.alterTable('out_of_reach').renameTo('development_cast').execute()
    expect(await seed(db)).toBe(true)
  })

  test('leaves a registry alone that has anybody in it', async () => {
    const db = await testDatabase()
    await seed(db)
    await db
      .deleteFrom('people')
      .where('id', 'not in', db.selectFrom('development_cast').select('person_id').where('key', '=', 'alice'))
      .execute()
    expect(await seed(db)).toBe(false)
    expect(await count(db, 'people')).toBe(1)
  })

  test('gives the cast addresses at the domain of the institution', async () => {
    const db = await testDatabase()
    await seed(db, 'uni.example')
    expect(await findByAddress(db, 'alicja.wrona@student.uni.example')).toBeDefined()
  })
})

describe('the seeded people', async () => {
  const db = await testDatabase()
  await seed(db)
  const people = await listCast(db)
  const named = (key: string) => people.find((one) => one.key === key)

  test('are in the states that the manual talks about', () => {
    const states = Object.fromEntries(people.map(({ key, state }) => [key, state]))
    expect(states).toMatchObject({
      alice: 'active',
      bob: 'active',
      carol: 'active',
      dan: 'disabled',
      eve: 'eligible',
      kacper: 'not-connected',
      oskar: 'closed',
    })
    expect(
      people.filter(({ state, pesel, password }) => state === 'active' && pesel && password).length,
    ).toBeGreaterThanOrEqual(32)
  })

  test('sign in with the passwords of the cast', async () => {
    for (const key of ['alice', 'zofia', 'admin']) {
      const member = named(key)
      const found = await findByAddress(db, member?.login ?? '')
      const [hash] = found ? await findPasswordHashes(db, found.person.id, 0) : []
      expect(await hashGate.verify(hash, member?.password ?? '')).toBe(true)
    }
  })

  test('are recognised by the PESEL of the cast', async () => {
    const found = await findByAddress(db, named('alice')?.login ?? '')
    if (!found) throw new Error('Alice is missing.')
    const given = proofDigest(proofKeyring(peselKeys.root), found.person.id, 'pesel', named('alice')?.pesel ?? '')
    expect(sameProof(await findProof(db, found.person.id), given)).toBe(true)
  })

  test('cover two fields, three fields, three addresses, two addresses and two roles', () => {
    expect(named('alice')?.programmes.map(({ code }) => code)).toEqual(['INF-S1', 'MAT-S1'])
    expect(named('tymon')?.programmes).toHaveLength(3)
    expect(named('bob')?.otherAddresses).toHaveLength(2)
    expect(named('irena')?.otherAddresses).toHaveLength(1)
    expect(named('halina')?.roles).toEqual(['student', 'doctoral-student', 'teacher'])
  })

  test('are marked as invented, so that their letters never leave the machine', async () => {
    expect(await db.selectFrom('people').select('id').where('demo', '=', false).execute()).toEqual([])
  })

  test('are told apart from people who have changed their password since', async () => {
    expect(named('alice')?.passwordChanged).toBe(false)
    await db
      .updateTable('credentials')
      .set({ set_at: new Date('2026-11-23T12:00:00Z') })
      .where('person_id', 'in', db.selectFrom('development_cast').select('person_id').where('key', '=', 'kinga'))
      .execute()
    expect((await listCast(db)).filter(({ passwordChanged }) => passwordChanged).map(({ key }) => key)).toEqual([
      'kinga',
    ])
  })

  test('three of them are proposed to begin with', async () => {
    expect((await peopleToBeginWith(db)).map(({ key }) => key)).toEqual(['alice', 'eve', 'bob'])
  })
})

test('without a seed there is no cast', async () => {
  expect(await listCast(await testDatabase())).toEqual([])
})
