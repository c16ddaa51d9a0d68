/** Twelve characters of thirty: 58 bits, far more than five tries need (req 90 asks for 40). */
export const CODE_CHARACTERS = 12
/** Wrong tries that kill a code: by then a stranger has had one chance in 10^17. */
export const WRONG_TRIES = 5

/** As people read and hear it: `K7QF-29TD-M4XW`. */
export function codeInGroups(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? ''
}

/** What was typed, in any case, with or without hyphens and spaces: paper, telephone and clipboard all add their own. */
export function codeTyped(typed: string): string {
  // No code is longer: what follows cannot make it right, and need not be looked at.
  return typed
    .slice(0, 64)
    .replace(/[\s\p{Pd}\p{Cf}]+/gu, '')
    .toUpperCase()
}

/** Whether the text can be a code at all: public arithmetic, which tells nothing. */
export function isCode(typed: string): boolean {
  return /^[A-HJKMNP-TV-Z2-9]{12}$/.test(codeTyped(typed))
}
