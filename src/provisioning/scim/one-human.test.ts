import { expect, test } from 'vitest'
import { testKeys } from '../../../test/morning.ts'
import { identitySystem, newStudent, patch, SCHEMAS } from '../../../test/scim.ts'
import { university } from '../../../test/university.ts'
import { findProof, openProofKeys, proofDigest, rotatePeselKey, sameProof } from '../../people/index.ts'
import { confirmationOf, erasePerson } from '../../personal-data/index.ts'
import { systemRandom } from '../../world/index.ts'

const furta = await university()
const { db } = furta.database
const idm = await identitySystem(furta)
const create = (student: object) => idm.ask('POST', '/Users', student)
const number = (value: string) => ({ [SCHEMAS.enterprise]: { employeeNumber: value } })
const refused = async (answer: ReturnType<typeof create>) => {
  const { status, body } = await answer
  return [status, body.scimType, body.detail]
}
const rotate = () =>
  db
    .transaction()
    .execute((trx) =>
      rotatePeselKey(trx, testKeys.pesel, { random: systemRandom, lost: false, now: furta.clock.now() }),
    )

test('a PESEL comes under the key of today with its bucket, is the same answer under a key of before, and is nobody else’s', async () => {
  const pesel = '90010112349'
  const ada = (await create(newStudent({}, { pesel }))).body
  await rotate()
  const { keys, id } = (await openProofKeys(db, testKeys.pesel)).inUse
  // The same once more changes only the key it stands under, and no word in the trail says that the answer is another.
  const again = await idm.ask(
    'PATCH',
    `/Users/${ada.id}`,
    patch({ op: 'add', path: `${SCHEMAS.university}:pesel`, value: pesel }),
  )
  expect(again.status).toBe(200)
  const stored = await findProof(db, ada.id)
  expect(stored).toMatchObject({ keyId: id })
  expect(sameProof(stored, proofDigest(keys, ada.id, 'pesel', pesel))).toBe(true)
  expect(await db.selectFrom('identity_proofs').select('bucket').where('person_id', '=', ada.id).execute()).toEqual([
    { bucket: proofDigest(keys, ada.id, 'pesel', pesel).bucket },
  ])
  const events = await db
    .selectFrom('audit_events')
    .select('details')
    .where('person_id', '=', ada.id)
    .where('event', '=', 'person-moved')
    .execute()
  expect(events.map(({ details }) => details)).toEqual([{ changed: 'proof-key' }])

  const sentence = [409, 'uniqueness', expect.stringContaining('The pesel is that of somebody else')]
  await rotate()
  expect(await refused(create(newStudent({}, { pesel })))).toEqual(sentence)
  const other = (await create(newStudent())).body
  const give = patch({ op: 'add', path: `${SCHEMAS.university}:pesel`, value: pesel })
  expect(await refused(idm.ask('PATCH', `/Users/${other.id}`, give))).toEqual(sentence)
  expect(await findProof(db, other.id)).toBeUndefined()
  expect(furta.logText()).not.toContain(pesel)
})

test('of two who bring one PESEL in the same moment one comes in', async () => {
  const twins = await Promise.all([0, 1].map(() => create(newStudent({}, { pesel: '04222912354' }))))
  expect(twins.map(({ status }) => status).sort()).toEqual([201, 409])
})

test('whoever was removed comes back by a PESEL that stands under a key of before', async () => {
  const student = newStudent({}, { pesel: '02070803628' })
  const ada = (await create(student)).body
  await idm.ask('DELETE', `/Users/${ada.id}`)
  await rotate()
  const { userName } = student
  const back = await create({
    ...newStudent({ externalId: 'new' }, { pesel: '02070803628' }),
    ...number(`${ada[SCHEMAS.enterprise].employeeNumber}`),
    userName,
  })
  expect([back.status, back.body.id, back.body.active]).toEqual([201, ada.id, true])
})

test('a number that was merged into another is given to nobody, and a merged record is neither shown nor written', async () => {
  const [kept, gone] = [(await create(newStudent())).body, (await create(newStudent())).body]
  const goneNumber = gone[SCHEMAS.enterprise].employeeNumber
  await db
    .updateTable('people')
    .set({ usos_id: null, album_number: null, closed_at: furta.clock.now(), closed_because: 'merged' })
    .where('id', '=', gone.id)
    .execute()
  await db.insertInto('merged_ids').values({ usos_id: goneNumber, person_id: kept.id, merge_id: null }).execute()
  await db
    .updateTable('addresses')
    .set({ person_id: kept.id, assigned: false })
    .where('person_id', '=', gone.id)
    .execute()

  const sentence = [409, 'uniqueness', expect.stringContaining('second number of somebody')]
  expect(await refused(create({ ...newStudent(), ...number(goneNumber) }))).toEqual(sentence)
  const { [SCHEMAS.enterprise]: _, ...guest } = newStudent()
  const numberless = (await create(guest)).body
  const give = patch({ op: 'add', path: `${SCHEMAS.enterprise}:employeeNumber`, value: goneNumber })
  expect(await refused(idm.ask('PATCH', `/Users/${numberless.id}`, give))).toEqual(sentence)

  const write = patch({ op: 'replace', path: 'active', value: true })
  for (const [method, body] of [['GET'], ['PATCH', write], ['PUT', newStudent()], ['DELETE']] as const)
    expect((await idm.ask(method, `/Users/${gone.id}`, body)).status).toBe(404)
  expect(
    (await idm.ask('GET', `/Users?${new URLSearchParams({ filter: `id eq "${gone.id}"` })}`)).body.totalResults,
  ).toBe(0)
  // Nor does it come back with what it was called by the identity system.
  expect((await create({ ...newStudent({ externalId: gone.externalId }), userName: gone.userName })).status).toBe(409)
  expect(await db.selectFrom('people').select('closed_because').where('id', '=', gone.id).executeTakeFirst()).toEqual({
    closed_because: 'merged',
  })
})

test('what an erased person had is given to nobody, neither with a new person nor with one who is here', async () => {
  const erased = (await create(newStudent())).body
  const here = (await create(newStudent())).body
  const person = { id: erased.id, assignedAddress: erased.userName, usosId: undefined }
  const parts = { database: furta.database, keys: testKeys.app, world: { clock: furta.clock, random: systemRandom } }
  const outcome = await erasePerson(parts, {
    person: erased.id,
    by: 'operator',
    reason: 'x',
    confirmed: confirmationOf(person),
  })
  expect(outcome.kind).toBe('erased')

  const sentence = (what: string) => [
    409,
    'uniqueness',
    `${what} belonged to somebody who was erased, and goes to nobody else.`,
  ]
  const { albumNumber } = erased[SCHEMAS.university]
  const usosId = erased[SCHEMAS.enterprise].employeeNumber
  expect(await refused(create(newStudent({ userName: erased.userName })))).toEqual(sentence('An address'))
  expect(await refused(create(newStudent({}, { albumNumber })))).toEqual(sentence('The albumNumber'))
  expect(await refused(create({ ...newStudent(), ...number(usosId) }))).toEqual(sentence('The employeeNumber'))
  for (const [path, value, what] of [
    ['userName', erased.userName, 'An address'],
    ['emails', [{ value: erased.userName }], 'An address'],
    [`${SCHEMAS.university}:albumNumber`, albumNumber, 'The albumNumber'],
  ] as const)
    expect(await refused(idm.ask('PATCH', `/Users/${here.id}`, patch({ op: 'replace', path, value })))).toEqual(
      sentence(what),
    )
  const put = { ...newStudent(), ...number(here[SCHEMAS.enterprise].employeeNumber), userName: erased.userName }
  expect(await refused(idm.ask('PUT', `/Users/${here.id}`, put))).toEqual(sentence('An address'))
  expect((await idm.ask('GET', `/Users/${here.id}`)).body.userName).toBe(here.userName)
})
