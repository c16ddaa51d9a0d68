import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { asCaseId, asPersonId, type PersonId } from '../../src/database/index.ts'
import { erasePerson } from '../../src/personal-data/index.ts'
import { systemRandom } from '../../src/world/index.ts'
import { savePerson } from '../person.ts'
import { university } from '../university.ts'
import type { Visitor } from '../visitor.ts'
import { isSignedIn, signIn } from './steps.ts'

const furta = await university()
const { db } = furta.database
const { password } = furta.person('alice')

async function somebody(id: string, address: string, created = furta.clock.now()) {
  const person = await savePerson(db, created, { id, surname: 'Nowy', assignedAddress: address })
  const { password_hash } = await db
    .selectFrom('credentials')
    .innerJoin('addresses', 'addresses.person_id', 'credentials.person_id')
    .select('password_hash')
    .where('address', '=', furta.person('alice').login)
    .executeTakeFirstOrThrow()
  await db.insertInto('credentials').values({ person_id: person, password_hash, set_at: created }).execute()
  return person
}

/** A moment later, by so many journeys to the database. */
async function eraseAfter(journeys: number, person: PersonId, address: string) {
  const parts = { database: furta.database, keys: furta.keys, world: { clock: furta.clock, random: systemRandom } }
  for (let journey = 0; journey < journeys; journey++) await sql`select 1`.execute(db)
  return erasePerson(parts, { person, by: 'operator', reason: 'Letter 1', confirmed: address })
}

async function download(visitor: Visitor) {
  const page = await visitor.open('/account/data')
  const { body } = visitor.fill(page, 'Download my data', { Password: password })
  return visitor.send('POST', '/account/data', body)
}

async function openCase(
  id: string,
  address: string,
  { of, note, at }: { of: PersonId | null; note: string; at: Date },
) {
  const facts = {
    field_of_study: 'x',
    album_number: '402113',
    has_right: true,
    language: 'pl',
    kind: 'student',
  } as const
  const moments = { opened_at: at, last_asked_at: at, closed_at: at }
  await db
    .insertInto('cases')
    .values({
      id: asCaseId(id),
      address,
      person_id: of,
      note,
      state: 'closed',
      closed_by: 'system',
      ...facts,
      ...moments,
    })
    .execute()
}

test('whoever is given an address of somebody who has left does not read in their own data what that one once asked the desk', async () => {
  const address = 'jan.kowalski@agh.edu.pl'
  const before = await somebody('jan-before', address)
  const long = furta.clock.now()
  await openCase('R-2025-0001', address, { of: before, note: 'I am on leave for an illness', at: long })
  await db.deleteFrom('addresses').where('address', '=', address).execute()
  furta.clock.advance({ minutes: 1 })
  const own = await somebody('jan-after', address)
  // What the new one asks is theirs, whomever the desk lays it beside.
  await openCase('R-2026-0001', address, { of: before, note: 'My account, please', at: furta.clock.now() })
  await openCase('R-2026-0002', address, { of: own, note: 'Once more', at: long })
  await openCase('R-2026-0003', address, { of: null, note: 'Nobody knew me', at: long })
  const visitor = furta.visitor()
  await signIn(visitor, address, password)
  const data = await (await download(visitor)).json()
  expect(data.helpRequests.map(({ number }: { number: string }) => number).sort()).toEqual([
    'R-2026-0001',
    'R-2026-0002',
    'R-2026-0003',
  ])
  expect(JSON.stringify(data)).not.toContain('illness')
})

test('who is erased while signing in, or while downloading, is erased: no session, no row, and no answer that breaks', async () => {
  for (const round of [1, 2, 3, 4]) {
    const address = `znika${round}@agh.edu.pl`
    const id = await somebody(`vanishes-${round}`, address)
    const [visitor, other] = [furta.visitor(), furta.visitor()]
    await signIn(visitor, address, password)
    const form = await other.open('/cas/login')
    const page = await visitor.open('/account/data')
    const { body } = visitor.fill(page, 'Download my data', { Password: password })
    const [signed, data, erased] = await Promise.all([
      other.submit(form, 'Sign in', { ID: address, Password: password }),
      visitor.send('POST', '/account/data', body),
      eraseAfter(round * 3, id, address),
    ])
    expect(
      [signed.status, data.status].every((status) => status < 500),
      `${signed.status} ${data.status}`,
    ).toBe(true)
    expect(erased).toMatchObject({ kind: 'erased' })
    expect(await isSignedIn(visitor)).toBe(false)
    expect(await isSignedIn(other)).toBe(false)
    for (const table of ['sessions', 'credentials', 'letters'] as const)
      expect(await db.selectFrom(table).select('person_id').where('person_id', '=', id).execute(), table).toEqual([])
  }
  expect(furta.logText()).not.toContain('znika')
  expect(await db.selectFrom('people').select('id').where('id', '=', asPersonId('vanishes-1')).execute()).toEqual([])
})
