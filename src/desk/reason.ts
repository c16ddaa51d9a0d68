import { withoutPesel } from '../people/index.ts'

export const SHORTEST_REASON = 3
export const LONGEST_REASON = 500

export type ReasonFault = 'missing' | 'too-long' | 'national-id'

/** Why a member of staff acts: kept in the audit trail beside the name, so nothing may stand in it that must not (req 43). */
export function readReason(typed: string): { reason: string } | { fault: ReasonFault } {
  const reason = typed.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (reason.length < SHORTEST_REASON) return { fault: 'missing' }
  if (reason.length > LONGEST_REASON) return { fault: 'too-long' }
  return holdsNationalId(reason) ? { fault: 'national-id' } : { reason }
}

/** Whether somewhere in the text stands what may be a PESEL. */
export function holdsNationalId(text: string): boolean {
  const digits = text.normalize('NFKC')
  return dotted(digits) !== digits
}

/** What was typed, to be shown in its form again: dots instead of what may be a PESEL, and all else as it was (req 43). */
export function withoutNationalId(text: string): string {
  const hidden = dotted(text)
  return holdsNationalId(hidden) ? dotted(text.normalize('NFKC')) : hidden
}

/**
 * Dots instead of eleven digits that pass as a PESEL, however they are set apart, and of ten or eleven in one piece, which
 * may be one with a mistyped digit. The tenth digit is enough: the last follows from the others.
 */
function dotted(text: string): string {
  return withoutPesel(text).replace(IN_ONE_PIECE, (digits) =>
    TELEPHONE.test(digits) ? digits : '•'.repeat(digits.length),
  )
}

const IN_ONE_PIECE = /(?<![0-9０-９]|\+(?=48))[0-9０-９]{10,11}(?![0-9０-９])/g

/** A number of Poland with 48 before it and no plus sign. Whoever was born in 1948 has a PESEL that begins alike, and goes on with a day. */
const TELEPHONE = /^48(?!(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))[0-9]{9}$/
