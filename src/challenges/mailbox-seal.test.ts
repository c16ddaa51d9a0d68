import { describe, expect, test } from 'vitest'
import { asPersonId } from '../database/index.ts'
import { keyring, Secret } from '../world/index.ts'
import { readMailboxSeal, sealMailbox } from './mailbox-seal.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const DAY = 86_400_000
const keys = keyring(new Secret('one root'))
const reader = { person: asPersonId('bob-of-krakow'), address: 'robert.ćwik@agh.edu.pl' }

describe('the seal of a mailbox', () => {
  test('tells whose mailbox was read, for a week', () => {
    const seal = sealMailbox(keys, reader, noon)
    expect(readMailboxSeal(keys, seal, noon)).toEqual(reader)
    expect(readMailboxSeal(keys, seal, new Date(noon.getTime() + 7 * DAY - 1))).toEqual(reader)
    expect(readMailboxSeal(keys, seal, new Date(noon.getTime() + 7 * DAY))).toBeUndefined()
  })

  test('fits into a URL and shows neither person nor address', () => {
    const seal = sealMailbox(keys, { ...reader, address: `${'a'.repeat(64)}@${'b'.repeat(180)}.example` }, noon)
    expect(seal).toMatch(/^[\w-]+$/)
    expect(readMailboxSeal(keys, seal, noon)?.address).toHaveLength(253)
    for (const hidden of ['bob-of-krakow', 'robert', 'agh.edu'])
      expect(Buffer.from(sealMailbox(keys, reader, noon), 'base64url').includes(hidden)).toBe(false)
  })

  test('is worth nothing when it was changed, cut, or made by somebody else', () => {
    const seal = sealMailbox(keys, reader, noon)
    const changed = `${seal.slice(0, 50)}${seal[50] === 'A' ? 'B' : 'A'}${seal.slice(51)}`
    for (const forged of [
      changed,
      seal.slice(0, -4),
      '',
      'x'.repeat(60),
      sealMailbox(keyring(new Secret('another')), reader, noon),
    ])
      expect(readMailboxSeal(keys, forged, noon)).toBeUndefined()
  })
})
