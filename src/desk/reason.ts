/** What somebody at the desk writes in their own words: it stays in the audit trail, or goes into a letter. */
export const LONGEST_REASON = 500

export type ReasonFault = 'missing' | 'too-long' | 'national-id'

/** Why a text cannot stand; undefined when it can. */
export function reasonFault(text: string): ReasonFault | undefined {
  const reason = text.trim()
  if (reason === '') return 'missing'
  if (reason.length > LONGEST_REASON) return 'too-long'
  return looksLikeNationalId(reason) ? 'national-id' : undefined
}

/**
 * Whether eleven digits stand together, as a PESEL is written or dictated: also a mistyped one must not be kept (req 43).
 * A telephone number with its country has a plus before it.
 */
export function looksLikeNationalId(text: string): boolean {
  return /(?<![\p{Nd}+])(?:\p{Nd}[ \u00a0.-]?){10}\p{Nd}(?!\p{Nd})/u.test(text)
}
