import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { atMost, type Figure } from './figures.ts'
import { answers, freePort, newDataFolder, startProgram } from './program.ts'

const ROUNDS = 5
const BAR = 1500
const SERVER_BAR = 1000
const root = fileURLToPath(new URL('..', import.meta.url))

/** From the command to the first page, on data that is already there: of `npm start`, and of the server process alone. */
export async function start(): Promise<Figure[]> {
  const dataDir = newDataFolder()
  try {
    await firstPage(dataDir)
    const times = []
    const ofServer = []
    for (let round = 0; round < ROUNDS; round++) {
      times.push(await firstPage(dataDir))
      ofServer.push(await firstPageOfServer(dataDir))
    }
    return [
      { what: '`npm start` on existing data to the first page', unit: 'ms', rounds: times, bar: atMost(BAR) },
      { what: 'the server process, to the first page', unit: 'ms', rounds: ofServer, bar: atMost(SERVER_BAR) },
    ]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function firstPageOfServer(dataDir: string): Promise<number> {
  const program = await startProgram(dataDir)
  await program.stop()
  return program.firstPageAfter
}

async function firstPage(dataDir: string): Promise<number> {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn('npm', ['start', '--silent'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  while (!(await answers(`http://localhost:${port}`))) await new Promise((resolve) => setTimeout(resolve, 5))
  const time = performance.now() - begun
  child.kill('SIGTERM')
  await gone
  return time
}
