export { type ChainState, checkTrail, findChainState } from './check-tasks.ts'
export { sayBreak } from './say-break.ts'
export {
  BadAuditChain,
  type ChainParts,
  forgetEventsBefore,
  forgetSourcesBefore,
  restartChain,
  sealEvents,
} from './tasks.ts'
export { type Break, type Verification, verifyTrail } from './verify-tasks.ts'
export { keepWitness, readWitness, type Witness } from './witness-tasks.ts'
