import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { atMost, type Figure } from './figures.ts'
import { answers, freePort } from './program.ts'

const ROUNDS = 5
const BAR = 1500
const root = fileURLToPath(new URL('..', import.meta.url))

/** From the command `npm start` to the first page, on data that is already there. */
export async function start(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  try {
    await firstPage(dataDir)
    const times = []
    for (let round = 0; round < ROUNDS; round++) times.push(await firstPage(dataDir))
    return [{ what: '`npm start` on existing data to the first page', unit: 'ms', rounds: times, bar: atMost(BAR) }]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
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
