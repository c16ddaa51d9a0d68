import { expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { asPersonId } from '../database/index.ts'
import { findPerson, type Person, type Study } from '../people/index.ts'
import { type AttributeName, attributeNames, releasedAttributes } from './index.ts'

const now = new Date('2026-11-23T12:00:00Z')
const scope = 'agh.edu.pl'

/** What a service with every attribute would learn, by name. */
function released(person: Person, studies: readonly Study[] = [], allowed: readonly AttributeName[] = attributeNames) {
  const byName: Partial<Record<AttributeName, string[]>> = {}
  for (const [name, value] of releasedAttributes({ person, studies, scope }, allowed))
    byName[name] = [...(byName[name] ?? []), value]
  return byName
}

async function somebody(facts: Parameters<typeof savePerson>[2]) {
  const db = await testDatabase()
  await savePerson(db, now, facts)
  const person = await findPerson(db, asPersonId(facts.id))
  if (!person) throw new Error('Nobody was saved')
  return person
}

const graduated: Study = {
  programme: 'S1-INF',
  name: { pl: 'Informatyka', en: 'Computer Science' },
  faculty: 'WI',
  status: 'graduated_diploma',
  isPrimary: true,
}

test('a student is a student and a member, and has a European Student Identifier', async () => {
  const person = await somebody({ id: 'alicja', albumNumber: '401234', assignedAddress: 'wrona@student.agh.edu.pl' })
  expect(released(person)).toMatchObject({
    mail: ['wrona@student.agh.edu.pl'],
    employeeType: ['S'],
    eduPersonAffiliation: ['student', 'member'],
    eduPersonScopedAffiliation: ['student@agh.edu.pl', 'member@agh.edu.pl'],
    eduPersonPrincipalName: ['wrona@student.agh.edu.pl'],
    eduPersonUniqueId: ['alicja@agh.edu.pl'],
    schacHomeOrganization: ['agh.edu.pl'],
    schacPersonalUniqueCode: ['urn:schac:personalUniqueCode:int:esi:agh.edu.pl:401234'],
  })
})

test('a doctoral student who teaches is student, faculty and employee at once', async () => {
  const person = await somebody({ id: 'jan', studentStatus: 2, phdStudentStatus: 2, staffStatus: 2 })
  expect(released(person).eduPersonAffiliation).toEqual(['student', 'faculty', 'employee', 'member'])
  expect(released(person).employeeType).toEqual(['S', 'P'])
})

test('whoever left is alum with a diploma and nothing without', async () => {
  const person = await somebody({ id: 'ewa', studentStatus: 1, albumNumber: '401235' })
  expect(released(person, [graduated]).eduPersonAffiliation).toEqual(['alum'])
  expect(released(person).eduPersonAffiliation).toBeUndefined()
  expect(released(person, [graduated]).schacPersonalUniqueCode).toBeUndefined()
})

test('nothing is released that is not allowed, and nothing empty', async () => {
  const person = await somebody({ id: 'mononym', givenNames: '', surname: 'Sukarno' })
  expect(released(person, [], ['givenName', 'sn'])).toEqual({ sn: ['Sukarno'] })
  expect(released(person, [], [])).toEqual({})
})
