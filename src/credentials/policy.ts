import { countCharacters, normalisePassword } from './folding.ts'
import { containsPersonalData, isDerivedFromPersonalData, type PersonalData } from './personal-data.ts'

/** Which set of rules the institution has chosen (req 39). `manual` is the default and the manual's. */
export type PolicyProfile = 'manual' | 'passphrase' | 'strict'

/** The rules of the page, in the manual's order. */
export type RuleId = 'length' | 'classes' | 'personal-data' | 'history'

/** `later`: only the server knows, and says so on saving. */
export interface RuleVerdict {
  readonly id: RuleId
  readonly state: 'met' | 'broken' | 'later'
}

/** Why a password is refused. The sentence for each stands in `texts.ts`; `minimum` fills its place there. */
export type ReasonId =
  | 'too-short'
  | 'too-long'
  | 'control-character'
  | 'lower-case-missing'
  | 'upper-case-missing'
  | 'digit-or-special-missing'
  | 'personal-data'
  | 'context-word'
  | 'common'
  | 'breached'
  | 'too-weak'
  | 'used-before'

export interface Reason {
  readonly id: ReasonId
  /** The rule on the page that this breaks; `blocklist` and `strength` have no line there, the meter speaks for them. */
  readonly rule: RuleId | 'characters' | 'blocklist' | 'strength'
  /** Characters asked for, where the sentence names a number. */
  readonly minimum?: number
}

/** Everything the rules need besides the password itself. */
export interface PolicyContext {
  readonly profile: PolicyProfile
  readonly personal: PersonalData
  /** Set by a page that was not told all personal data: the rule is then never `met` there, only `broken` or `later`. */
  readonly personalDataIsPartial?: boolean | undefined
  /** The account has a second factor: `strict` then asks for 8 characters, as NIST SP 800-63B-4 §3.1.1.2 allows. */
  readonly secondFactor?: boolean | undefined
  /** The operator's words beside `defaultContextWords` (req 32). */
  readonly contextWords: readonly string[]
}

export const LONGEST_IN_CHARACTERS = 256
export const LONGEST_IN_BYTES = 1024
/** Normalising shortens a text to a third at most, so what is cut here is too long whatever follows; 100 kB cost nothing. */
const FAR_TOO_LONG = 4 * LONGEST_IN_BYTES
/** From here on the `passphrase` profile waives the character classes. */
const LONG_ENOUGH_FOR_A_PASSPHRASE = 15

/** Judges what needs no dictionary. Runs in the browser while typing and on the server on saving: the same code (req 33, 35). */
export function checkPolicy(password: string, context: PolicyContext): { rules: RuleVerdict[]; broken: Reason[] } {
  const text = normalisePassword(password.slice(0, FAR_TOO_LONG))
  const broken = [
    ...lengthReasons(text, context),
    ...characterReasons(text),
    ...classReasons(text, context),
    ...personalReasons(text, context),
  ]
  const state = (id: RuleId) => (broken.some(({ rule }) => rule === id) ? 'broken' : whenNotBroken(id, context))
  return { rules: rulesOf(context.profile).map((id) => ({ id, state: state(id) })), broken }
}

/** The rules that a profile shows on the page, in order. */
export function rulesOf(profile: PolicyProfile): RuleId[] {
  return profile === 'strict'
    ? ['length', 'personal-data', 'history']
    : ['length', 'classes', 'personal-data', 'history']
}

/** The fewest characters a password may have. */
export function minimumLength({
  profile,
  secondFactor = false,
}: Pick<PolicyContext, 'profile' | 'secondFactor'>): number {
  return profile === 'strict' && !secondFactor ? 15 : 8
}

/** The `passwordrules` attribute: what a password manager needs to know to invent an acceptable password. */
export function passwordRules(context: Pick<PolicyContext, 'profile' | 'secondFactor'>): string {
  switch (context.profile) {
    case 'manual':
      return 'minlength: 8; required: lower; required: upper; required: digit, special;'
    case 'passphrase':
      return `minlength: ${LONG_ENOUGH_FOR_A_PASSPHRASE};`
    case 'strict':
      return `minlength: ${minimumLength(context)};`
  }
}

/** Whether a password is over the cap: told before anything slow looks at it (req 27). */
export function isTooLong(password: string): boolean {
  const text = normalisePassword(password.slice(0, FAR_TOO_LONG))
  if (text.length > LONGEST_IN_BYTES) return true
  return countCharacters(text) > LONGEST_IN_CHARACTERS || new TextEncoder().encode(text).length > LONGEST_IN_BYTES
}

function lengthReasons(text: string, context: PolicyContext): Reason[] {
  const minimum = minimumLength(context)
  if (isTooLong(text)) return [{ id: 'too-long', rule: 'length' }]
  return countCharacters(text) < minimum ? [{ id: 'too-short', rule: 'length', minimum }] : []
}

/** Characters that no keyboard types and some program on the way would cut or change: controls, line ends, half characters. */
function characterReasons(text: string): Reason[] {
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text) ? [{ id: 'control-character', rule: 'characters' }] : []
}

/** Letters by Unicode class: `Ż` is an upper case letter. What is no letter is a digit or a special character, a space too (req 28). */
function classReasons(text: string, { profile }: PolicyContext): Reason[] {
  const missing: Reason[] = []
  if (profile === 'strict') return missing
  if (profile === 'passphrase' && countCharacters(text) >= LONG_ENOUGH_FOR_A_PASSPHRASE) return missing
  if (!/\p{Ll}/u.test(text)) missing.push({ id: 'lower-case-missing', rule: 'classes' })
  if (!/\p{Lu}/u.test(text)) missing.push({ id: 'upper-case-missing', rule: 'classes' })
  if (!/[^\p{L}\p{M}\p{C}]/u.test(text)) missing.push({ id: 'digit-or-special-missing', rule: 'classes' })
  return missing
}

function personalReasons(text: string, { profile, personal }: PolicyContext): Reason[] {
  if (isTooLong(text)) return []
  const repeats = profile === 'strict' ? isDerivedFromPersonalData : containsPersonalData
  return repeats(text, personal) ? [{ id: 'personal-data', rule: 'personal-data' }] : []
}

function whenNotBroken(id: RuleId, { personalDataIsPartial = false }: PolicyContext) {
  return id === 'history' || (id === 'personal-data' && personalDataIsPartial) ? 'later' : 'met'
}
