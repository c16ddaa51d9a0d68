import type { DeansOffice, Institution } from '../config/index.ts'

/**
 * The dean's office that answers for a field of study: it knows who has the right to register (manual, section 3.1).
 * `faculty` is the code of the registry. `undefined` where the institution names none for it.
 */
export function deansOfficeOf(
  { deansOffices }: Pick<Institution, 'deansOffices'>,
  faculty: string,
): DeansOffice | undefined {
  return deansOffices.find((office) => office.faculty === faculty)
}
