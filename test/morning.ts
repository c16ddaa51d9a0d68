import type { Keys } from '../src/config/index.ts'
import { keyring, Secret } from '../src/world/index.ts'

/** When every test begins: a Monday morning in term. */
export const MORNING = '2026-11-23T08:00:00Z'

export const testKeys: Keys = {
  app: keyring(new Secret('only-for-tests-abcdefghijklmnopqrstuvwxyz-0123456789')),
  pesel: keyring(new Secret('only-for-tests-zyxwvutsrqponmlkjihgfedcba-9876543210')),
}
