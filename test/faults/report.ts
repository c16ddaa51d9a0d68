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
