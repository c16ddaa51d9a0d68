import type { Case } from '../../../cases/index.ts'
import { displayName, type Person } from '../../../people/index.ts'

/** What a case is called: by the name in the registry, or by the mailbox where nobody is known. */
export function caseName(it: Case, person: Person | undefined): string {
  return person ? displayName(person) : it.address
}
