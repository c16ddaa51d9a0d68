export { type Clock, HandSetClock, systemClock } from './clock.ts'
export { type Random, systemRandom } from './random.ts'
export { fingerprint, type Keyring, keyring, Secret, sameDigest, secretDigest, slowDigest } from './secret.ts'
export { realWorld, type World } from './world.ts'
