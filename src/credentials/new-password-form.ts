import type { Speaker } from '../language/index.ts'
import { type PolicyContext, passwordRules, type Reason, type RuleId, type RuleVerdict, rulesOf } from './policy.ts'
import { type IslandTexts, islandTexts, reasonSentence, ruleSentence } from './sentences.ts'
import { credentialTexts as texts } from './texts.ts'

/** Everything a form for a new password shows and hands to its island; the same wherever a password is chosen (req 33, 34). */
export interface NewPasswordForm {
  readonly rulesTitle: string
  readonly rules: readonly {
    readonly id: RuleId
    readonly state: 'open' | RuleVerdict['state']
    /** The state in words, for those who do not see its shape. */
    readonly stateWord: string
    readonly sentence: string
    /** Behind a rule that only the server can check to the end; seen while the state is `later`. */
    readonly note: string | undefined
  }[]
  /** For the `passwordrules` attribute. */
  readonly passwordRules: string
  readonly island: { readonly context: PolicyContext; readonly texts: IslandTexts }
}

/** `judged` are the server's verdicts on a refused password; without them nothing has been typed yet. */
export function newPasswordForm(
  context: PolicyContext,
  say: Speaker,
  judged: readonly RuleVerdict[] = [],
): NewPasswordForm {
  const rules = rulesOf(context.profile).map((id) => {
    const state: NewPasswordForm['rules'][number]['state'] =
      judged.find((verdict) => verdict.id === id)?.state ?? (mayBeLater(id, context) ? 'later' : 'open')
    return {
      id,
      state,
      stateWord: stateWord(state, say),
      sentence: ruleSentence(id, context, say),
      note: mayBeLater(id, context) ? say(texts.checkedOnSaving) : undefined,
    }
  })
  return {
    rulesTitle: say(texts.rulesTitle),
    rules,
    passwordRules: passwordRules(context),
    island: { context, texts: islandTexts(context, say) },
  }
}

function mayBeLater(id: RuleId, context: PolicyContext) {
  return id === 'history' || (id === 'personal-data' && context.personalDataIsPartial === true)
}

/** What is wrong with the two fields themselves, before any rule is asked. */
export interface NewPasswordFaults {
  readonly password?: 'missing'
  readonly repeat?: 'missing' | 'differs'
}

export function newPasswordFaults({ password, repeat }: { password: string; repeat: string }): NewPasswordFaults {
  return {
    ...(password === '' && { password: 'missing' as const }),
    ...(repeat === '' && { repeat: 'missing' as const }),
    ...(repeat !== '' && password !== '' && repeat !== password && { repeat: 'differs' as const }),
  }
}

/** Faults and reasons in words, for `NewPasswordFields`. */
export function newPasswordErrors(faults: NewPasswordFaults, reasons: readonly Reason[], say: Speaker) {
  return {
    password: [
      ...(faults.password ? [say(texts.passwordMissing)] : []),
      ...reasons.map((reason) => reasonSentence(reason, say)),
    ],
    repeat: faults.repeat && say(faults.repeat === 'missing' ? texts.repeatMissing : texts.repeatDiffers),
  }
}

function stateWord(state: 'open' | RuleVerdict['state'], say: Speaker) {
  switch (state) {
    case 'open':
      return say(texts.stateOpen)
    case 'met':
      return say(texts.stateMet)
    case 'broken':
      return say(texts.stateBroken)
    case 'later':
      return say(texts.stateLater)
  }
}
