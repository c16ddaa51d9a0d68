import type { ToldPurpose } from '../personal-data/index.ts'

/** Of the rules those that are about people: nobody has to read of signing keys and of the demo. */
export function aboutPeople(purposes: readonly ToldPurpose[]): ToldPurpose[] {
  return purposes
    .map((purpose) => ({
      ...purpose,
      tables: purpose.tables.filter(({ about }) => about !== 'nobody' && about !== 'demo'),
    }))
    .filter(({ tables }) => tables.length > 0)
}
