import { asPersonId, asSessionId, type StaffRole } from '../database/index.ts'
import type { Person } from '../people/index.ts'
import type { Staff } from './desk-route.ts'

/** Somebody of the registry for the pictures of a page: a student who is not connected, but for what `more` says. */
export function examplePerson({ id, ...more }: Partial<Omit<Person, 'id'>> & { id: string }): Person {
  return {
    id: asPersonId(id),
    usosId: '9900001',
    givenNames: 'Alicja',
    surname: 'Wrona',
    albumNumber: '402113',
    studentStatus: 2,
    phdStudentStatus: undefined,
    staffStatus: 0,
    connected: false,
    disabledAt: undefined,
    closedAt: undefined,
    proofKind: 'pesel',
    language: 'pl',
    roles: [],
    demo: true,
    assignedAddress: 'alicja.wrona@student.agh.edu.pl',
    otherAddresses: [],
    hasPassword: false,
    connectedByDeskAt: undefined,
    assignedByDeskAt: undefined,
    resetHeldUntil: undefined,
    missingSince: undefined,
    validUntil: undefined,
    closedBecause: undefined,
    ...more,
  }
}

/** A member of staff for the pictures of a page. */
export function exampleStaff(...roles: readonly StaffRole[]): Staff {
  const morning = new Date('2026-11-23T07:30:00Z')
  return {
    person: examplePerson({
      id: 'maria',
      usosId: '9900077',
      givenNames: 'Maria',
      surname: 'Kos',
      albumNumber: undefined,
      studentStatus: undefined,
      staffStatus: 1,
      connected: true,
      roles,
      assignedAddress: 'maria.kos@agh.edu.pl',
      hasPassword: true,
    }),
    session: {
      id: asSessionId('maria'),
      person: asPersonId('maria'),
      createdAt: morning,
      lastUsedAt: morning,
      source: '192.0.2.20',
      browser: 'Firefox, Linux',
      mustChange: false,
    },
  }
}
