/** docs/performance.md, its plots and the figures of README, out of what the measurements have left: no figure is written by hand. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { bars, lines } from './charts.ts'
import { barShown, type Figure, median, ratios, reached, spread } from './figures.ts'
import { peers } from './peers.ts'
import { keptResults, type Result } from './results.ts'

const plotFolder = 'docs/performance'
const [opening, closing] = ['<!-- figures of bench/results: npm run bench -- report -->\n', '<!-- end of figures -->']

export function writeReport() {
  for (const [path, content] of Object.entries(reportFiles())) {
    mkdirSync(plotFolder, { recursive: true })
    writeFileSync(path, content)
    console.log(`Written: ${path}`)
  }
}

/** Every file that the kept results make, by its path; a test holds that they stand as they are made. */
export function reportFiles(results: Results = keptResults()): Record<string, string> {
  const plots = plotsOf(results)
  return {
    'README.md': readmeWith(results),
    'docs/performance.md': page(results, plots),
    ...Object.fromEntries(plots.map(({ name, svg }) => [`${plotFolder}/${name}.svg`, svg])),
  }
}

type Results = ReadonlyMap<string, Result>

function readmeWith(results: Results): string {
  const readme = readFileSync('README.md', 'utf8')
  const [from, to] = [readme.indexOf(opening), readme.indexOf(closing)]
  if (from < 0 || to < from) throw new Error('README has lost the place of its figures.')
  const rows = [...results].flatMap(([name, { figures }]) =>
    ofReadme(name, figures).map((figure, at) => row(figure, at === 0 ? `\`npm run bench -- ${name}\`` : 'the same')),
  )
  const table = ['| what | figure | to its reference | bar | command |', '| --- | --- | --- | --- | --- |', ...rows]
  return `${readme.slice(0, from + opening.length)}\n${table.join('\n')}\n\n${readme.slice(to)}`
}

/** Of dozens of kinds of requests the one that grows most, and every one that misses its bar. */
function ofReadme(name: string, figures: readonly Figure[]): Figure[] {
  const all = figures.filter(({ bar, inReadme }) => bar || inReadme)
  if (name !== 'scale') return all
  const growth = (figure: Figure) => median(ratios(figure))
  const byGrowth = all.toSorted((one, other) => growth(other) - growth(one))
  return byGrowth
    .filter((figure, at) => at === 0 || !reached(figure))
    .map((figure, at) =>
      at === 0
        ? {
            ...figure,
            what: `${figure.what}: of ${all.length} kinds of requests the one that grows most from 1,000 people to 225,000`,
          }
        : figure,
    )
}

function row(figure: Figure, ...more: readonly string[]) {
  const { what, unit, rounds, reference } = figure
  const had = `${spread(rounds, unit)}${reached(figure) ? '' : ', **missed**'}`
  const ratio = reference ? `${spread(ratios(figure), '')} of ${reference.what}` : ''
  return `| ${[what, had, ratio, barShown(figure), ...more].join(' | ')} |`
}

interface Plot {
  readonly name: string
  readonly title: string
  readonly svg: string
}

/** A plot for each story that has been measured. */
function plotsOf(results: Results): Plot[] {
  const plots: Plot[] = []
  const draw = (name: string, title: string, svg: string) => plots.push({ name, title, svg })
  const figuresOf = (name: string) => results.get(name)?.figures ?? []

  const [signIns] = figuresOf('signin')
  if (signIns?.reference) {
    const title = 'Sign-ins a second, and what the cores can hash'
    const points = (values: readonly number[]) => values.map((value, round) => [round + 1, value] as const)
    const all = [
      { name: signIns.reference.what, points: points(signIns.reference.rounds) },
      { name: signIns.what, points: points(signIns.rounds) },
    ]
    const across = { label: 'rounds', from: 1, to: Math.max(2, signIns.rounds.length), step: 1 }
    draw('sign-ins', title, lines({ title, across, unit: 'a second', lines: all, dots: true }))
  }
  for (const [name, title] of [
    ['signin', 'How long others wait while 32 people sign in'],
    ['storm', 'How long others wait on the morning of registration'],
    ['reset', 'How long the page of the reset takes under load'],
  ] as const) {
    const timed = figuresOf(name).filter(({ percentiles }) => percentiles)
    if (timed.length > 0) draw(`${name}-waiting`, title, waiting(title, timed))
  }
  const page = figuresOf('page').find(({ reference }) => reference)
  if (page) {
    const title = 'The rate of the sign-in page to that of a bare server'
    const others = peers.flatMap(({ peer, pageToBare }) =>
      pageToBare === undefined ? [] : [{ name: peer, values: [pageToBare], others: true }],
    )
    const rows = [{ name: 'Furta', values: ratios(page) }, ...others]
    draw('page', title, bars({ title, unit: 'bare node:http = 1', rows, bar: page.bar?.value, logarithmic: true }))
  }
  const scale = figuresOf('scale').filter(({ reference }) => reference)
  if (scale.length > 0) {
    const title = '225,000 people to 1,000, by request'
    const rows = scale.map((figure) => ({ name: figure.what, values: ratios(figure) }))
    draw('scale', title, bars({ title, unit: 'times as long', rows, bar: scale[0]?.bar?.value }))
  }
  const overload = figuresOf('storm').filter(({ what }) => what.startsWith('goodput'))
  const [{ unit, reference } = {}] = overload
  if (unit !== undefined && reference) {
    const title = 'What is still served under double overload'
    const rows = [
      { name: reference.what, values: reference.rounds, others: true },
      ...overload.map(({ what, rounds }) => ({ name: what, values: rounds })),
    ]
    draw('goodput', title, bars({ title, unit, rows }))
  }
  const samples = results.get('soak')?.samples
  if (samples) draw('memory', 'Memory over two hours of load', memory('Memory over two hours of load', samples))
  return plots
}

function waiting(title: string, figures: readonly Figure[]) {
  const all = figures.map(({ what, percentiles = [] }) => ({
    // The line is every percentile, not the one that has the bar.
    name: what.replace(/, p99$/, ''),
    points: percentiles.slice(0, 99).map((value, at) => [at + 1, value] as const),
  }))
  const across = { label: 'of a hundred, so many are faster', from: 0, to: 100, step: 20 }
  return lines({ title, across, unit: 'ms', lines: all, bar: figures[0]?.bar?.value })
}

function memory(title: string, samples: readonly Record<string, number>[]) {
  const kinds = { pssMiB: 'program and PostgreSQL', programMiB: 'program', postgresMiB: 'PostgreSQL', heapMiB: 'heap' }
  const all = Object.entries(kinds).flatMap(([kind, name]) =>
    samples[0]?.[kind] === undefined
      ? []
      : [{ name, points: samples.map((sample) => [sample.minute ?? 0, sample[kind] ?? 0] as const) }],
  )
  const to = Math.max(1, samples.at(-1)?.minute ?? 1)
  return lines({ title, across: { label: 'minutes', from: 0, to, step: Math.ceil(to / 4) }, unit: 'MiB', lines: all })
}

function page(results: Results, plots: readonly Plot[]): string {
  return `# Performance

Written by \`npm run bench -- report\` out of \`bench/results/\`, which \`npm run bench\` fills. Beside a figure stand the least and the
greatest of its rounds, and what the machine itself could do in the same rounds: figures of two machines differ, ratios hardly.

## How to repeat

\`\`\`sh
npm run bench               # every measurement but soak, then this page: some hours of a quiet machine
npm run bench -- signin     # one of them
npm run bench -- report     # this page and the figures of README, from the results that are kept
\`\`\`

PostgreSQL, the program and the measuring client share the machine, except where a line says "on one core". Nothing else should run.
On a shared machine \`BENCH_ALONE\` says how it is to be had alone ([decision 214](decisions/214-three-rounds-and-the-machine-for-each.md)).

${plots.map(({ name, title }) => `![${title}](performance/${name}.svg)\n`).join('\n')}
${[...results].map(([name, result]) => section(name, result)).join('\n')}
## Peers

These were **not** measured by this bench and not in its runs: they were taken earlier, on two cores, and handed over with the bars that
this program must reach. Which version ran with which settings was not handed over. They say in which region a figure lies, not more.

| peer | figure | how it was had |
| --- | --- | --- |
${peers.map(({ peer, figure, how }) => `| ${peer} | ${figure} | ${how} |`).join('\n')}
`
}

function section(name: string, { date, commit, machine, figures = [] }: Result): string {
  const where = machine
    ? `${date}${commit === undefined ? '' : `, build ${commit}`}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node ${machine.node}, PostgreSQL ${machine.postgres}.`
    : ''
  const table = [
    '| what | figure | to its reference | bar |',
    '| --- | --- | --- | --- |',
    ...figures.map((one) => row(one)),
  ]
  return `## ${name}\n\n\`npm run bench -- ${name}\`. ${where}\n\n${table.join('\n')}\n`
}
