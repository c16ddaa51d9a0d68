import { displayName, type Person } from '../../people/index.ts'
import type { AttributeName } from '../../services/index.ts'

/** What a service may learn of a person, by the names services know (domain, section 1.1). Never a PESEL (req 43). */
export function releasedAttributes(person: Person, allowed: readonly AttributeName[]): [AttributeName, string][] {
  const values: Record<AttributeName, string | null | undefined> = {
    mail: person.assignedAddress,
    givenName: person.givenNames,
    sn: person.surname,
    displayName: displayName(person),
    employeeType: person.staffStatus > 0 ? 'P' : 'S',
    student_number: person.albumNumber,
    usos_id: person.usosId,
  }
  return allowed.flatMap((name) => (values[name] ? [[name, values[name]] as [AttributeName, string]] : []))
}
