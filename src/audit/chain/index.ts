export { BadAuditChain, type ChainParts, forgetEventsBefore, forgetSourcesBefore, sealEvents } from './tasks.ts'
export { type Break, type Verification, verifyTrail } from './verify-tasks.ts'
export { keepWitness, readWitness, type Witness } from './witness-tasks.ts'
