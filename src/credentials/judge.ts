import { isDerivedFrom } from './blocklist.ts'
import { defaultContextWords } from './default-context-words.ts'
import { normalisePassword } from './folding.ts'
import { checkPolicy, type PolicyContext, type Reason, type RuleVerdict } from './policy.ts'
import { MEDIUM_FROM, STRONG_FROM, type StrengthJudge, type StrengthLevel } from './strength.ts'

/** All that can be said about a password without the stored ones: the same in the browser and on the server (req 35). */
export interface Verdict {
  readonly rules: readonly RuleVerdict[]
  /** In the order in which a person would mend them; empty exactly when the level is `strong`. */
  readonly reasons: readonly Reason[]
  readonly level: StrengthLevel
}

/** The one policy of reset, activation, change, import and API (req 33). A password is accepted when it is `strong`. */
export function judge(password: string, context: PolicyContext, strength: StrengthJudge): Verdict {
  const { rules, broken } = checkPolicy(password, context)
  const verdict = (level: StrengthLevel, ...more: Reason[]) => ({ rules, reasons: [...broken, ...more], level })
  const text = normalisePassword(password)

  if (text === '' || broken.some(({ id }) => id === 'too-long')) return verdict('weak')
  if (isDerivedFrom(text, [...defaultContextWords, ...context.contextWords]))
    return verdict('weak', { id: 'context-word', rule: 'blocklist' })
  if (strength.isCommon(text)) return verdict('weak', { id: 'common', rule: 'blocklist' })

  const guesses = strength.guesses(text)
  if (guesses < STRONG_FROM && broken.length === 0) {
    return verdict(guesses < MEDIUM_FROM ? 'weak' : 'medium', { id: 'too-weak', rule: 'strength' })
  }
  if (broken.length > 0) return verdict(guesses < MEDIUM_FROM ? 'weak' : 'medium')
  return verdict('strong')
}
