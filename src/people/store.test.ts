import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { asPersonId } from '../database/index.ts'
import { Secret } from '../world/index.ts'
import { proofDigest, proofKeyring, sameProof } from './proof.ts'
import {
  findByAddress,
  findPeople,
  findPerson,
  findProof,
  listStudies,
  lockPerson,
  type NewPerson,
  registryIsEmpty,
  savePeople,
} from './store.ts'

const now = new Date('2026-11-22T12:00:00Z')
const keys = proofKeyring(new Secret('a key for tests of at least 32 characters'))
const bobId = asPersonId('bob')
const bob: NewPerson = {
  id: bobId,
  usosId: '4711',
  givenNames: 'Bogdan',
  surname: 'Ro\u0301g',
  albumNumber: undefined,
  studentStatus: undefined,
  phdStudentStatus: 2,
  staffStatus: 2,
  connected: true,
  disabledAt: undefined,
  closedAt: undefined,
  proofKind: 'pesel',
  language: 'pl',
  roles: ['help-desk', 'auditor'],
  demo: false,
  assignedAddress: 'bob@agh.edu.pl',
  otherAddresses: ['bob@cri.agh.edu.pl', 'bob@wimir.agh.edu.pl'],
  studies: [
    {
      programme: 'N1',
      name: { pl: 'Ceramika', en: 'Ceramics' },
      faculty: 'WIMiC',
      status: 'cancelled',
      isPrimary: false,
    },
    { programme: 'S1', name: { pl: 'Fizyka', en: 'Physics' }, faculty: 'WFiIS', status: 'active', isPrimary: true },
  ],
  proof: proofDigest(keys, bobId, 'pesel', '44051401359'),
}
const suryani: NewPerson = {
  ...bob,
  id: asPersonId('suryani'),
  usosId: undefined,
  givenNames: '',
  surname: 'Suryani',
  proofKind: 'none',
  proof: undefined,
  assignedAddress: undefined,
  otherAddresses: [],
  studies: [],
}

async function registryOf(...people: NewPerson[]) {
  const db = await testDatabase()
  await db.transaction().execute((trx) => savePeople(trx, people, now))
  return db
}

describe('a saved person', () => {
  test('is found under every address, and told whether it is the assigned one', async () => {
    const db = await registryOf(bob, suryani)
    const { studies, proof, ...known } = bob
    const person = { ...known, surname: 'Róg', hasPassword: false }

    expect(await findByAddress(db, 'bob@agh.edu.pl')).toEqual({ person, typedIsAssigned: true })
    expect(await findByAddress(db, 'bob@wimir.agh.edu.pl')).toEqual({ person, typedIsAssigned: false })
    expect(await findPerson(db, bobId)).toEqual(person)
  })

  test('has a password as soon as one is stored', async () => {
    const db = await registryOf(bob)
    await db.insertInto('credentials').values({ person_id: bobId, password_hash: 'a hash', set_at: now }).execute()
    expect((await findPerson(db, bobId))?.hasPassword).toBe(true)
  })

  test('keeps the fields of study, the primary one first', async () => {
    const db = await registryOf(bob)
    expect((await listStudies(db, bobId)).map(({ programme }) => programme)).toEqual(['S1', 'N1'])
  })

  test('may have no address, no studies and one name', async () => {
    const db = await registryOf(suryani)
    expect(await findPerson(db, suryani.id)).toMatchObject({
      givenNames: '',
      assignedAddress: undefined,
      otherAddresses: [],
    })
    expect(await findProof(db, suryani.id)).toBeUndefined()
  })

  test('can be held while something is counted', async () => {
    const db = await registryOf(bob)
    const held = await db.transaction().execute((trx) => lockPerson(trx, bobId))
    expect(held?.id).toBe(bobId)
  })
})

test('nobody is found under an address that nobody has', async () => {
  const db = await registryOf(bob)
  expect(await findByAddress(db, 'eve@agh.edu.pl')).toBeUndefined()
  expect(await findPerson(db, asPersonId('eve'))).toBeUndefined()
})

test('a registry is empty until its first person', async () => {
  expect(await registryIsEmpty(await registryOf())).toBe(true)
  expect(await registryIsEmpty(await registryOf(suryani))).toBe(false)
})

test('one address never belongs to two people', async () => {
  const db = await registryOf(bob)
  const thief = { ...suryani, otherAddresses: ['bob@cri.agh.edu.pl'] }
  await expect(db.transaction().execute((trx) => savePeople(trx, [thief], now))).rejects.toThrow()
  expect(await findPeople(db, [bobId, suryani.id])).toHaveLength(1)
})

test('an address that no sign-in could find is not stored', async () => {
  await expect(registryOf({ ...bob, assignedAddress: 'Bob@agh.edu.pl' })).rejects.toThrow(/canonical/)
})

test('the national ID stands nowhere in the database, only its digest (req 44)', async () => {
  const db = await registryOf(bob)
  const proof = await findProof(db, bobId)
  expect(proof?.kind).toBe('pesel')
  expect(sameProof(proof, proofDigest(keys, bobId, 'pesel', '44051401359'))).toBe(true)

  const dump = await sql<{ row: string }>`
    select people::text as row from people union all select identity_proofs::text from identity_proofs`.execute(db)
  expect(JSON.stringify(dump.rows)).not.toMatch(/440514|01359/)
})
