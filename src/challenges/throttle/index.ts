export { pauseBeforeAnswer } from './answer-floor.ts'
export {
  isLetterOfAccountLeft,
  type LetterOfAccount,
  lettersOfEverybody,
  takeLetterOfAccount,
  takeLetterOfSource,
} from './letter-budgets.ts'
export { mayHearNotRecognized } from './negative-answers.ts'
export { REFUSALS_OF_A_SOURCE, REFUSALS_OVERALL, type RefusalParts, recordRefusal } from './refusals.ts'
export { areLeft, type Share, shareOfEverybody, sharesOfSource, takeShares, withinShare } from './shares.ts'
export { SOURCES_OF_A_SITE, siteMark, sourceBlock, sourceMark, sourceSite, sourcesBehind } from './source.ts'
export {
  clearAccount,
  countFailure,
  findLane,
  laneColumns,
  laneValues,
  laneWaits,
  laneWaitsAsAsked,
  passLane,
  takeFromBudget,
} from './store.ts'
export { isWaiting, judgeSource, type LaneLimits, laneLimits, waitAfter } from './throttle.ts'
