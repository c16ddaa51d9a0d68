/** What is asked of a person, in the words of `services/users/user`, and whether one can do without. */
const fields = {
  id: 'needed',
  first_name: 'needed',
  middle_names: 'optional',
  last_name: 'needed',
  student_status: 'needed',
  phd_student_status: 'optional',
  staff_status: 'needed',
  email: 'optional',
  email_access: 'optional',
  student_number: 'optional',
  student_programmes: 'optional',
} as const
/** Only where the key has been granted them (req 101). */
const proofFields = { pesel: 'optional', birth_date: 'optional' } as const
/** Of a field of study; the programme itself is asked of `services/progs`. */
const studyFields = { status: 'optional', is_primary: 'optional' } as const

type Field = keyof typeof fields | keyof typeof proofFields
type StudyField = keyof typeof studyFields

/** The fields to ask for, less those that the installation has refused. */
export interface Asked {
  readonly fields: readonly Field[]
  readonly studyFields: readonly StudyField[]
}

export function askedFields({ pesel, without }: { pesel: boolean; without: readonly string[] }): Asked {
  const names = [...Object.keys(fields), ...(pesel ? Object.keys(proofFields) : [])] as Field[]
  return {
    fields: names.filter((name) => !without.includes(name)),
    studyFields: (Object.keys(studyFields) as StudyField[]).filter((name) => !without.includes(name)),
  }
}

/** The selector as the installation reads it: names between bars, those of a part in brackets. */
export function selector({ fields: names, studyFields: ofStudy }: Asked): string {
  const studies = `student_programmes[${['programme[id]', ...ofStudy].join('|')}]`
  return names.map((name) => (name === 'student_programmes' ? studies : name)).join('|')
}

/** Whether a pull goes on without a field that was refused. */
export function canDoWithout(field: string): boolean {
  const all: Record<string, string> = { ...fields, ...proofFields, ...studyFields }
  return all[field] === 'optional'
}
