import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { atLeast, atMost, byName, ratios, reached, spread } from '../../bench/figures.ts'
import { reportFiles } from '../../bench/report.ts'

test('README, the page of performance and its plots say what the measurements have left', () => {
  for (const [path, content] of Object.entries(reportFiles()))
    expect([path, readFileSync(path, 'utf8')]).toEqual([path, content])
})

test('a bar is held by the median of the rounds, of the figure or of its ratio to the reference of the same round', () => {
  const { raw, ours } = byName([
    { raw: 100, ours: 95 },
    { raw: 50, ours: 44 },
    { raw: 200, ours: 182 },
  ])
  const figure = {
    what: 'ours',
    unit: 'a second',
    rounds: ours,
    reference: { what: 'raw', unit: 'a second', rounds: raw },
  }
  expect(ratios(figure)).toEqual([0.95, 0.88, 0.91])
  expect(reached({ ...figure, bar: atLeast(0.9, 'ratio') })).toBe(true)
  expect(reached({ ...figure, bar: atLeast(0.92, 'ratio') })).toBe(false)
  expect(reached({ ...figure, bar: atMost(90) })).toBe(false)
  expect(spread(figure.rounds, 'a second')).toBe('95 a second (44 to 182)')
})
