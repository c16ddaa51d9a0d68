import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { atLeast, atMost, byName, median, ratios, reached, spread } from '../../bench/figures.ts'
import { reportFiles } from '../../bench/report.ts'
import { keptResults } from '../../bench/results.ts'

test('README, the page of performance and its plots say what the measurements have left', () => {
  for (const [path, content] of Object.entries(reportFiles()))
    expect([path, readFileSync(path, 'utf8')]).toEqual([path, content])
})

test('README and the page of performance name what `npm run bench` leaves out', () => {
  const [, list = ''] = /const BY_NAME_ALONE = \[(.*)\]/.exec(readFileSync('bench/run.ts', 'utf8')) ?? []
  expect(list).toBe("'soak'")
  expect(readFileSync('README.md', 'utf8')).toContain('`npm run bench` repeats all of them but `soak`')
  expect(readFileSync('docs/performance.md', 'utf8')).toMatch(/^npm run bench +# every measurement but soak/m)
})

test('the nodes that many-nodes.md counts for a university are enough as the measurements go, with one to spare', () => {
  const page = readFileSync('docs/operating/many-nodes.md', 'utf8')
  const figure = (name: string, what: RegExp) => {
    const found = keptResults()
    const { rounds = [] } = found.get(name)?.figures.find((one) => what.test(one.what)) ?? {}
    return { aSecond: median(rounds), cores: found.get(name)?.machine.cores ?? Number.NaN }
  }
  const signIns = figure('signin', /^sign-ins, 32 in flight$/)
  const measured =
    signIns.cores / signIns.aSecond +
    3 / figure('cas', /^tickets issued .*on one core$/).aSecond +
    3 / figure('cas', /serviceValidate of fresh tickets on one core/).aSecond
  const reckoned = Number(/reckoned at (0\.\d+) core/.exec(page)?.[1])
  expect(measured).toBeLessThan(reckoned)

  const number = (text = '') => Number(text.replaceAll(',', ''))
  const rows = [...page.matchAll(/^\| ([\d,]+) \| ([\d,]+) \| (\d+) \| (\d+) of (\d+) cores \|/gm)]
  expect(rows).toHaveLength(4)
  for (const [, students, aSecond, cores, nodes, each] of rows) {
    expect(number(aSecond)).toBe(Math.round(number(students) / 150))
    expect(number(cores)).toBeGreaterThanOrEqual((number(aSecond) * reckoned) / 0.8)
    expect((number(nodes) - 1) * number(each)).toBeGreaterThanOrEqual(number(cores))
  }
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
