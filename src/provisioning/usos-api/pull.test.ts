import { expect, test } from 'vitest'
import { usosUser } from '../../../test/usos-api-server.ts'
import { pulling } from '../../../test/usos-pull.ts'
import { listStudies } from '../../people/index.ts'

test('people of a USOS API installation come into the registry, with names, statuses, addresses and fields of study', async () => {
  const { api, pull, person, db } = await pulling()
  api.installation.people = [
    usosUser('101', {
      first_name: 'Anna',
      middle_names: 'Maria',
      last_name: 'Żak',
      student_programmes: [
        { id: '1', programme: { id: 'INF-S1' }, status: 'active', is_primary: true },
        { id: '2', programme: { id: 'MAT-S1' }, status: 'graduated_diploma', is_primary: false },
      ],
    }),
    usosUser('102', {
      student_status: 0,
      student_number: null,
      staff_status: 2,
      student_programmes: [],
      email: 'lis@agh.edu.pl',
    }),
  ]
  const { pull: done, counts } = await pull('sweep', { sure: true })
  expect(done).toMatchObject({ state: 'applied', step: 'done', listed: 2, read: 2 })
  expect(counts).toMatchObject({ people: 2, joiners: 2, movers: 0, missing: 0 })
  const anna = await person('101')
  expect(anna).toMatchObject({
    givenNames: 'Anna Maria',
    surname: 'Żak',
    albumNumber: '400101',
    studentStatus: 2,
    connected: true,
  })
  expect(await listStudies(db, anna.id)).toMatchObject([
    { programme: 'INF-S1', name: { pl: 'Informatyka', en: 'Computer science' }, faculty: '11000000', isPrimary: true },
    { programme: 'MAT-S1', status: 'graduated_diploma', isPrimary: false },
  ])
  expect(await person('102')).toMatchObject({ staffStatus: 2, studentStatus: 0 })
})
