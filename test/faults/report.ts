import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where `npm run test:faults` reads what to say at its end. */
const file = join(process.cwd(), 'test-output', 'faults-figures.txt')

/** A line of figures for whoever runs the faults. */
export function report(what: string, figures: object) {
  const said = Object.entries(figures).map(([name, value]) => `${name}: ${value}`)
  mkdirSync(join(file, '..'), { recursive: true })
  appendFileSync(file, `${what}: ${said.join(', ')}\n`)
}

/** The least, the middle and the most of some seconds. */
export function medianOf(values: readonly number[]) {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(2)
  return { least: at(0), median: at(0.5), most: at(1) }
}
