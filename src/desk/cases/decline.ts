import type { CaseKind } from '../../database/index.ts'

/** Why a case is declined. A sentence of each but `other` stands in the letter, in the language of whoever asked. */
export const declineReasons = {
  student: ['no-right', 'not-in-registry', 'studies-ended', 'mailbox', 'other'],
  teacher: ['not-in-registry', 'work-ended', 'mailbox', 'other'],
} as const satisfies Record<CaseKind, readonly string[]>

export type DeclineReason = (typeof declineReasons)[CaseKind][number]

/** Characters of a question or of one's own words in a letter. */
export const LONGEST_WORDS = 1000
