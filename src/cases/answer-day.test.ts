import { expect, test } from 'vitest'
import { answerDay } from './answer-day.ts'

const by = (asked: string, days: number) => answerDay(new Date(asked), days, 'Europe/Warsaw').toISOString().slice(0, 10)

test('a desk answers in working days: Saturday and Sunday are none', () => {
  expect(by('2026-11-22T13:07:00Z', 2)).toBe('2026-11-24')
  expect(by('2026-11-19T13:07:00Z', 2)).toBe('2026-11-23')
  expect(by('2026-11-20T13:07:00Z', 1)).toBe('2026-11-23')
  expect(by('2026-11-20T13:07:00Z', 30)).toBe('2027-01-01')
})

test('the day begins at midnight of the university', () => {
  expect(by('2026-11-23T22:59:00Z', 1)).toBe('2026-11-24')
  expect(by('2026-11-23T23:01:00Z', 1)).toBe('2026-11-25')
})
