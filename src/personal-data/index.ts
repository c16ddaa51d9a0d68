export {
  confirmationOf,
  type ErasureOutcome,
  type ErasureParts,
  erasePerson,
  liftErasure,
} from './erasure/tasks.ts'
export { type Purpose, type Rule, rules, type TableName, type ToldPurpose, toldRules } from './retention/rules.ts'
export { keepRules, type RetentionParts } from './retention/tasks.ts'
