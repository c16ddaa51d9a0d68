import { expect, test } from 'vitest'
import { holdsNationalId, LONGEST_REASON, readReason, withoutNationalId } from './reason.ts'

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
  expect(holdsNationalId(withoutNationalId(text))).toBe(false)
})

test.each([
  'Album number 402113, in person',
  'Called back at +48 126 172 200',
  '61 1090 1014 0000 0712 1981 2874',
  'R-2026-0418, R-2026-0419',
  'Called back at 48601234567',
  'Called back at +48126172200, and at 0048601234567',
])('“%s” may stand', (text) => {
  expect(readReason(text)).toEqual({ reason: text })
  expect(withoutNationalId(text)).toBe(text)
})

test.each([
  ['48070803626', 'a PESEL'],
  ['48070803621', 'one with a mistyped digit'],
  ['+48070803626', 'one behind a plus sign'],
])('%s is no telephone number: it may be %s of somebody born in 1948', (digits) => {
  expect(holdsNationalId(digits)).toBe(true)
})

test.each([
  ['Is 440514-01359 you … or 4405140135?\r\nCall 126172200', 'Is ••••••-••••• you … or ••••••••••?\r\nCall 126172200'],
  ['４４０５１４０１３５９ – ½', '••••••••••• – ½'],
  ['x'.repeat(600).concat(' 44051401358'), 'x'.repeat(600).concat(' •••••••••••')],
])('a form that is shown again has dots for what may be a PESEL, and all else as it was typed', (typed, shown) => {
  expect(withoutNationalId(typed)).toBe(shown)
})

test('digits of other shapes are hidden as well', () => {
  expect(withoutNationalId('𝟒𝟒𝟎𝟓𝟏𝟒𝟎𝟏𝟑𝟓𝟗 it is')).toBe('••••••••••• it is')
})

test('a reason has words, and not too many; its line breaks are spaces', () => {
  expect(readReason(' \n ')).toEqual({ fault: 'missing' })
  expect(readReason('a'.repeat(LONGEST_REASON + 1))).toEqual({ fault: 'too-long' })
  expect(readReason('In person,\r\n  with the card ')).toEqual({ reason: 'In person, with the card' })
})
