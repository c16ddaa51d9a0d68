export { checkConnection } from './check.ts'
export type { Problem } from './problem.ts'
export { createPuller } from './puller.ts'
export { sayHeld, sayProblem, sayPull } from './say-pull.ts'
export type { Held, Pull, PulledBy } from './store.ts'
export {
  carryOn,
  lookAfterPulls,
  PULL_FROM_USOS,
  type PullParts,
  pulls,
  pullUnderWay,
  startPull,
  stopPull,
} from './tasks.ts'
