import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalAddress, maskedAddress } from './address.ts'

describe('an address is found however it is typed', () => {
  test.each([
    ['alicja.wrona@student.agh.edu.pl', 'alicja.wrona@student.agh.edu.pl'],
    ['  alicja.wrona@student.agh.edu.pl ', 'alicja.wrona@student.agh.edu.pl'],
    ['\u00a0mike@agh.edu.pl\u202f\t', 'mike@agh.edu.pl'],
    ['Alicja.Wrona@Student.AGH.edu.pl', 'alicja.wrona@student.agh.edu.pl'],
    ["o'neill+usos@agh.edu.pl", "o'neill+usos@agh.edu.pl"],
    ['x@żółw.example', 'x@xn--w-uga1v8h.example'],
    ['x@xn--w-uga1v8h.example', 'x@xn--w-uga1v8h.example'],
  ])('%j becomes %j', (typed, canonical) => {
    expect(canonicalAddress(typed)).toBe(canonical)
  })
})

describe('a look-alike leads to nobody (req 7)', () => {
  test.each([
    'm\u0131ke@agh.edu.pl',
    'mi\u212ae@agh.edu.pl',
    '\ufb01ona@agh.edu.pl',
    'M\u0130KE@agh.edu.pl',
    'mike@a\uff47h.edu.pl',
    'mike@agh.edu.p\u2113',
    'mike@\u212a.edu.pl',
    'mike@agh\u3002edu.pl',
    '\u200bmike@agh.edu.pl',
    'mi\u00adke@agh.edu.pl',
    'mike@agh\u00ad.edu.pl',
    '\u043cike@agh.edu.pl',
    '\uff4dike@agh.edu.pl',
  ])('%j', (typed) => {
    expect(canonicalAddress(typed)).toBeUndefined()
  })
})

describe('what cannot be an address of ours is refused', () => {
  test.each([
    '',
    'mike',
    '@agh.edu.pl',
    'mike@',
    'mike@localhost',
    'mike@agh',
    'mike@127.0.0.1',
    'mike@[127.0.0.1]',
    'mike@agh.edu.pl.',
    'mike@-agh.edu.pl',
    'mike@agh..pl',
    '.mike@agh.edu.pl',
    'mi..ke@agh.edu.pl',
    '"mike"@agh.edu.pl',
    '"a b"@agh.edu.pl',
    'mi ke@agh.edu.pl',
    'mike@agh@edu.pl',
    'mike,bob@agh.edu.pl',
    'mike@agh.edu.pl\r\nBcc: bob@agh.edu.pl',
    'mike@agh.edu.pl\n',
    'mi\u0000ke@agh.edu.pl',
    'Mike <mike@agh.edu.pl>',
    'łukasz@agh.edu.pl',
    `${'a'.repeat(65)}@agh.edu.pl`,
    `a@${'b'.repeat(64)}.pl`,
    `a@${'b.'.repeat(126)}pl`,
    'a'.repeat(100_000),
  ])('%j', (typed) => {
    expect(canonicalAddress(typed)).toBeUndefined()
  })
})

test('the longest address allowed is 64 octets before the @ and 254 in all (req 107)', () => {
  const domain = `${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(58)}.pl`
  const longest = `${'a'.repeat(64)}@${domain}`
  expect(longest).toHaveLength(254)
  expect(canonicalAddress(longest)).toBe(longest)
  expect(canonicalAddress(`${'a'.repeat(64)}@d${domain}`)).toBeUndefined()
})

test('the canonical form of a canonical address is itself, and always plain ASCII', () => {
  const nearAddresses = fc
    .tuple(fc.string({ unit: 'grapheme' }), fc.constantFrom('agh.edu.pl', 'żółw.example', 'AGH.pl'))
    .map((parts) => parts.join('@'))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), nearAddresses), (typed) => {
      const canonical = canonicalAddress(typed)
      if (canonical === undefined) return
      expect(canonical).toMatch(/^[\x21-\x7e]+$/)
      expect(canonicalAddress(canonical)).toBe(canonical)
    }),
  )
})

test('two addresses that print differently never become one, but for the case of A-Z', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-composite', minLength: 1, maxLength: 6 }), (local) => {
      const canonical = canonicalAddress(`${local}@agh.edu.pl`)
      if (canonical === undefined) return
      expect(canonical).toBe(`${local.trim().replace(/[A-Z]/g, (letter) => letter.toLowerCase())}@agh.edu.pl`)
    }),
  )
})

test('a masked address shows one letter and the domain', () => {
  expect(maskedAddress('jan.kowal@student.agh.edu.pl')).toBe('j***@student.agh.edu.pl')
})
