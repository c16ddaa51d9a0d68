/**
 * `npm run bench` runs every measurement but `soak`, `npm run bench -- signin` one of them, `npm run bench -- report` writes
 * docs/performance.md and the figures of README from what the last runs have left in bench/results. Each says the bar it must reach.
 */
import { join } from 'node:path'
import { buildIfChanged } from '../bin/built.mjs'
import { barShown, ratios, reached, spread } from './figures.ts'
import { refuseUnusualPriority } from './machine.ts'
import { commitOf, keep, type Measured } from './results.ts'

/** Each is loaded when it is wanted: what one of them needs keeps no other from running. */
const measurements: Record<string, () => Promise<Measured>> = {
  signin: async () => (await import('./signin.ts')).signIn(),
  cas: async () => (await import('./cas.ts')).cas(),
  oidc: async () => (await import('./oidc.ts')).oidc(),
  page: async () => (await import('./page.ts')).page(),
  reset: async () => (await import('./reset.ts')).reset(),
  start: async () => (await import('./start.ts')).start(),
  memory: async () => (await import('./memory.ts')).memory(),
  scale: async () => (await import('./scale/scale.ts')).scale(),
  import: async () => (await import('./import.ts')).importPeople(),
  scim: async () => (await import('./scim.ts')).scim(),
  desk: async () => (await import('./desk.ts')).desk(),
  audit: async () => (await import('./audit.ts')).audit(),
  storm: async () => (await import('./storm/storm.ts')).storm(),
  soak: async () => (await import('./soak.ts')).soak(),
  'not-recognized': async () => (await import('./not-recognized.ts')).notRecognized(),
}

/** Takes hours, so it runs only when it is named. */
const BY_NAME_ALONE = ['soak']

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => name !== 'report' && !(name in measurements))
if (unknown !== undefined) {
  console.error(
    `There is no measurement called ${unknown}. There are: ${Object.keys(measurements).join(', ')}; report.`,
  )
  process.exit(2)
}
if (wanted.some((name) => name !== 'report') || wanted.length === 0) refuseUnusualPriority()
// What is measured is the built program, as it stands now.
await buildIfChanged()
const commit = commitOf(join(import.meta.dirname, '..'))
let missed = 0
for (const [name, measure] of Object.entries(measurements)) {
  if (wanted.length > 0 ? !wanted.includes(name) : BY_NAME_ALONE.includes(name)) continue
  console.log(`\n${name}`)
  for (const figure of keep(name, await measure(), commit).figures) {
    const { what, unit, rounds, reference, bar } = figure
    if (!reached(figure)) missed += 1
    console.log(`  ${!bar ? '       ' : reached(figure) ? 'reached' : 'MISSED '}  ${what}: ${spread(rounds, unit)}`)
    if (reference)
      console.log(
        `           ${reference.what}: ${spread(reference.rounds, reference.unit)}; ratio ${spread(ratios(figure), '')}`,
      )
    if (bar) console.log(`           bar: ${barShown(figure)}, of ${rounds.length} rounds`)
  }
}
if (wanted.length === 0 || wanted.includes('report')) await (await import('./report.ts')).writeReport()
process.exit(missed > 0 ? 1 : 0)
