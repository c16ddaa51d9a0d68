import { rmSync } from 'node:fs'
import { startBareServer } from './bare.ts'
import { atMost, byName, type Figure } from './figures.ts'
import { newDataFolder, type RunningProgram, startProgram, startServer } from './program.ts'

const ROUNDS = 5
const BAR = 1500
const SERVER_BAR = 1000

/** From the command to the first page, on data that is already there: of `npm start`, of the server process alone, and of a bare server. */
export async function start(): Promise<Figure[]> {
  const dataDir = newDataFolder()
  const npmStart = () => startServer(['npm', 'start', '--silent'], { DATA_DIR: dataDir, LOG_LEVEL: 'error' })
  try {
    await firstPageOf(npmStart)
    const rounds = []
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({
        bare: await firstPageOf(startBareServer),
        npm: await firstPageOf(npmStart),
        server: await firstPageOf(() => startProgram(dataDir)),
      })
    }
    const of = byName(rounds)
    const reference = { what: 'a bare node:http server of one file', unit: 'ms', rounds: of.bare }
    return [
      {
        what: '`npm start` on existing data to the first page',
        unit: 'ms',
        rounds: of.npm,
        reference,
        bar: atMost(BAR),
      },
      {
        what: 'the server process, to the first page',
        unit: 'ms',
        rounds: of.server,
        reference,
        bar: atMost(SERVER_BAR),
      },
    ]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function firstPageOf(begin: () => Promise<RunningProgram>): Promise<number> {
  const { firstPageAfter, stop } = await begin()
  await stop()
  return firstPageAfter
}
