export { acceptAppSecret, beginKeyChecks, type KeyFault, keyFaultSentence, misfitKeys } from './tasks.ts'
