export {
  BadPeselKey,
  beginProofKeys,
  describePeselKeys,
  openProofKeys,
  type PeselKeyLine,
  type ProofKeys,
  proveAndRekey,
  retirePeselKey,
  rotatePeselKey,
} from './tasks.ts'
