export {
  beginProofKeys,
  describePeselKeys,
  findPeselHolders,
  openProofKeys,
  type PeselKeyLine,
  type ProofKeys,
  peselKeyFits,
  proveAndRekey,
  retirePeselKey,
  rotatePeselKey,
} from './tasks.ts'
