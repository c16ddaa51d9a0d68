export { holdsCertificates } from './certificates.ts'
export { type Clock, HandSetClock, systemClock } from './clock.ts'
export { dkimRecord, makeDkimKey, readDkimKey } from './dkim-key.ts'
export { garbageCollector } from './garbage.ts'
export { canGiveWay, giveWay, isAllIdle, ownPriority } from './give-way.ts'
export { writeNewFile } from './new-file.ts'
export { makeFolder } from './new-folder.ts'
export { digestOf, type OldDigest, pbkdf2Of, scryptOf } from './old-digests.ts'
export { type Random, systemRandom } from './random.ts'
export {
  fingerprint,
  hmacSha1,
  type Keyring,
  keyring,
  openText,
  type RootKeyring,
  runningDigest,
  Secret,
  sameDigest,
  sealText,
  secretDigest,
  slowDigest,
} from './secret.ts'
export { newSigningKey, type PrivateJwk, type SigningAlgorithm } from './signing-keys.ts'
export { realWorld, type World } from './world.ts'
