import type { Speaker } from '../language/index.ts'
import { minimumLength, type PolicyContext, type Reason, type ReasonId, type RuleId } from './policy.ts'
import { credentialTexts as texts } from './texts.ts'

/** What to do about a refused password, for the error summary and the field. */
export function reasonSentence(reason: Reason, say: Speaker): string {
  return adviceOn(reason.id, say, reason.minimum ?? 0)
}

/** A rule as the page lists it. */
export function ruleSentence(
  rule: RuleId,
  context: Pick<PolicyContext, 'profile' | 'secondFactor'>,
  say: Speaker,
): string {
  switch (rule) {
    case 'length':
      return say(texts.ruleLength, { minimum: minimumLength(context) })
    case 'classes':
      return say(context.profile === 'passphrase' ? texts.ruleClassesOrLong : texts.ruleClasses)
    case 'personal-data':
      return say(context.profile === 'strict' ? texts.rulePersonalDataStrict : texts.rulePersonalData)
    case 'history':
      return say(texts.ruleHistory)
  }
}

/** What the island says, in the page's language: it carries no texts of its own. `{level}` and `{missing}` are its to fill. */
export interface IslandTexts {
  readonly strength: string
  readonly stillMissing: string
  readonly levels: { readonly weak: string; readonly medium: string; readonly strong: string }
  readonly states: { readonly met: string; readonly open: string; readonly later: string }
  /** Named one after another behind `stillMissing`. */
  readonly missing: { readonly [Id in ReasonId]?: string }
  /** Whole sentences. */
  readonly advice: { readonly [Id in ReasonId]?: string }
}

export function islandTexts(context: Pick<PolicyContext, 'profile' | 'secondFactor'>, say: Speaker): IslandTexts {
  const minimum = minimumLength(context)
  const advice = (id: ReasonId) => `${adviceOn(id, say, minimum)}.`
  return {
    strength: say(texts.strength, { level: '{level}' }),
    stillMissing: say(texts.stillMissing, { missing: '{missing}' }),
    levels: { weak: say(texts.levelWeak), medium: say(texts.levelMedium), strong: say(texts.levelStrong) },
    states: { met: say(texts.stateMet), open: say(texts.stateOpen), later: say(texts.stateLater) },
    missing: {
      'too-short': say(texts.missingLength, { minimum }),
      'lower-case-missing': say(texts.missingLowerCase),
      'upper-case-missing': say(texts.missingUpperCase),
      'digit-or-special-missing': say(texts.missingDigitOrSpecial),
    },
    advice: {
      'too-long': advice('too-long'),
      'control-character': advice('control-character'),
      'personal-data': advice('personal-data'),
      'context-word': advice('context-word'),
      common: advice('common'),
      'too-weak': advice('too-weak'),
    },
  }
}

function adviceOn(id: ReasonId, say: Speaker, minimum: number): string {
  switch (id) {
    case 'too-short':
      return say(texts.tooShort, { minimum })
    case 'too-long':
      return say(texts.tooLong)
    case 'control-character':
      return say(texts.controlCharacter)
    case 'lower-case-missing':
      return say(texts.lowerCaseMissing)
    case 'upper-case-missing':
      return say(texts.upperCaseMissing)
    case 'digit-or-special-missing':
      return say(texts.digitOrSpecialMissing)
    case 'personal-data':
      return say(texts.personalData)
    case 'context-word':
      return say(texts.contextWord)
    case 'common':
      return say(texts.common)
    case 'breached':
      return say(texts.breached)
    case 'too-weak':
      return say(texts.tooWeak)
    case 'used-before':
      return say(texts.usedBefore)
  }
}
