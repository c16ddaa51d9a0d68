import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Installation } from './alone.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const main = join(root, 'dist', 'main.js')

/** As `npm start` and the files in `deploy/` have them (decision 218). */
const HEAPS = { MALLOC_ARENA_MAX: '1' }
const FLAGS = ['--max-semi-space-size=4', '--initial-old-space-size=48', '--heap-growing-percent=50']

/** Where the program runs, and which copy of it: by default on all cores, and the one that is built here. */
export interface Place {
  readonly core?: number
  readonly own?: Installation
}

export interface RunningProgram {
  readonly origin: string
  /** Milliseconds from the command to the first page. */
  readonly firstPageAfter: number
  readonly pid: number
  stop(): Promise<void>
}

/** The built program over a data folder of its own, as `npm start` runs it; with `core` it and its PostgreSQL share that one core. */
export function startProgram(
  dataDir: string,
  environment: Record<string, string> = {},
  { core, own }: Place = {},
): Promise<RunningProgram> {
  const settings = { ...HEAPS, DATA_DIR: dataDir, LOG_LEVEL: 'error', ...environment }
  return startServer([...onCore(core, own?.node), ...FLAGS, own?.main ?? main], settings)
}

/** A command that serves pages at `PORT`, once the first of them is there. */
export async function startServer(
  [command = '', ...words]: readonly string[],
  environment: Record<string, string> = {},
): Promise<RunningProgram> {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(command, words, {
    cwd: root,
    env: { ...process.env, PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const origin = `http://localhost:${port}`
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let running = true
  void gone.then(() => {
    running = false
  })
  while (!(await answers(origin))) {
    if (!running) throw new Error('The program ended before it served a page.')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return {
    origin,
    firstPageAfter: performance.now() - begun,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Node, held to one core where one is named. */
export function onCore(core: number | undefined, node: string = process.execPath): readonly string[] {
  return core === undefined ? [node] : ['taskset', '-c', String(core), node]
}

/** One that PostgreSQL may enter, which does not run as root: its files would else lie elsewhere, and be left there. */
export function newDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  chmodSync(folder, 0o711)
  return folder
}

/** Runs `work` on a program with fresh data, and leaves nothing behind. */
export async function withProgram<Result>(
  work: (program: RunningProgram, dataDir: string) => Promise<Result>,
  environment: Record<string, string> = {},
  place: Place = {},
): Promise<Result> {
  const dataDir = newDataFolder()
  const program = await startProgram(dataDir, environment, place)
  try {
    return await work(program, dataDir)
  } finally {
    await program.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function answers(origin: string): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/`)
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
