import { expect, test } from 'vitest'
import { usosUser } from '../../../test/usos-api-server.ts'
import { pulling } from '../../../test/usos-pull.ts'
import { findProof, listStudies, openProofKeys, proofDigest, rotatePeselKey, sameProof } from '../../people/index.ts'
import { confirmationOf, erasePerson } from '../../personal-data/index.ts'
import { systemRandom } from '../../world/index.ts'

const PESEL = '44051401359'
const second = (id: string, programme: string, more: Record<string, unknown> = {}) =>
  usosUser(id, {
    student_programmes: [{ id, programme: { id: programme }, status: 'active', is_primary: true }],
    ...more,
  })

async function university() {
  const place = await pulling({ USOS_API_PESEL: 'yes' })
  const { db, parts, clock } = place
  const programmesOf = async (usosId: string) =>
    (await listStudies(db, (await place.person(usosId)).id)).map(({ programme }) => programme)
  return {
    ...place,
    programmesOf,
    rotate: () =>
      db
        .transaction()
        .execute((trx) =>
          rotatePeselKey(trx, parts.peselKeys, { random: systemRandom, lost: false, now: clock.now() }),
        ),
    /** Whether the number is the answer of the person, under whatever key it stands. */
    async knows(usosId: string, pesel: string) {
      const { id } = await place.person(usosId)
      const stored = await findProof(db, id)
      const keys = (await openProofKeys(db, parts.peselKeys)).find(stored?.keyId)
      return keys !== undefined && sameProof(stored, proofDigest(keys, id, 'pesel', pesel))
    },
    /** As the desk does it; a test of the desk does that. */
    async merge(kept: string, gone: string) {
      const [one, other] = [await place.person(kept), await place.person(gone)]
      const closed = { usos_id: null, album_number: null, closed_at: clock.now(), closed_because: 'merged' } as const
      await db.updateTable('people').set(closed).where('id', '=', other.id).execute()
      await db.insertInto('merged_ids').values({ usos_id: gone, person_id: one.id, merge_id: null }).execute()
      await db
        .updateTable('addresses')
        .set({ person_id: one.id, assigned: false })
        .where('person_id', '=', other.id)
        .execute()
    },
  }
}

test('a PESEL that somebody here has already is reported by id, also under a key of before, and brings nobody in', async () => {
  const { api, pull, fill, rotate, count, knows } = await university()
  await fill(usosUser('1', { pesel: PESEL }))
  await rotate()
  api.installation.people = [usosUser('1'), usosUser('2', { pesel: PESEL })]
  const { counts, said } = await pull()
  expect(counts).toMatchObject({ joiners: 0, leftOut: 1 })
  expect(said).toMatch(
    /id 2 and 1, column pesel: somebody in the registry has this PESEL already.*the other person: id 1/,
  )
  expect(said).not.toContain(PESEL)
  expect(await count()).toBe(1)
  expect(await knows('1', PESEL)).toBe(true)
})

test('a key that is rotated between pulls or while one goes on makes no right answer wrong, and waits for nobody', async () => {
  const { api, pull, fill, rotate, knows, db } = await university()
  await fill(usosUser('1', { pesel: PESEL }))
  // Nothing that changes: the answers of everybody come under the new key without anybody's approval.
  await rotate()
  expect((await pull()).pull).toMatchObject({ state: 'applied', held: undefined })
  expect(await knows('1', PESEL)).toBe(true)
  api.installation.people = [usosUser('1', { pesel: PESEL }), usosUser('2', { pesel: '02070803628' })]
  let rotated = false
  api.installation.before = async (service) => {
    if (service === 'services/users/users' && !rotated) {
      rotated = true
      await rotate()
    }
    return undefined
  }
  expect((await pull()).pull?.state).toBe('applied')
  expect(await knows('1', PESEL)).toBe(true)
  expect(await knows('2', '02070803628')).toBe(true)
  const stored = await db.selectFrom('identity_proofs').select('bucket').execute()
  expect(stored.every(({ bucket }) => bucket !== null)).toBe(true)
})

test('an id that was merged into another means that person: both are asked about, and neither is missing while one is there', async () => {
  const { api, pull, fill, merge, count, person, programmesOf } = await university()
  await fill(second('1', 'INF-S1'), second('2', 'MAT-S1'))
  await merge('1', '2')
  const { counts } = await pull()
  expect(counts).toMatchObject({ joiners: 0, missing: 0, leftOut: 0 })
  expect(await count()).toBe(2)
  expect(await programmesOf('1')).toEqual(['INF-S1', 'MAT-S1'])

  // The installation has taken the first id away: whoever goes by the second is here all the same.
  api.installation.people = [second('2', 'MAT-S1')]
  expect((await pull()).counts).toMatchObject({ joiners: 0, missing: 0 })
  expect(await person('1')).toMatchObject({ missingSince: undefined, closedAt: undefined })
  // An hour with nobody new asks about nobody.
  const asked = api.asked.length
  expect((await pull('quick')).pull).toMatchObject({ state: 'unchanged', read: 0 })
  expect(api.asked.slice(asked).some(({ service }) => service === 'services/users/users')).toBe(false)
})

test('two records that become one while a pull goes on stay one, with the answer of the one that is kept', async () => {
  const { api, pull, fill, merge, count, knows } = await university()
  await fill(second('1', 'INF-S1', { pesel: PESEL }), second('2', 'MAT-S1', { pesel: '02070803628' }))
  let merged = false
  api.installation.before = async (service) => {
    if (service === 'services/users/users' && !merged) {
      merged = true
      await merge('1', '2')
    }
    return undefined
  }
  expect((await pull()).counts).toMatchObject({ joiners: 0, leftOut: 0 })
  expect(await count()).toBe(2)
  expect(await knows('1', PESEL)).toBe(true)
})

test('somebody who was erased is reported by id, and does not come back with the next pull', async () => {
  const { pull, fill, person, count, parts } = await university()
  await fill(usosUser('1'), usosUser('2'))
  const one = await person('2')
  await erasePerson(parts, { person: one.id, by: 'operator', reason: 'x', confirmed: confirmationOf(one) })
  const { counts, said } = await pull()
  expect(counts).toMatchObject({ joiners: 0, leftOut: 1 })
  expect(said).toMatch(/id 2, column id: .*erased/)
  expect(await count()).toBe(1)
})
