import type { ProofKind } from '../database/index.ts'
import { canonicalAnswer } from '../people/index.ts'

/** How many wrong answers are borne (req 45). The budget belongs to the person; a new link does not refill it. */
export interface QuestionLimits {
  readonly perLink: number
  readonly per30Days: number
  readonly per365Days: number
  readonly typingErrorsPerLink: number
}

/** Wrong answers of one person through any links; those the desk has forgiven do not count. */
export interface WrongAnswers {
  readonly last30Days: number
  readonly last365Days: number
}

/** Whether the question may be answered at all. Said before an answer is compared: a right one does not help any more. */
export function isBudgetSpent(past: WrongAnswers, limits: QuestionLimits): boolean {
  return past.last30Days >= limits.per30Days || past.last365Days >= limits.per365Days
}

/** Whether a link has borne all the wrong answers, or all the typing errors, that one link bears. */
export function isLinkBurnt(
  link: { readonly wrongAnswers: number; readonly typingErrors: number },
  limits: QuestionLimits,
): boolean {
  return link.wrongAnswers >= limits.perLink || link.typingErrors > limits.typingErrorsPerLink
}

/** The kinds of proof an answer is read as. `none` asks nothing. */
type AskedKind = Exclude<ProofKind, 'none'>
const askedKinds: readonly AskedKind[] = ['pesel', 'birth_date', 'document']

/**
 * Whether the text cannot be right for anybody: an impossible date, a wrong check digit, no answer of any kind.
 * Such an answer tells nothing, so it costs nothing (requirements §3.4). It is judged without looking at the person,
 * so that it does not tell which kind of proof the person has either.
 */
export function isTypingError(typed: string): boolean {
  return !askedKinds.some((kind) => isReadable(kind, typed))
}

function isReadable(kind: AskedKind, typed: string) {
  // Eleven digits are meant as a PESEL: a document number of that shape would make every typing error count.
  const meantAsPesel = /^[\d\p{Zs}\t\p{Pd}]{10,}$/u.test(typed)
  if (kind === 'document' && meantAsPesel) return false
  return canonicalAnswer(kind, typed).kind === 'answer'
}
