import { type BreachCorpus, openBreachCorpus } from './breached.ts'
import { normalisePassword } from './folding.ts'
import { checkPolicy, isTooLong, type PolicyContext, type Reason, type RuleVerdict } from './policy.ts'
import { type JudgementAsker, type StrengthThread, strengthThread } from './strength-thread.ts'

/** `rules` is for the page, which marks the broken ones. */
export type Judgement =
  | { readonly acceptable: true }
  | { readonly acceptable: false; readonly reasons: readonly Reason[]; readonly rules: readonly RuleVerdict[] }

/** The server's judge of new passwords; history is the store's to compare. */
export interface PasswordJudge {
  /**
   * The one entry for reset, first password, change, import and API alike (req 33). Verdicts for one `asker` wait behind each other, and not
   * in front of everybody else; a sign-in has none.
   * @throws `HashQueueFull`, or `AskerGone`.
   */
  judgePassword(password: string, context: PolicyContext, asker?: JudgementAsker): Promise<Judgement>
  stop(): Promise<void>
}

export interface PasswordJudgeOptions {
  /** Path of a breach list (`breached.ts`); without one the built-in common passwords serve. */
  readonly breachCorpus?: string | undefined
  /** Another one than ours, for tests that decide how long a verdict takes. */
  readonly thread?: StrengthThread
}

/**
 * The thread starts with the first question.
 * @throws when `breachCorpus` is no such list.
 */
export function openPasswordJudge(options: PasswordJudgeOptions = {}): PasswordJudge {
  const { breachCorpus, thread = strengthThread() } = options
  const corpus = breachCorpus === undefined ? undefined : openBreachCorpus(breachCorpus)
  return {
    judgePassword: (password, context, asker) => judgePassword({ password, context, asker }, thread, corpus),
    stop: () => thread.stop(),
  }
}

async function judgePassword(
  { password, context, asker }: { password: string; context: PolicyContext; asker: JudgementAsker | undefined },
  thread: StrengthThread,
  corpus: BreachCorpus | undefined,
): Promise<Judgement> {
  if (isTooLong(password)) {
    const { rules, broken } = checkPolicy(password, context)
    return { acceptable: false, reasons: broken, rules }
  }
  const [{ rules, reasons }, breached] = await Promise.all([
    thread.judge(password, context, asker),
    corpus?.has(normalisePassword(password)) ?? false,
  ])
  const all: Reason[] = breached ? [...reasons, { id: 'breached', rule: 'blocklist' }] : [...reasons]
  return all.length === 0 ? { acceptable: true } : { acceptable: false, reasons: all, rules }
}
