import type {
  ClosedAccountBecause,
  PersonId,
  ProgrammeStatus,
  ProofKind,
  StaffRole,
  StaffStatus,
  StudentStatus,
} from '../database/index.ts'

/**
 * One human being, whatever they do here: fields of study, teaching and offices are facts about one person with one
 * account. Birth date and sex are not among them (req 101).
 */
export interface Person {
  readonly id: PersonId
  readonly usosId: string | undefined
  /** Empty for a person with one name, which then stands as the surname. */
  readonly givenNames: string
  readonly surname: string
  /** Text, for leading zeros; one for all fields of study. */
  readonly albumNumber: string | undefined
  readonly studentStatus: StudentStatus | undefined
  readonly phdStudentStatus: StudentStatus | undefined
  readonly staffStatus: StaffStatus
  /** Connected to registration: may have an account. */
  readonly connected: boolean
  readonly disabledAt: Date | undefined
  readonly closedAt: Date | undefined
  readonly proofKind: ProofKind
  readonly language: 'pl' | 'en'
  readonly roles: readonly StaffRole[]
  /** Invented for the demo: their letters never leave the machine. */
  readonly demo: boolean
  /** The login, and the only address letters go to (req 24). Canonical. */
  readonly assignedAddress: string | undefined
  readonly otherAddresses: readonly string[]
  readonly hasPassword: boolean
  /** The desk connected the person, or assigned the address: a feed that does not know it yet must not undo it. */
  readonly connectedByDeskAt: Date | undefined
  readonly assignedByDeskAt: Date | undefined
  /** No link is mailed before: the address has just been moved (req 91). */
  readonly resetHeldUntil: Date | undefined
  /** The first full feed that did not have the person. */
  readonly missingSince: Date | undefined
  /** The registry says that the account ends then. */
  readonly validUntil: Date | undefined
  readonly closedBecause: ClosedAccountBecause | undefined
}

/** A field of study, in USOS terms. */
export interface Study {
  readonly programme: string
  readonly name: { readonly pl: string; readonly en: string }
  readonly faculty: string
  readonly status: ProgrammeStatus
  readonly isPrimary: boolean
}

/** The whole name as pages and letters show it. */
export function displayName({ givenNames, surname }: Pick<Person, 'givenNames' | 'surname'>): string {
  return [givenNames, surname]
    .map(plainName)
    .filter((name) => name !== '')
    .join(' ')
}

/** A part of a name, without the characters that turn or hide their neighbours (req 123). */
export function plainName(name: string): string {
  return name.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '').trim()
}

/** A person id of USOS, whatever it comes by: a file, the USOS API, SCIM, the desk. */
export function isUsosId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(text)
}
