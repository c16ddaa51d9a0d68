import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KindResult, Simulation } from '../test/simulation/simulate.ts'
import { atLeast, atMost, type Figure } from './figures.ts'
import { withTheMachine } from './machine.ts'

const PEOPLE = Number(process.env.SIMULATED_PEOPLE ?? 1000)
const FIRST_SEED = Number(process.env.SIMULATION_SEED ?? Date.now() % 1_000_000)
const ROUNDS = 3

/**
 * A thousand invented people who are not recognized, and some who must not be let in, follow the pages and letters of the
 * whole program for four days; the desks press what their pages suggest. The same walks, fewer of them, are a test.
 */
export async function notRecognized(): Promise<Figure[]> {
  const rounds: KindResult[][] = []
  for (let round = 0; round < ROUNDS; round++) {
    const seed = FIRST_SEED + round
    console.log(`  seed ${seed}   (again, as the first: SIMULATION_SEED=${seed} npm run bench -- not-recognized)`)
    const found = await withTheMachine(() => simulation(seed))
    tell(found)
    rounds.push([...found.kinds])
  }
  // As many of each kind in every round: only the lot differs.
  const sums = (belongs: string, of: 'people' | 'signedIn' | 'withOneClick') =>
    rounds.map((kinds) => kinds.filter((kind) => kind.belongs === belongs).reduce((total, kind) => total + kind[of], 0))
  const came = { inside: sums('in', 'people'), outside: sums('out', 'people') }
  const [inside = 0, outside = 0] = [came.inside[0], came.outside[0]]
  return [
    {
      what: `of ${inside} invented people who are not recognized, at a working password with at most one click at a desk`,
      unit: 'people',
      rounds: sums('in', 'withOneClick'),
      reference: { what: 'those who came', unit: 'people', rounds: came.inside },
      bar: atLeast(0.95 * inside),
    },
    {
      what: `of ${outside} who left, or claim to be somebody else, let in`,
      unit: 'people',
      rounds: sums('out', 'signedIn'),
      reference: { what: 'those who came', unit: 'people', rounds: came.outside },
      bar: atMost(0),
    },
  ]
}

function tell({ kinds, surprises, movedToStrangers }: Simulation) {
  const columns = (cells: readonly (string | number)[]) =>
    cells.map((cell, at) => (at === 0 ? String(cell).padEnd(72) : String(cell).padStart(9))).join('')
  console.log(`  ${columns(['', 'people', 'in', '≤1 click', 'clicks', 'letters'])}`)
  for (const { kind, people, signedIn, withOneClick, clicks, letters } of kinds) {
    console.log(`  ${columns([kind, people, signedIn, withOneClick, clicks, letters])}`)
  }
  console.log(`  accounts moved by the desk to the mailbox of a stranger, and still shut: ${movedToStrangers}`)
  for (const surprise of surprises.slice(0, Number(process.env.SIMULATION_SURPRISES ?? 0)))
    console.log(`\n  ${surprise}`)
}

/** The program is run as the tests run it: with a clock that is set by hand, days pass in minutes. */
async function simulation(seed: number): Promise<Simulation> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-simulation-'))
  const report = join(folder, 'report.json')
  const vitest = join(import.meta.dirname, '..', 'node_modules', '.bin', 'vitest')
  try {
    const child = spawn(vitest, ['run', 'test/simulation/not-recognized.test.ts'], {
      cwd: join(import.meta.dirname, '..'),
      env: {
        ...process.env,
        SIMULATED_PEOPLE: String(PEOPLE),
        SIMULATION_SEED: String(seed),
        SIMULATION_REPORT: report,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (text) => {
      said += text
    })
    await new Promise((resolve) => child.once('close', resolve))
    if (!existsSync(report)) throw new Error(`The simulation came to no end.\n${said}`)
    return JSON.parse(readFileSync(report, 'utf8')) as Simulation
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
