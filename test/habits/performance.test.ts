import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { atLeast, atMost, byName, median, ratios, reached, spread } from '../../bench/figures.ts'
import { reportFiles } from '../../bench/report.ts'
import { commitOf, keptResults } from '../../bench/results.ts'
import { newTally, shareIsInAt, waitsOfThoseWhoCame } from '../../bench/storm/visit.ts'
import { AROUND_A_HASH, chooseCost, longestWait, nodesFor, signInsASecond } from '../../src/credentials/index.ts'

const machine = { cores: 2, memoryGiB: 24, kernel: '6.18', node: 'v24.21.0', postgres: '18.4.0' }

test('README, the page of performance and its plots say what the measurements have left', () => {
  for (const [path, content] of Object.entries(reportFiles()))
    expect([path, readFileSync(path, 'utf8')]).toEqual([path, content])
})

test.skipIf(!existsSync('.git'))(
  'a result names the commit that was measured, and whether what was built differs from it',
  () => {
    const clone = mkdtempSync(join(tmpdir(), 'furta-clone-'))
    onTestFinished(() => rmSync(clone, { recursive: true }))
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=Anna', '-c', 'user.email=anna@example.edu', ...words], {
        cwd: clone,
        encoding: 'utf8',
      })
    expect(commitOf(clone)).toBeUndefined()
    git('init', '--quiet')
    mkdirSync(join(clone, 'src'))
    writeFileSync(join(clone, 'src', 'main.ts'), '')
    git('add', '.')
    git('commit', '--quiet', '--message', 'The program')
    writeFileSync(join(clone, 'README.md'), 'Nothing is built of this.')
    const commit = git('rev-parse', 'HEAD').slice(0, 12)
    expect(commitOf(clone)).toBe(commit)
    writeFileSync(join(clone, 'src', 'main.ts'), 'changed')
    expect(commitOf(clone)).toBe(`${commit}+`)
  },
)

test('README leaves out a figure without a bar, but where one with a bar would flatter without it: there it says that none is set', () => {
  const one = { what: 'sign-ins', unit: 'a second', rounds: [171] }
  const readme = (more: object) =>
    reportFiles(new Map([['signin', { date: '2026-11-30', machine, figures: [{ ...one, ...more }] }]]))['README.md']
  expect(readme({ bar: atLeast(150) })).toContain('| sign-ins | 171 a second |  | at least 150 a second |')
  expect(readme({ inReadme: true })).toContain('| sign-ins | 171 a second |  | no bar is set |')
  expect(readme({})).not.toContain('| sign-ins |')

  const kept = [...keptResults().values()].flatMap(({ figures }) => figures.filter(({ inReadme }) => inReadme))
  expect(kept.map(({ what }) => what)).toEqual([
    'the same for a client that sleeps between two answers, and that the server wakes',
    'the same, beside threads that do nothing else',
    'goodput in these seconds, when one block floods on top of it',
    'time from the beginning of the spike until 99 % of them are in',
    'time from the beginning of the spike until the last of them is in',
  ])
})

test('beside the date of a result stands the build that was measured, where it is known', () => {
  const shown = (more: object) =>
    reportFiles(new Map([['page', { date: '2026-11-30', machine, figures: [], ...more }]]))['docs/performance.md']
  expect(shown({ commit: '5f30951a2b3c+' })).toContain(
    '`npm run bench -- page`. 2026-11-30, build 5f30951a2b3c+, 2 cores',
  )
  expect(shown({})).toContain('`npm run bench -- page`. 2026-11-30, 2 cores')
})

test('README and the page of performance name what `npm run bench` leaves out', () => {
  const [, list = ''] = /const BY_NAME_ALONE = \[(.*)\]/.exec(readFileSync('bench/run.ts', 'utf8')) ?? []
  expect(list).toBe("'soak'")
  expect(readFileSync('README.md', 'utf8')).toContain('`npm run bench` repeats all of them but `soak`')
  expect(readFileSync('docs/performance.md', 'utf8')).toMatch(/^npm run bench +# every measurement but soak/m)
})

const figure = (name: string, what: RegExp) => {
  const found = keptResults().get(name)
  const { rounds = [], reference } = found?.figures.find((one) => what.test(one.what)) ?? {}
  const beside = median(reference?.rounds ?? [])
  return { aSecond: median(rounds), beside, cores: found?.machine.cores ?? Number.NaN }
}

test('the nodes that many-nodes.md counts for a university are enough as the measurements go, with one to spare', () => {
  const signIns = figure('signin', /^sign-ins, 32 in flight$/)
  const measured =
    signIns.cores / signIns.aSecond +
    3 / figure('cas', /^tickets issued .*on one core$/).aSecond +
    3 / figure('cas', /serviceValidate of fresh tickets on one core/).aSecond
  const { all, hash, rows } = sizesOfThePage()
  expect(measured).toBeLessThan(all)
  expect(signIns.cores / signIns.beside).toBeLessThan(hash)

  for (const { students, aSecond, cores, nodes, each } of rows) {
    expect(aSecond).toBe(Math.round(students / 150))
    expect(cores).toBeGreaterThanOrEqual((aSecond * all) / 0.8)
    expect((nodes - 1) * each).toBeGreaterThanOrEqual(cores)
  }
})

test('tune asks for the nodes that many-nodes.md counts, and passes no machine that is too small for it', () => {
  const { all, hash, rows } = sizesOfThePage()
  expect(hash + AROUND_A_HASH).toBeCloseTo(all, 6)
  for (const { students: people, cores, nodes, each } of rows) {
    const machine = (threads: number) => {
      const floor = { memory: 19_456, passes: 2, perSecond: threads / hash }
      const dearer = { memory: 32_768, passes: 2, perSecond: floor.perSecond * 0.6 }
      const wishes = { people, memory: 2 ** 20, target: 250, wait: 0, threads }
      return { floor, wishes, chosen: chooseCost([floor, dearer], wishes) }
    }
    const node = machine(each)
    expect(nodesFor(node.floor, node.wishes) + 1).toBe(nodes)
    expect(longestWait(node.floor, people, each) > 0).toBe(nodes > 2)
    // What the page counts together is enough, and one core less is not.
    expect(longestWait(machine(cores).floor, people, cores)).toBe(0)
    if (cores > 1) {
      const less = machine(cores - 1)
      expect(longestWait(less.floor, people, cores - 1)).toBeGreaterThan(0)
      expect(less.chosen).toBe(less.floor)
    }
  }
})

test('of a machine whose morning was measured tune expects no more sign-ins than it served there at its peak', () => {
  const { cores, ...threads } = figure('signin', /^the same, beside threads that do nothing else$/)
  const raw = figure('signin', /^sign-ins, 32 in flight$/).beside
  const peak = figure('storm', /^sign-ins at the peak/)
  // Not every measurement is of one machine: what `tune` would see on that of the storm follows from the raw hashes that each run has.
  const perSecond = threads.beside * (peak.beside / raw)
  expect(signInsASecond({ perSecond }, cores)).toBeLessThan(peak.aSecond)
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

test('who came while a block floods is compared with those who came in the same seconds, whenever they were in', () => {
  const [early, meanwhile, late] = [
    { took: 9, inAt: 28 },
    { took: 25, inAt: 45 },
    { took: 3, inAt: 43 },
  ]
  const all = [early, meanwhile, late]
  const tally = { ...newTally(), took: all.map(({ took }) => took), inAt: all.map(({ inAt }) => inAt) }
  expect(waitsOfThoseWhoCame(tally, 20, 40)).toEqual([meanwhile.took])
})

test('whoever never got in on the morning is not left out of when all were in', () => {
  const tally = { ...newTally(), arrived: 4, inAt: [50, 30, 40] }
  expect([0.5, 0.75, 1].map((share) => shareIsInAt(tally, share, 300))).toEqual([40, 50, 300])
})

/** What `docs/operating/many-nodes.md` reckons a sign-in at, in seconds of a core, and its table. */
function sizesOfThePage() {
  const page = readFileSync('docs/operating/many-nodes.md', 'utf8')
  const [, all, hash] = /reckoned at (0\.\d+) of a core: (0\.\d+) for its/.exec(page) ?? []
  const number = (text = '') => Number(text.replaceAll(',', ''))
  const rows = [...page.matchAll(/^\| ([\d,]+) \| ([\d,]+) \| (\d+) \| (\d+) of (\d+) cores \|/gm)].map((row) => {
    const [students = 0, aSecond = 0, cores = 0, nodes = 0, each = 0] = row.slice(1).map(number)
    return { students, aSecond, cores, nodes, each }
  })
  expect(rows).toHaveLength(4)
  return { all: Number(all), hash: Number(hash), rows }
}
