import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { csv, registry } from '../../test/registry.ts'
import { countWrongAnswers } from '../challenges/index.ts'
import { findPasswordHashes, setPassword } from '../credentials/index.ts'
import {
  findProof,
  listStudies,
  openProofKeys,
  proofDigest,
  proofKeyring,
  rotatePeselKey,
  sameProof,
  searchPeople,
  setDisabled,
  setRoles,
} from '../people/index.ts'
import { systemRandom } from '../world/index.ts'

const anna = {
  id: '1001',
  first_name: 'Anna',
  middle_names: 'Maria',
  last_name: 'Żak-Łącka',
  student_number: '400001',
  pesel: '44051401359',
  birth_date: '',
  document_number: '',
  student_status: 2,
  staff_status: 0,
  email: 'Anna.Zak@student.agh.edu.pl',
  other_emails: '',
  'programme.id': 'INF-S1',
  'programme.name.pl': 'Informatyka',
  'programme.name.en': 'Computer Science',
  'faculty.id': 'WI',
  'programme.status': 'active',
  'programme.is_primary': 1,
}
const piotr = {
  ...anna,
  id: '1002',
  first_name: 'Piotr',
  middle_names: '',
  last_name: 'Lis',
  student_number: '400002',
  pesel: '',
  birth_date: '2004-02-29',
  email: 'plis@student.agh.edu.pl',
}

describe('a feed by CSV', () => {
  test('brings new people with addresses, studies and the digest of the answer', async () => {
    const { put, person, db, parts } = await registry()
    const summary = await put(csv(anna, piotr))
    expect(summary.counts).toMatchObject({ rows: 2, people: 2, joiners: 2, movers: 0, unchanged: 0, leftOut: 0 })
    const one = await person('1001')
    expect(one).toMatchObject({
      givenNames: 'Anna Maria',
      surname: 'Żak-Łącka',
      albumNumber: '400001',
      studentStatus: 2,
      connected: true,
      assignedAddress: 'anna.zak@student.agh.edu.pl',
      proofKind: 'pesel',
      language: 'pl',
      roles: [],
      demo: false,
    })
    expect(await listStudies(db, one.id)).toMatchObject([{ programme: 'INF-S1', isPrimary: true }])
    const stored = await findProof(db, one.id)
    expect(sameProof(stored, proofDigest(proofKeyring(parts.peselKeys.root), one.id, 'pesel', '44051401359'))).toBe(
      true,
    )
    expect((await person('1002')).proofKind).toBe('birth_date')
  })

  test('changes nothing when it comes again, and leaves no row of anybody in the trail', async () => {
    const { put, db } = await registry()
    await put(csv(anna, piotr))
    const before = await eventsOf(db)
    expect((await put(csv(anna, piotr))).counts).toMatchObject({ joiners: 0, movers: 0, unchanged: 2 })
    expect(await eventsOf(db)).toEqual([...before, 'import-applied', 'import-planned'].toSorted())
  })

  test('a second field of study is the same person with the same account and password (req 93)', async () => {
    const { put, person, db } = await registry()
    await put(csv(anna))
    const before = await person('1001')
    await db.transaction().execute((trx) => setPassword(trx, before.id, 'a hash', { now: new Date(0), keep: 0 }))
    const second = { ...anna, 'programme.id': 'MAT-S1', 'programme.name.pl': 'Matematyka', 'programme.is_primary': 0 }
    const summary = await put(csv(anna, piotr, second))
    expect(summary.counts).toMatchObject({ rows: 3, people: 2, movers: 1, joiners: 1 })
    expect(summary.changes).toEqual({ studies: 1 })
    const after = await person('1001')
    expect(after).toMatchObject({ id: before.id, albumNumber: '400001', hasPassword: true })
    expect(await findPasswordHashes(db, after.id, 0)).toEqual(['a hash'])
    expect((await listStudies(db, after.id)).map(({ programme }) => programme)).toEqual(['INF-S1', 'MAT-S1'])
  })

  test('two rows that contradict each other are left out, and both are named', async () => {
    const { put, db } = await registry()
    const summary = await put(csv(anna, piotr, { ...anna, last_name: 'Kot', 'programme.id': 'MAT-S1' }))
    expect(summary.conflicts).toEqual([
      { kind: 'contradiction', count: 1, findings: [{ kind: 'contradiction', rows: [2, 4], column: 'last_name' }] },
    ])
    expect(summary.counts).toMatchObject({ joiners: 1, leftOut: 1 })
    expect(await surnames(db)).toEqual(['Lis'])
  })

  test('a changed surname is found by its new name, and the trail says which field, not what stood in it', async () => {
    const { put, db } = await registry()
    await put(csv(anna))
    expect((await put(csv({ ...anna, last_name: 'Wójcik' }))).changes).toEqual({ name: 1 })
    const found = async (typed: string) => (await searchPeople(db, { typed, limit: 5 })).people.length
    expect([await found('wojcik'), await found('lacka')]).toEqual([1, 0])
    const moved = await db.selectFrom('audit_events').selectAll().where('event', '=', 'person-moved').execute()
    expect(moved).toMatchObject([{ actor: 'operator', details: { changed: 'name' } }])
    expect(JSON.stringify(moved)).not.toMatch(/jcik|Żak/)
  })

  test('a PESEL that appears in mid-studies is asked for from then on, and wrong answers are not forgiven', async () => {
    const { put, person, db, parts, clock } = await registry()
    await put(csv(piotr))
    const { id } = await person('1002')
    await db
      .insertInto('wrong_answers')
      .values({ person_id: id, answered_at: clock.now(), forgiven_at: null })
      .execute()
    expect((await put(csv({ ...piotr, pesel: '04222912354' }))).changes).toEqual({ proof: 1 })
    expect((await person('1002')).proofKind).toBe('pesel')
    const right = (digits: string) => proofDigest(proofKeyring(parts.peselKeys.root), id, 'pesel', digits)
    expect(sameProof(await findProof(db, id), right('04222912354'))).toBe(true)
    expect((await countWrongAnswers(db, id, clock.now())).last30Days).toBe(1)

    await put(csv({ ...piotr, pesel: '02070803628' }))
    expect(sameProof(await findProof(db, id), right('04222912354'))).toBe(false)
    expect(sameProof(await findProof(db, id), right('02070803628'))).toBe(true)
    expect(await db.selectFrom('identity_proofs').select('kind').execute()).toEqual([{ kind: 'pesel' }])
  })

  test('a new key for PESELs is taken over with the next feed (req 48)', async () => {
    const { put, person, parts, db, clock } = await registry()
    await put(csv(anna))
    const { id } = await person('1001')
    const order = { random: systemRandom, lost: false, now: clock.now() }
    await db.transaction().execute((trx) => rotatePeselKey(trx, parts.peselKeys, order))
    expect((await put(csv(anna))).changes).toEqual({ 'proof-key': 1 })
    const { keys } = (await openProofKeys(db, parts.peselKeys)).inUse
    expect(sameProof(await findProof(db, id), proofDigest(keys, id, 'pesel', '44051401359'))).toBe(true)
    // With two keys a changed number is still told from one that only changes its key.
    await db.transaction().execute((trx) => rotatePeselKey(trx, parts.peselKeys, order))
    expect((await put(csv({ ...anna, pesel: '02070803628' }))).changes).toEqual({ proof: 1 })
  })

  test('never touches roles, passwords, the demo mark, and whether somebody is disabled', async () => {
    const { put, person, db, clock } = await registry()
    await put(csv(anna))
    const { id } = await person('1001')
    await db.transaction().execute(async (trx) => {
      await setRoles(trx, id, ['auditor'])
      await setDisabled(trx, id, clock.now())
      await setPassword(trx, id, 'a hash', { now: clock.now(), keep: 0 })
    })
    await db.updateTable('people').set({ demo: true }).execute()
    await put(csv({ ...anna, last_name: 'Kot', student_status: 1, email: 'kot@agh.edu.pl' }))
    expect(await person('1001')).toMatchObject({
      surname: 'Kot',
      roles: ['auditor'],
      demo: true,
      hasPassword: true,
      disabledAt: expect.any(Date),
    })
  })

  test('a column that is not there changes nothing, an empty cell does', async () => {
    const { put, person } = await registry()
    await put(csv({ ...anna, other_emails: 'a.zak@agh.edu.pl; zak@agh.edu.pl' }))
    await put(csv({ id: '1001', last_name: 'Żak-Łącka' }))
    expect(await person('1001')).toMatchObject({
      givenNames: 'Anna Maria',
      albumNumber: '400001',
      assignedAddress: 'anna.zak@student.agh.edu.pl',
      otherAddresses: ['a.zak@agh.edu.pl', 'zak@agh.edu.pl'],
      proofKind: 'pesel',
    })
    await put(csv({ id: '1001', last_name: 'Żak-Łącka', student_number: '', pesel: '', other_emails: '' }))
    expect(await person('1001')).toMatchObject({ albumNumber: undefined, otherAddresses: [], proofKind: 'none' })
  })

  test('new people who study or work here are connected; those who are here keep what they have', async () => {
    const { put, person, db } = await registry()
    await put(csv(anna, { ...piotr, student_status: 1 }))
    expect([(await person('1001')).connected, (await person('1002')).connected]).toEqual([true, false])
    await db.updateTable('people').set({ connected: false }).where('usos_id', '=', '1001').execute()
    await put(csv(anna))
    expect((await person('1001')).connected).toBe(false)
    await put(csv({ ...anna, registration_connected: 1 }))
    expect((await person('1001')).connected).toBe(true)
  })

  test('the language of letters is set for who joins, and then theirs to choose', async () => {
    const { put, person, db } = await registry()
    await put(csv({ ...anna, language: 'en' }))
    expect((await person('1001')).language).toBe('en')
    await db.updateTable('people').set({ language: 'pl' }).execute()
    await put(csv({ ...anna, language: 'en' }))
    expect((await person('1001')).language).toBe('pl')
  })

  test('letters written apart and in one piece are the same name (req 122), and what hides or turns text goes (req 123)', async () => {
    const { put, person } = await registry()
    await put(csv({ ...anna, last_name: '\u202eŁa\u0328cki\u200b' }))
    expect((await person('1001')).surname).toBe('Łącki')
    expect((await put(csv({ ...anna, last_name: 'Łącki' }))).counts.unchanged).toBe(1)
  })

  test('a cell that begins like a formula is a name like any other', async () => {
    const { put, person } = await registry()
    await put(csv({ ...anna, last_name: `=cmd|'/c calc'!A1`, 'programme.name.pl': '<img onerror>' }))
    expect((await person('1001')).surname).toBe(`=cmd|'/c calc'!A1`)
  })

  test('after it the help requests that wait are looked at again', async () => {
    const { put, db } = await registry()
    await put(csv(anna))
    const { rows } = await sql`select task_identifier, key from graphile_worker.jobs`.execute(db)
    expect(rows).toEqual([{ task_identifier: 'settle-cases', key: 'settle-cases' }])
  })
})

async function eventsOf(db: Awaited<ReturnType<typeof registry>>['db']) {
  const rows = await db.selectFrom('audit_events').select('event').orderBy('event').execute()
  return rows.map(({ event }) => event)
}

async function surnames(db: Awaited<ReturnType<typeof registry>>['db']) {
  const rows = await db.selectFrom('people').select('surname').orderBy('surname').execute()
  return rows.map(({ surname }) => surname)
}
