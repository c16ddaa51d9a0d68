import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { createHashGate } from '../hash.ts'
import { isKeptWithin, isOldHash, spellOldHash } from './old-hash.ts'
import { readOldHash } from './read-old-hash.ts'
import { shaCrypt } from './unix-crypt.ts'
import vectors from './vectors.json' with { type: 'json' }

const whole = await createHashGate({ memory: 1024, passes: 1, atOnce: 2, queue: 1000 })
afterAll(() => whole.stop())
/** Nobody is told to come back later: the vectors are many, and the machine of a test may be slow. */
const gate = await whole.turn({ source: '', gone: () => false }, 1, async (own) => own)

/** What stands in the table after the intake. */
async function stored(written: string) {
  const old = readOldHash(written)
  if ('fault' in old) throw new Error(`${old.fault}: ${written}`)
  return spellOldHash(old, isKeptWithin(old.kind) ? await gate.hash(old.expected) : old.expected)
}

describe('a password hashed by another system', () => {
  test('is known again by every tool of the list, and no other password is', async () => {
    const wrong = await Promise.all(
      vectors.map(async ({ by, password, hash }) => {
        const kept = await stored(hash)
        const [right, other] = await Promise.all([
          gate.verify(kept, password.normalize('NFC'), password),
          gate.verify(kept, `${password.slice(0, 20)}?`),
        ])
        return right && !other && isOldHash(kept) ? [] : [by]
      }),
    )
    expect(wrong.flat()).toEqual([])
  })

  test('is known as it was typed, in a turn and out of one', async () => {
    const decomposed = vectors.find(({ password }) => password !== password.normalize('NFC'))
    if (!decomposed) throw new Error('The list has one with a decomposed accent.')
    const { password, hash } = decomposed
    const kept = await stored(hash)
    for (const each of [gate, whole]) {
      expect(await each.verify(kept, password.normalize('NFC'), password)).toBe(true)
      expect(await each.verify(kept, password.normalize('NFC'))).toBe(false)
    }
  })

  test('by the vectors of the specification of SHA-crypt', () => {
    expect(shaCrypt('Hello world!', '$6$saltstring')).toBe(
      'svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
    )
    expect(shaCrypt('Hello world!', '$5$saltstring')).toBe('5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5')
    expect(shaCrypt('Hello world!', '$5$rounds=10000$saltstringsaltst')).toBe(
      '3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA',
    )
    expect(shaCrypt('the minimum number is still observed', '$6$rounds=10$roundstoolow')).toBe(
      'kUMsbe306n21p9R.FRkW3IGn.S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYYBaHHrsX.',
    )
  })

  test('is left out where it is damaged, costs too much to compare, or hides nothing', () => {
    const faults: Record<string, string> = {
      '': 'unknown-kind',
      $2b$05$short: 'malformed',
      [`$2b$16$${'a'.repeat(53)}`]: 'too-costly',
      [`$2b$99$${'a'.repeat(53)}`]: 'too-costly',
      '{SSHA}AAAA': 'malformed',
      'pbkdf2_sha256$999999999$salt$u/PdSusQvPaQaKUZHPAA9zE4iOmofOXnHO+YNr43GaE=': 'too-costly',
      '$scrypt$ln=30,r=8,p=1$c2FsdA$Tm9zupRB01HoV07/axNuBVt/NZDuQJC8Fg+ACP82R38': 'too-costly',
      '$scrypt$ln=1,r=99999,p=99999$c2FsdA$Tm9zupRB01HoV07/axNuBVt/NZDuQJC8Fg+ACP82R38': 'too-costly',
      '$argon2id$v=19$m=9999999,t=2,p=1$c2FsdHNhbHQ$Tm9zupRB01HoV07/axNuBVt/NZDuQJC8Fg+ACP82R38': 'too-costly',
      [`$6$rounds=999999999$salt$${'a'.repeat(86)}`]: 'too-costly',
      '8846f7eaee8fb117ad06bdd830b7586c': 'too-weak',
      '{MD5}X03MO1qnZdYdgyfeuILPmQ==': 'too-weak',
      rEK1ecacw7oQk: 'too-weak',
      Zaq12wsx: 'unknown-kind',
    }
    expect(Object.fromEntries(Object.keys(faults).map((text) => [text, faultOf(text)]))).toEqual(faults)
  })

  test('is read in a blink whatever it is, and what is read is within the bounds', () => {
    const piece = fc.constantFrom(
      ...vectors.map(({ hash }) => hash),
      '$',
      '$2b$',
      'm=',
      '{SSHA}',
      '9999999999',
      '=',
      ':',
    )
    const began = performance.now()
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 30 })), { maxLength: 6 }), (pieces) => {
        const old = readOldHash(pieces.join(''))
        if (!('fault' in old)) expect(old.settings).not.toContain(':')
      }),
      { numRuns: 2000 },
    )
    for (const { hash } of vectors.slice(0, 40))
      for (let end = 0; end < hash.length; end += 3) readOldHash(hash.slice(0, end) + '$'.repeat(400))
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

function faultOf(text: string) {
  const old = readOldHash(text)
  return 'fault' in old ? old.fault : undefined
}
