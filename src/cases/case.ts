import type { CaseAnswer, CaseId, CaseKind, CaseState, PersonId } from '../database/index.ts'
import type { Language } from '../language/index.ts'

/** Somebody who is not recognized, and has proved to read the mailbox they write from (manual, section 3). */
export interface Case {
  /** What people quote: `R-2026-0418`. */
  readonly id: CaseId
  /** `student` for the registration desk, `teacher` for the USOS help desk. */
  readonly kind: CaseKind
  /** Canonical; a mailed link proved that whoever asks reads this mailbox. */
  readonly address: string
  /** Whom the registry knows under the address, if anybody. */
  readonly person: PersonId | undefined
  /** As typed; empty for a teacher. */
  readonly fieldOfStudy: string
  readonly albumNumber: string
  /** Says to have the right to register for elective subjects. */
  readonly hasRight: boolean
  /** What a teacher wrote; plain text of several lines. */
  readonly note: string
  /** The language of the page it was written on, and of the letters about it. */
  readonly language: Language
  readonly openedAt: Date
  readonly lastAskedAt: Date
  readonly askedTimes: number
  readonly state: CaseState
  /** The member of staff who has taken it. */
  readonly owner: PersonId | undefined
  readonly takenAt: Date | undefined
  readonly closedAt: Date | undefined
  /** Id of the member of staff, or `system`. */
  readonly closedBy: string | undefined
  readonly answer: CaseAnswer | undefined
  readonly reason: string | undefined
  /** Questions of the desk and answers of the person, oldest first. */
  readonly messages: readonly CaseMessage[]
}

export interface CaseMessage {
  readonly at: Date
  /** `person`, or the id of the member of staff. */
  readonly author: string
  readonly text: string
}

/** What happens to a case, and what it becomes by it. What stands nowhere does not happen. Drawn in `README.md`. */
export const caseChanges = {
  'asked-again': { open: 'open', 'asked-back': 'open' },
  'asked-back': { open: 'asked-back', 'asked-back': 'asked-back' },
  replied: { 'asked-back': 'open' },
  answered: { open: 'closed', 'asked-back': 'closed' },
  'resolved-itself': { open: 'closed', 'asked-back': 'closed' },
} as const satisfies Record<string, Partial<Record<CaseState, CaseState>>>

export type CaseChange = keyof typeof caseChanges

/** The states in which something can happen to a case: what the statements of the store ask for. */
export function statesBefore(change: CaseChange): CaseState[] {
  return Object.keys(caseChanges[change]) as CaseState[]
}

/** `R-2026-0418`. Numbers go on through the years: one number is one case. */
export function caseNumber(number: number, openedAt: Date): string {
  return `R-${openedAt.getUTCFullYear()}-${String(number).padStart(4, '0')}`
}

/**
 * The numbers that somebody may mean who types one: as letters have it, with or without its signs, or its last part alone.
 * A bare number is of one case, since numbers go on through the years: of one opened lately.
 */
export function caseNumbersIn(typed: string, now: Date): CaseId[] {
  const [, year = '', number] = /(?<![\p{L}\d])R[\s\p{Pd}]*(\d{4})[\s\p{Pd}]*(\d{4,9})(?![\d@])/iu.exec(typed) ?? []
  if (number !== undefined) return [`R-${year}-${number}` as CaseId]
  if (!/^\s*\d{4,5}\s*$/.test(typed)) return []
  const thisYear = now.getUTCFullYear()
  return [0, 1, 2, 3].map((years) => thisYear - years).map((each) => `R-${each}-${typed.trim()}` as CaseId)
}

/** What a case link carries behind the path, `R-2026-0418.secret`; undefined when it is nothing we ever mailed. */
export function readCaseToken(text: string): { id: CaseId; secret: string } | undefined {
  const [, id, secret] = /^(R-\d{4}-\d{4,9})\.([A-Za-z0-9]{24})$/.exec(text) ?? []
  return id !== undefined && secret !== undefined ? { id: id as CaseId, secret } : undefined
}
