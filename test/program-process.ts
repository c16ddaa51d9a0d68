import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { THIS_PROGRAM } from './releases.ts'
import { whenDone } from './when-done.ts'

const CACHE = join(process.cwd(), 'node_modules', '.cache', 'compiled')

export interface ProgramProcess {
  readonly name: string
  readonly port: number
  readonly origin: string
  readonly pid: number
  readonly running: boolean
  /** How often it was started. */
  readonly starts: number
  /** The last lines of its log. */
  said(): string
  /** How it answers at a path. */
  status(path: string): Promise<number | 'nobody listens'>
  /** kill -9; resolves when the process has gone. */
  kill(): Promise<void>
  /** Starts it, or the program of another release in its place, and waits until it serves a page. Gives the milliseconds that took. */
  start(program?: string): Promise<number>
  /** Stops it in its tracks, as a machine does that swaps or whose hypervisor moves it; `wake` lets it go on. */
  freeze(): void
  wake(): void
  /** Asks it to end; resolves with its exit code when it has gone. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<number | null>
}

export interface HowToRun {
  readonly name: string
  readonly environment: Record<string, string>
  /** A program other than Node to run it: `faketime`, `prlimit`. */
  readonly under?: readonly string[]
  /** The program of another release. */
  readonly program?: string
}

/** The program as it is shipped, in a process of its own on a port that it keeps over restarts. */
export async function runProgram({ name, environment, under = [], ...how }: HowToRun): Promise<ProgramProcess> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const lines: string[] = []
  let child: ChildProcess | undefined
  let gone: Promise<number | null> = Promise.resolve(null)
  let starts = 0
  let program = how.program ?? THIS_PROGRAM

  const start = async (another = program) => {
    const begun = performance.now()
    program = another
    const [command = process.execPath, ...args] = [...under, process.execPath, program]
    const { PATH = '' } = process.env
    const running = spawn(command, args, {
      // As `npm start` has it: what was parsed once is found parsed by the next start.
      env: { PATH, NODE_ENV: 'test', PORT: String(port), NODE_COMPILE_CACHE: CACHE, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = running
    starts += 1
    gone = new Promise((ended) => running.once('exit', ended))
    for (const stream of [running.stdout, running.stderr])
      stream?.on('data', (part) => {
        lines.push(String(part))
        if (lines.length > 400) lines.splice(0, 200)
      })
    while ((await status('/privacy')) !== 200) {
      if (running.exitCode !== null) throw new Error(`${name} did not start: ${lines.slice(-5).join('')}`)
      // Killed while it was starting: that is as good as any other moment.
      if (running.signalCode !== null) return Number.NaN
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return performance.now() - begun
  }
  const status = (path: string) =>
    fetch(`${origin}${path}`, { signal: AbortSignal.timeout(2_000) }).then(
      async (answer) => {
        await answer.arrayBuffer()
        return answer.status
      },
      () => 'nobody listens' as const,
    )
  const end = async (signal: NodeJS.Signals) => {
    if (child?.exitCode === null && child.signalCode === null) child.kill(signal)
    return gone
  }
  whenDone(async () => void (await end('SIGKILL')))
  await start()
  return {
    name,
    port,
    origin,
    get pid() {
      return child?.pid ?? 0
    },
    get running() {
      return child !== undefined && child.exitCode === null && child.signalCode === null
    },
    get starts() {
      return starts
    },
    said: () => lines.join(''),
    status,
    kill: async () => void (await end('SIGKILL')),
    start,
    freeze: () => void child?.kill('SIGSTOP'),
    wake: () => void child?.kill('SIGCONT'),
    stop(signal = 'SIGTERM') {
      child?.kill('SIGCONT')
      return end(signal)
    },
  }
}
