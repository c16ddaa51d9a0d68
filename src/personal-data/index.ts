export { findMergedInto } from './erasure/store.ts'
export {
  confirmationOf,
  type ErasureOutcome,
  type ErasureParts,
  erasePerson,
  erasePersonWithin,
  liftErasure,
} from './erasure/tasks.ts'
export {
  areDays,
  asCsv,
  asJson,
  type Culprit,
  type Days,
  type ReachWay,
  reachKeys,
  reachWays,
} from './reach/reach.ts'
export { findServiceEver, type ReachParts, type Reporter, reportReach } from './reach/tasks.ts'
export { type Purpose, type Rule, rules, type TableName, type ToldPurpose, toldRules } from './retention/rules.ts'
export { keepRules, type RetentionParts } from './retention/tasks.ts'
