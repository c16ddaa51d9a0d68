import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** What the program itself says of its day, in milliseconds and MiB. */
export interface Inside {
  /** How late its main thread came to what was due. */
  readonly delay: { readonly half: number; readonly p99: number; readonly most: number }
  readonly collections: number
  readonly longestCollection: number
  readonly heapUsed: number
  readonly heapTotal: number
  readonly external: number
}

const TELL = 'SIGUSR2'
const file = process.env.STORM_INSIDE

// Loaded into the program by the bench, before anything of its own. It tells when it is asked: a file each second would hold it up.
if (isMainThread && file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  let collections = 0
  let longestCollection = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      collections += 1
      longestCollection = Math.max(longestCollection, duration)
    }
  }).observe({ entryTypes: ['gc'] })
  const look = () => {
    const { heapUsed, heapTotal, external } = process.memoryUsage()
    const inside: Inside = {
      delay: { half: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, most: delay.max / 1e6 },
      collections,
      longestCollection,
      heapUsed: heapUsed / 2 ** 20,
      heapTotal: heapTotal / 2 ** 20,
      external: external / 2 ** 20,
    }
    writeFileSync(`${file}.new`, JSON.stringify(inside))
    renameSync(`${file}.new`, file)
  }
  process.on(TELL, look)
}

/** What the program says of itself by now. */
export async function lookInside(pid: number, insideFile: string): Promise<Inside> {
  rmSync(insideFile, { force: true })
  process.kill(pid, TELL)
  for (let waited = 0; !existsSync(insideFile); waited += 20) {
    if (waited > 10_000) throw new Error('The program does not say how it is inside.')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return JSON.parse(readFileSync(insideFile, 'utf8'))
}
