import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import { createHashGate, findPasswordHashes } from '../../credentials/index.ts'
import {
  canonicalAddress,
  canonicalAnswer,
  findByAddress,
  findProof,
  proofDigest,
  proofKeyring,
  sameProof,
} from '../../people/index.ts'
import { HandSetClock, keyring, Secret, systemRandom } from '../../world/index.ts'
import { crowdMember } from './crowd.ts'
import { CROWD_PASSWORD, growCrowd } from './tasks.ts'

const now = new Date('2026-11-22T12:00:00Z')
const crowd = Array.from({ length: 5000 }, (_, number) => crowdMember(number, 'agh.edu.pl', now))
const share = (matches: (one: (typeof crowd)[number]) => boolean) => crowd.filter(matches).length / crowd.length

describe('a crowd', () => {
  test('is the same at every run', () => {
    expect(crowdMember(4711, 'agh.edu.pl', now)).toEqual(crowd[4711])
  })

  test('has an address and numbers of its own for everybody', () => {
    const addresses = crowd.flatMap(({ person }) => [person.assignedAddress ?? '', ...person.otherAddresses])
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(addresses.filter((address) => canonicalAddress(address) !== address)).toEqual([])
    expect(new Set(crowd.map(({ person }) => person.usosId)).size).toBe(crowd.length)
  })

  test('answers the security question as the real form wants it', () => {
    for (const { answer } of crowd.filter(({ person }) => person.proofKind === 'pesel')) {
      expect(canonicalAnswer('pesel', answer)).toEqual({ kind: 'answer', text: answer })
    }
  })

  test('is mixed like a university: students, graduates, teachers, few oddities', () => {
    expect(share(({ person }) => person.studentStatus === 2)).toBeCloseTo(0.57, 1)
    expect(share(({ person }) => person.closedAt !== undefined)).toBeCloseTo(0.32, 1)
    expect(share(({ person }) => person.staffStatus === 2)).toBeCloseTo(0.08, 1)
    expect(share(({ person }) => person.studies.length > 1)).toBeGreaterThan(0.05)
    expect(share(({ person }) => person.proofKind !== 'pesel')).toBeCloseTo(0.05, 1)
  })
})

test('a crowd grows to the wanted size, and a second run only adds who is missing', async () => {
  const db = await testDatabase()
  const peselKeys = keyring(new Secret('a key for tests of at least 32 characters'))
  const hashGate = await createHashGate({ atOnce: 2, queue: 10, memory: 19456, passes: 2 })
  const world = { clock: new HandSetClock(now), random: systemRandom }
  const parts = { db, world, hashGate, peselKeys, mailDomain: 'agh.edu.pl' }
  const told: number[] = []

  expect(await growCrowd(parts, 1200, (present) => told.push(present))).toBe(1200)
  expect(told).toEqual([1000, 1200])
  expect(await growCrowd(parts, 1250, () => {})).toBe(50)
  expect(await growCrowd(parts, 100, () => {})).toBe(0)

  const member = crowd.slice(0, 1250).find(({ withPassword, person }) => withPassword && person.proofKind === 'pesel')
  const found = await findByAddress(db, member?.person.assignedAddress ?? '')
  if (!member || !found) throw new Error('Nobody came.')
  expect(found.person).toMatchObject({ hasPassword: true, demo: true })
  const [hash] = await findPasswordHashes(db, found.person.id, 0)
  expect(await hashGate.verify(hash, CROWD_PASSWORD)).toBe(true)
  expect(
    sameProof(
      await findProof(db, found.person.id),
      proofDigest(proofKeyring(peselKeys.root), found.person.id, 'pesel', member.answer),
    ),
  ).toBe(true)
})
