export {
  beginProofKeys,
  describePeselKeys,
  findPeselHolders,
  openProofKeys,
  type PeselKeyLine,
  type ProofKeys,
  proveAndRekey,
  retirePeselKey,
  rotatePeselKey,
} from './tasks.ts'
