import { describe, expect, test } from 'vitest'
import { asPersonId } from '../database/index.ts'
import { keyring, Secret } from '../world/index.ts'
import { proofDigest, proofKeyring, sameProof } from './proof.ts'

const keys = proofKeyring(new Secret('the key of this year, at least 32 characters'))
const nextKeys = proofKeyring(new Secret('the key of next year, at least 32 characters'))
const alicja = asPersonId('alicja')
const bob = asPersonId('bob')

describe('the digest of a national ID', () => {
  const stored = proofDigest(keys, alicja, 'pesel', '44051401359')

  test('recognises the right answer and no other', () => {
    expect(sameProof(stored, proofDigest(keys, alicja, 'pesel', '44051401359'))).toBe(true)
    expect(sameProof(stored, proofDigest(keys, alicja, 'pesel', '85030912343'))).toBe(false)
  })

  test('is made by a key of the answers, and no compiler lets PESEL_KEY itself make one (decision 207)', () => {
    const root = keyring(new Secret('the key of this year, at least 32 characters'))
    // @ts-expect-error: right until the first rotation, and never after it.
    expect(proofDigest(root, alicja, 'pesel', '44051401359')).toEqual(stored)
  })

  test('of two people with equal numbers looks different', () => {
    expect(proofDigest(keys, bob, 'pesel', '44051401359').digest).not.toEqual(stored.digest)
  })

  test('does not let one kind of proof pass for another', () => {
    expect(sameProof(stored, proofDigest(keys, alicja, 'document', '44051401359'))).toBe(false)
  })

  test('made under another key is not matched and says so by its key id', () => {
    const rekeyed = proofDigest(nextKeys, alicja, 'pesel', '44051401359')
    expect(rekeyed.keyId).not.toBe(stored.keyId)
    expect(sameProof(stored, rekeyed)).toBe(false)
  })

  test('that is not stored is matched by nothing (req 42)', () => {
    expect(sameProof(undefined, stored)).toBe(false)
    expect(sameProof(undefined, { keyId: stored.keyId, digest: Buffer.alloc(32) })).toBe(false)
  })
})
