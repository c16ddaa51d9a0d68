export {
  type AccountAnswer,
  accountAnswers,
  type DeskAnswer,
  type DeskBecause,
  type DeskHelp,
  deskAnswer,
  maySetPassword,
  maySignIn,
} from './account-answer.ts'
export { type AccountFacts, type AccountState, accountState, accountStates } from './account-state.ts'
export { canonicalAddress, maskedAddress } from './address.ts'
export {
  type AssignOutcome,
  assignAddress,
  connectPerson,
  liftHold,
  setDisabled,
  setLanguage,
  setRoles,
} from './changes/index.ts'
export { deansOfficeOf } from './deans-office.ts'
export {
  type ErasedIdentifier,
  findErased,
  findErasedPerson,
  findErasedSince,
  holdErasures,
  keepErased,
  liftErased,
} from './erased/index.ts'
export {
  canonicalAnswer,
  checkPesel,
  peselCheckDigit,
  peselDateDigits,
  withoutPesel,
} from './national-id.ts'
export { type Merged, type MergeSide, mergedRecord, withAddresses, withStudies } from './one-human.ts'
export { displayName, isUsosId, type Person, plainName, type Study } from './person.ts'
export { type Proof, type ProofKeyring, peselBucket, proofDigest, proofKeyring, sameProof } from './proof.ts'
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
} from './proof-keys/index.ts'
export { searchPeople, searchWords, wordsIn } from './search/index.ts'
export {
  findByAddress,
  findByAlbumNumber,
  findByUsosId,
  findName,
  findPeople,
  findPerson,
  findProof,
  listStudies,
  listStudiesOf,
  lockPerson,
  type NewPerson,
  type PersonRow,
  personIn,
  registryIsEmpty,
  savePeople,
} from './store.ts'
export { studyWords } from './study-words.ts'
