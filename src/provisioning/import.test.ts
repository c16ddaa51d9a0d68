import { describe, expect, test } from 'vitest'
import { csv, registry } from '../../test/registry.ts'
import { findProof, listStudies, proofDigest, sameProof } from '../people/index.ts'

const anna = {
  id: '1001',
  first_name: 'Anna',
  middle_names: 'Maria',
  last_name: 'Żak-Łącka',
  student_number: '400001',
  pesel: '44051401359',
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
    expect(sameProof(stored, proofDigest(parts.peselKeys, one.id, 'pesel', '44051401359'))).toBe(true)
    expect((await person('1002')).proofKind).toBe('birth_date')
  })

  test('changes nothing when it comes again', async () => {
    const { put } = await registry()
    await put(csv(anna, piotr))
    expect((await put(csv(anna, piotr))).counts).toMatchObject({ joiners: 0, movers: 0, unchanged: 2 })
  })
})
