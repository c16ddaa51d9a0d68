import { checkPesel } from '../people/index.ts'

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

/**
 * Whether somewhere in the text stands what may be a PESEL: ten or eleven digits in one piece, or eleven with spaces,
 * hyphens or dots between them that pass as one. The tenth digit is enough: the last follows from the others.
 */
export function holdsNationalId(text: string): boolean {
  const digits = text.normalize('NFKC')
  if (/(?<!\d)\d{10,11}(?!\d)/.test(digits)) return true
  return (digits.match(/\d(?:[\s.\p{Pd}]{0,2}\d)+/gu) ?? []).some((run) => hasPesel(run.replace(/\D/g, '')))
}

function hasPesel(digits: string) {
  return Array.from({ length: Math.max(0, digits.length - 10) }, (_, at) => digits.slice(at, at + 11)).some(
    (eleven) => checkPesel(eleven).ok,
  )
}
