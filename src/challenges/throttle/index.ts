export { mayHearNotRecognized } from './negative-answers.ts'
export { isWithin, sourceBlock } from './source.ts'
export {
  clearAccount,
  countFailure,
  findLane,
  forgetThrottlesBefore,
  laneWaits,
  passLane,
  takeFromBudget,
} from './store.ts'
export { isWaiting, judgeSource, type LaneLimits, type LaneState, type SourceState, waitAfter } from './throttle.ts'
