import { displayName, type Person, plainName } from '../../people/index.ts'
import type { AttributeName } from '../../services/index.ts'

/** What a service may learn of a person, by the names services know: those of the CAS servers of USOS universities. Never a PESEL (req 43). */
export function releasedAttributes(person: Person, allowed: readonly AttributeName[]): [AttributeName, string][] {
  // A doctoral student who teaches is both, and both are said.
  const employeeTypes = [...(person.studentStatus === 2 ? ['S'] : []), ...(person.staffStatus > 0 ? ['P'] : [])]
  const values: Record<AttributeName, string | readonly string[] | null | undefined> = {
    mail: person.assignedAddress,
    givenName: plainName(person.givenNames),
    sn: plainName(person.surname),
    displayName: displayName(person),
    employeeType: employeeTypes,
    student_number: person.albumNumber,
    usos_id: person.usosId,
  }
  return allowed.flatMap((name) =>
    [values[name] ?? []]
      .flat()
      .filter((value) => value !== '')
      .map((value): [AttributeName, string] => [name, value]),
  )
}
