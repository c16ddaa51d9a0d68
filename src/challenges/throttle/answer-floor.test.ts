import { expect, test } from 'vitest'
import { pauseBeforeAnswer } from './index.ts'

test('work that took less than the floor is not heard, nor is a little more or less of it past the floor', () => {
  expect([0, 20, 150].map((spent) => spent + pauseBeforeAnswer(spent, 150))).toEqual([150, 150, 150])
  expect([151, 210, 214, 300].map((spent) => spent + pauseBeforeAnswer(spent, 150))).toEqual([300, 300, 300, 300])
})

test('a floor of nothing holds nothing back', () => {
  expect(pauseBeforeAnswer(40, 0)).toBe(0)
})

test('a clock that is set back by an hour keeps nobody waiting for an hour', () => {
  expect(pauseBeforeAnswer(-3_600_000, 150)).toBe(150)
})
