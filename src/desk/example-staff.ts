import { asPersonId, asSessionId, type StaffRole } from '../database/index.ts'
import type { Staff } from './desk-route.ts'

/** A member of staff for the pictures of a page. */
export function exampleStaff(...roles: readonly StaffRole[]): Staff {
  const morning = new Date('2026-11-23T07:30:00Z')
  return {
    person: {
      id: asPersonId('maria'),
      usosId: '9900077',
      givenNames: 'Maria',
      surname: 'Kos',
      albumNumber: undefined,
      studentStatus: undefined,
      phdStudentStatus: undefined,
      staffStatus: 1,
      connected: true,
      disabledAt: undefined,
      closedAt: undefined,
      proofKind: 'pesel',
      language: 'pl',
      roles,
      demo: true,
      assignedAddress: 'maria.kos@agh.edu.pl',
      otherAddresses: [],
      hasPassword: true,
      connectedByDeskAt: undefined,
      assignedByDeskAt: undefined,
      resetHeldUntil: undefined,
      missingSince: undefined,
      validUntil: undefined,
      closedBecause: undefined,
    },
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
