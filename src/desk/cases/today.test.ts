import { expect, test } from 'vitest'
import { startOfDay } from './today.ts'

test.each([
  ['in winter', '2026-11-23T08:00:00.250Z', '2026-11-22T23:00:00.000Z'],
  ['in summer', '2026-07-01T00:30:00.000Z', '2026-06-30T22:00:00.000Z'],
  ['a moment before midnight', '2026-11-22T22:59:59.999Z', '2026-11-21T23:00:00.000Z'],
  ['at midnight', '2026-11-22T23:00:00.000Z', '2026-11-22T23:00:00.000Z'],
])('the day of the university begins at its own midnight (%s)', (_when, now, start) => {
  expect(startOfDay(new Date(now), 'Europe/Warsaw').toISOString()).toBe(start)
})
