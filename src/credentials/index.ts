export { type BreachCorpus, openBreachCorpus } from './breached.ts'
export { normalisePassword } from './folding.ts'
export { AskerGone, type Caller, createHashGate, type HashCost, type HashGate, HashQueueFull } from './hash.ts'
export { inTurn } from './in-turn.ts'
export type { Verdict } from './judge.ts'
export { measureCost } from './measure-cost.ts'
export { type NewPasswordFaults, newPasswordErrors, newPasswordFaults, newPasswordForm } from './new-password-form.ts'
export { usedBefore, wasUsedBefore } from './password-history.ts'
export { type Judgement, openPasswordJudge, type PasswordJudge } from './password-judge.ts'
export {
  confirmReentry,
  type ReenteredPassword,
  type ReentryOutcome,
  type ReentryParts,
  verifyReentry,
} from './password-reentry.ts'
export type { PersonalData } from './personal-data.ts'
export {
  checkPolicy,
  type PolicyContext,
  type PolicyProfile,
  type Reason,
  type ReasonId,
  type RuleId,
  type RuleVerdict,
} from './policy.ts'
export { type PolicyContextParts, policyContextOf } from './policy-context.ts'
export { findPasswordHashes, passwordSetAt, removePassword, replaceHash, setPassword } from './store.ts'
export type { StrengthLevel } from './strength.ts'
export type { JudgementAsker } from './strength-thread.ts'
export {
  AROUND_A_HASH,
  candidateCosts,
  chooseCost,
  comparisonTime,
  coresToOpen,
  longestWait,
  type MeasuredCost,
  nodesFor,
  openingSignIns,
  queueFor,
  signInsASecond,
} from './tuning.ts'
export { watchedGate } from './watched-gate.ts'
