export { answerDay } from './answer-day.ts'
export { type Case, type CaseMessage, caseNumbersIn, readCaseToken } from './case.ts'
export {
  addressesIn,
  type Compared,
  type Comparison,
  compareWithRegistry,
  personOf,
  type RegistryFinds,
  type Suggestion,
} from './comparison.ts'
export * from './help-requests/index.ts'
export type { CaseLetters } from './letters.ts'
export {
  askBack,
  closeCase,
  countCases,
  countOpenCases,
  countWaitingCases,
  findCase,
  findCaseKinds,
  findCaseSecret,
  findOpenCasesOf,
  giveCaseBack,
  listOpenCases,
  lockCase,
  openOrJoinCase,
  type ProvedRequest,
  reply,
  searchCases,
  takeCase,
} from './store.ts'
export { findInRegistry, SETTLE_CASES, type SendLink, settleCases, settleSoon } from './tasks.ts'
