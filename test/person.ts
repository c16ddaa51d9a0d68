import { asPersonId, type Db } from '../src/database/index.ts'
import { type NewPerson, savePeople } from '../src/people/index.ts'

/** An ordinary student in the registry, for tests that need somebody; `more` says what is different. No password, no proof. */
export async function savePerson(db: Db, now: Date, { id, ...more }: Partial<Omit<NewPerson, 'id'>> & { id: string }) {
  const person: NewPerson = {
    id: asPersonId(id),
    usosId: undefined,
    givenNames: 'Alicja',
    surname: 'Wrona',
    albumNumber: undefined,
    studentStatus: 2,
    phdStudentStatus: undefined,
    staffStatus: 0,
    connected: true,
    disabledAt: undefined,
    closedAt: undefined,
    proofKind: 'none',
    proof: undefined,
    language: 'pl',
    roles: [],
    demo: false,
    assignedAddress: undefined,
    otherAddresses: [],
    studies: [],
    ...more,
  }
  await db.transaction().execute((trx) => savePeople(trx, [person], now))
  return person.id
}
