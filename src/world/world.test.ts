import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { HandSetClock, keyring, openText, Secret, sameDigest, sealText, secretDigest, systemRandom } from './index.ts'

describe('a secret', () => {
  const secret = new Secret('Rower-pod-mostem-7')

  test('prints as dots wherever it gets to', () => {
    expect(`${secret}`).toBe('•••')
    expect(JSON.stringify({ secret })).toBe('{"secret":"•••"}')
    expect(inspect({ secret })).not.toContain('Rower')
    expect(Object.keys(secret)).toEqual([])
  })

  test('is given out when asked by name', () => {
    expect(secret.reveal()).toBe('Rower-pod-mostem-7')
  })
})

describe('a MAC', () => {
  const keys = keyring(new Secret('one root'))

  test('differs by purpose, by root and by where the parts end', () => {
    const macs = [
      keys.mac('form', 'ab', 'c'),
      keys.mac('form', 'a', 'bc'),
      keys.mac('device', 'ab', 'c'),
      keyring(new Secret('another root')).mac('form', 'ab', 'c'),
    ].map((mac) => mac.toString('hex'))
    expect(new Set(macs).size).toBe(4)
  })

  test('is the same every time', () => {
    expect(sameDigest(keys.mac('form', 'ł'), keys.mac('form', 'ł'))).toBe(true)
  })
})

describe('a seal', () => {
  const keys = keyring(new Secret('one root'))
  const sealed = keys.seal('factor', Buffer.from('Zażółć'), 'alice')
  const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

  test('opens for whom it was made, and shows nothing before', () => {
    expect(keys.open('factor', sealed, 'alice')?.toString()).toBe('Zażółć')
    expect(sealed.includes('Zażółć')).toBe(false)
    expect(keys.seal('factor', Buffer.from('Zażółć'), 'alice').equals(sealed)).toBe(false)
  })

  test('opens for nobody else, for no other purpose, under no other root, and not after a change', () => {
    const changed = Buffer.from(sealed)
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    expect(keys.open('factor', sealed, 'bob')).toBeUndefined()
    expect(keys.open('mailbox', sealed, 'alice')).toBeUndefined()
    expect(keyring(new Secret('another root')).open('factor', sealed, 'alice')).toBeUndefined()
    expect(keys.open('factor', changed, 'alice')).toBeUndefined()
    expect(keys.open('factor', Buffer.from('short'), 'alice')).toBeUndefined()
  })

  test('of a text has one spelling: no character can be changed, not even the last, whose bits partly say nothing', () => {
    for (const text of ['Zażółć', 'Zażółć ', 'Zażółć  ']) {
      const spelled = sealText(keys, 'mailbox', text)
      expect(spelled).toMatch(/^[\w-]+$/)
      expect(openText(keys, 'mailbox', spelled)).toBe(text)
      for (const last of base64url)
        if (last !== spelled.at(-1))
          expect(openText(keys, 'mailbox', spelled.slice(0, -1) + last), `${text} ends in ${last}`).toBeUndefined()
      for (const added of ['=', 'A', '\n', ' ']) expect(openText(keys, 'mailbox', spelled + added)).toBeUndefined()
    }
  })
})

describe('dice', () => {
  test('every letter of a token is as likely as every other', () => {
    const counts = new Map<string, number>()
    for (const letter of systemRandom.token(62_000)) counts.set(letter, (counts.get(letter) ?? 0) + 1)
    expect(counts.size).toBe(62)
    // 1000 expected; seven standard deviations happen to nobody.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(225)
  })

  test('a reference number has no letter that is misheard', () => {
    expect(systemRandom.reference()).toMatch(/^[ABCDEFGHJKMNPQRSTVWXYZ2-9]{4}-[ABCDEFGHJKMNPQRSTVWXYZ2-9]{4}$/)
  })

  test('digests of different lengths are never the same', () => {
    expect(sameDigest(secretDigest('a'), secretDigest('a').subarray(1))).toBe(false)
  })
})

test('a hand-set clock stands still until it is told to go on', async () => {
  const clock = new HandSetClock('2026-11-22T12:00:00Z')
  clock.advance({ hours: 1, minutes: 2, seconds: 3 })
  await clock.pause(500)
  expect(clock.now().toISOString()).toBe('2026-11-22T13:02:03.500Z')
  clock.advance({ hours: -1 })
  expect(clock.elapsed(), 'put back, no time has passed').toBe(3_723_500)
})
