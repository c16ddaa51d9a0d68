import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Browser } from './browser.ts'
import { onCore, type Place, type RunningProgram, startServer } from './program.ts'

const script = fileURLToPath(new URL('./bare-server.mjs', import.meta.url))
const SECONDS = 4
/** Of the times of a process in /proc, a second: USER_HZ of Linux on every machine that Node runs on. */
const TICKS = 100

/** A bare `node:http` server in a process of its own, started and waited for as the program is. */
export function startBareServer({ core, own }: Place = {}): Promise<RunningProgram> {
  return startServer([...onCore(core, own?.node), script])
}

/** What a bare server on the same core does for the same client: the machine's own speed, in pages a second. */
export async function bareRate(place: Place, atOnce: number): Promise<number> {
  const server = await startBareServer(place)
  try {
    await askFor(server, '/', { atOnce })
    return (await askFor(server, '/', { atOnce })).rate
  } finally {
    await server.stop()
  }
}

export interface Asked {
  /** Pages a second. */
  readonly rate: number
  /** Of one core, what the process that serves was busy: near 1 it is what is measured. */
  readonly busy: number
}

/**
 * Asks for a page for four seconds, so many at once. The first time is no measurement: what is hot is compiled in it, as in a server that
 * has been running for a while, and whoever is compared has had it as long. A client that is `awake` looks for answers all the time, and never
 * waits to be woken: that is the work of whoever answers it, on the same machine alone (decision 255).
 */
export async function askFor(
  { origin, pid }: RunningProgram,
  path: string,
  { atOnce, awake = false }: { atOnce: number; awake?: boolean },
): Promise<Asked> {
  const before = secondsOfCore(pid)
  const begun = performance.now()
  let done = 0
  let isOver = !awake
  const look = () => void (isOver || setImmediate(look))
  look()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const browser = new Browser(origin)
      while (performance.now() - begun < SECONDS * 1000) {
        const { status } = await browser.get(path)
        if (status !== 200) throw new Error(`${path} was answered ${status}.`)
        done += 1
      }
      browser.close()
    }),
  )
  isOver = true
  const seconds = (performance.now() - begun) / 1000
  return { rate: done / seconds, busy: (secondsOfCore(pid) - before) / seconds }
}

/** That a process has had since it began, all threads together; Linux alone says it like this. */
function secondsOfCore(pid: number): number {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .slice(11, 13)
    return (Number(user) + Number(system)) / TICKS
  } catch {
    return Number.NaN
  }
}
