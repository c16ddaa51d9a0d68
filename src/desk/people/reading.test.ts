import { expect, test } from 'vitest'
import { readAddress } from './address.ts'
import { readQuery } from './query.ts'

const domains = ['agh.edu.pl', 'student.agh.edu.pl']

test('a known address is taken, or a new one in a domain of the university', () => {
  expect(readAddress({ address: 'a@agh.edu.pl', newAddress: '' }, domains)).toEqual({ address: 'a@agh.edu.pl' })
  expect(readAddress({ address: 'new', newAddress: ' A@Student.AGH.edu.pl ' }, domains)).toEqual({
    address: 'a@student.agh.edu.pl',
  })
  expect(readAddress({ address: '', newAddress: 'a@agh.edu.pl' }, domains)).toEqual({ address: 'a@agh.edu.pl' })
})

test.each([
  ['', 'missing'],
  ['jan', 'not-an-address'],
  ['jan@example.com', 'foreign-domain'],
  ['jan@sub.agh.edu.pl', 'foreign-domain'],
  ['85030912343@agh.edu.pl', 'national-id'],
])('“%s” is no address to assign: %s', (typed, fault) => {
  expect(readAddress({ address: 'new', newAddress: typed }, domains)).toEqual({ fault })
})

test('a search wants two letters, and never a PESEL', () => {
  expect(readQuery('  ')).toEqual({ fault: 'missing' })
  expect(readQuery('.ł,')).toEqual({ fault: 'too-short' })
  expect(readQuery('850309-12343')).toEqual({ fault: 'national-id' })
  expect(readQuery('8503091234')).toEqual({ fault: 'national-id' })
  expect(readQuery(' Łukasz ')).toEqual({ query: 'Łukasz' })
})
