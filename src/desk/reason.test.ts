import { expect, test } from 'vitest'
import { holdsNationalId, LONGEST_REASON, readReason } from './reason.ts'

test.each([
  'PESEL 44051401359 checked',
  '440514 01359',
  '440514-013-59',
  '4 4 0 5 1 4 0 1 3 5 9',
  '44051401358, mistyped',
  '4405140135',
  '05121100000',
  '４４０５１４０１３５９',
])('“%s” is not kept: it holds what looks like a PESEL', (text) => {
  expect(readReason(text)).toEqual({ fault: 'national-id' })
  expect(holdsNationalId(text)).toBe(true)
})

test.each([
  'Album number 402113, in person',
  'Called back at +48 126 172 200',
  '61 1090 1014 0000 0712 1981 2874',
  'R-2026-0418, R-2026-0419',
])('“%s” may stand', (text) => {
  expect(readReason(text)).toEqual({ reason: text })
})

test('a reason has words, and not too many; its line breaks are spaces', () => {
  expect(readReason(' \n ')).toEqual({ fault: 'missing' })
  expect(readReason('a'.repeat(LONGEST_REASON + 1))).toEqual({ fault: 'too-long' })
  expect(readReason('In person,\r\n  with the card ')).toEqual({ reason: 'In person, with the card' })
})
