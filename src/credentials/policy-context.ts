import type { Settings } from '../config/index.ts'
import type { Person } from '../people/index.ts'
import type { PersonalData } from './personal-data.ts'
import type { PolicyContext } from './policy.ts'

/** What a password is judged by, besides itself. */
export interface PolicyContextParts {
  readonly settings: Settings
  /** The operator's words no password may be made of, as they stand now (req 32). */
  readonly contextWords: () => readonly string[]
}

/** What a new password of this person is judged by: the same wherever it is chosen (req 33). `typed` stands in the same form (req 29). */
export function policyContextOf(
  parts: PolicyContextParts,
  person: Person,
  typed: Pick<PersonalData, 'pesel' | 'birthDate'> = {},
): PolicyContext {
  return {
    profile: parts.settings.PASSWORD_PROFILE,
    personal: {
      givenNames: person.givenNames.split(' '),
      surnames: [person.surname],
      login: person.assignedAddress ?? '',
      otherAddresses: person.otherAddresses,
      albumNumber: person.albumNumber,
      ...typed,
    },
    contextWords: parts.contextWords(),
  }
}
