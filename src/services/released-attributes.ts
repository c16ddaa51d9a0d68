import { displayName, type Person, plainName, type Study } from '../people/index.ts'

/**
 * What services may learn of a person, by the names that services know: those of the CAS servers of USOS universities, of
 * eduPerson (2020-01), and of SCHAC 1.5. Never a PESEL, a birth date or the sex (req 43, 101).
 */
export const attributeNames = [
  'mail',
  'givenName',
  'sn',
  'displayName',
  'employeeType',
  'student_number',
  'usos_id',
  'eduPersonAffiliation',
  'eduPersonScopedAffiliation',
  'eduPersonPrincipalName',
  'eduPersonUniqueId',
  'schacHomeOrganization',
  'schacPersonalUniqueCode',
] as const
export type AttributeName = (typeof attributeNames)[number]

export interface AboutPerson {
  readonly person: Pick<
    Person,
    | 'id'
    | 'usosId'
    | 'givenNames'
    | 'surname'
    | 'albumNumber'
    | 'studentStatus'
    | 'phdStudentStatus'
    | 'staffStatus'
    | 'assignedAddress'
  >
  /** Only affiliations need them: nobody is `alum` without a diploma. */
  readonly studies: readonly Pick<Study, 'status'>[]
  /** The domain of the university, such as `agh.edu.pl`. */
  readonly scope: string
}

/** The attributes in `allowed` that the person has, a value each, in the order of `allowed`. */
export function releasedAttributes(about: AboutPerson, allowed: readonly AttributeName[]): [AttributeName, string][] {
  return allowed.flatMap((name) =>
    [values[name](about) ?? []]
      .flat()
      .filter((value) => value !== '')
      .map((value): [AttributeName, string] => [name, value]),
  )
}

const values: Record<AttributeName, (about: AboutPerson) => string | readonly string[] | undefined> = {
  mail: ({ person }) => person.assignedAddress,
  givenName: ({ person }) => plainName(person.givenNames),
  sn: ({ person }) => plainName(person.surname),
  displayName: ({ person }) => displayName(person),
  // A doctoral student who teaches is both, and both are said.
  employeeType: ({ person }) => [
    ...(person.studentStatus === 2 ? ['S'] : []),
    ...(person.staffStatus > 0 ? ['P'] : []),
  ],
  student_number: ({ person }) => person.albumNumber,
  usos_id: ({ person }) => person.usosId,
  eduPersonAffiliation: affiliations,
  eduPersonScopedAffiliation: (about) => affiliations(about).map((affiliation) => `${affiliation}@${about.scope}`),
  eduPersonPrincipalName: ({ person }) => person.assignedAddress,
  eduPersonUniqueId: ({ person, scope }) => `${person.id}@${scope}`,
  schacHomeOrganization: ({ scope }) => scope,
  // The European Student Identifier: the same for all services, for as long as somebody studies.
  schacPersonalUniqueCode: ({ person, scope }) =>
    person.albumNumber !== undefined && isStudent(person)
      ? `urn:schac:personalUniqueCode:int:esi:${scope}:${person.albumNumber}`
      : undefined,
}

/** eduPerson affiliations from the statuses of USOS; `member` is whoever studies or works here now. */
function affiliations({ person, studies }: AboutPerson): string[] {
  const student = isStudent(person)
  const graduate = !student && studies.some(({ status }) => status === 'graduated_diploma')
  return [
    ...(student ? ['student'] : []),
    ...(person.staffStatus === 2 ? ['faculty', 'employee'] : []),
    ...(person.staffStatus === 1 ? ['staff', 'employee'] : []),
    ...(student || person.staffStatus > 0 ? ['member'] : []),
    ...(graduate ? ['alum'] : []),
  ]
}

function isStudent({ studentStatus, phdStudentStatus }: AboutPerson['person']) {
  return studentStatus === 2 || phdStudentStatus === 2
}
