import type { ProgrammeStatus, ProofKind, StaffRole, StaffStatus, StudentStatus } from '../../database/index.ts'
import { peselCheckDigit, peselDateDigits } from '../../people/index.ts'
import type { ProgrammeName } from '../programmes.ts'
import type { castHints } from '../texts.ts'

/** An invented person of the demo university, with what a visitor needs to play them. */
export interface CastMember {
  /** The handle: `alice`. */
  readonly key: string
  readonly givenNames: string
  readonly surname: string
  /** The assigned address. `@` alone stands for the domain of the institution: `bob@`, `alice@student.`. */
  readonly login: string
  readonly otherAddresses?: readonly string[]
  /** ISO */
  readonly born: string
  /**
   * Four digits of the PESEL after the date; the last is even for women and odd for men. Offices give low numbers, so
   * those from 9700 on belong to nobody.
   */
  readonly serial?: string
  readonly proof?: ProofKind
  readonly document?: string
  readonly albumNumber?: string
  /** The primary one first. */
  readonly studies?: readonly (ProgrammeName | readonly [ProgrammeName, ProgrammeStatus])[]
  readonly student?: StudentStatus
  readonly doctoral?: StudentStatus
  readonly staff?: StaffStatus
  readonly language?: 'pl' | 'en'
  readonly connected?: false
  readonly disabled?: true
  readonly closed?: true
  readonly roles?: readonly StaffRole[]
  /** Without one the person has never signed in. */
  readonly password?: string
  /** What to try with this person, where it is something of their own. */
  readonly hint?: keyof typeof castHints
}

/** The synthetic PESEL of a member who has one. */
export function peselOf({ born, serial }: CastMember): string | undefined {
  if (serial === undefined) return undefined
  const ten = peselDateDigits(born) + serial
  return ten + peselCheckDigit(ten)
}

export function proofKindOf({ proof, serial }: CastMember): ProofKind {
  return proof ?? (serial === undefined ? 'none' : 'pesel')
}
