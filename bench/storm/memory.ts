import { readdirSync, readFileSync } from 'node:fs'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

const EVERY = 10_000

export interface Memory {
  readonly all: number
  readonly program: number
}

/** Looks every ten seconds, in a thread of its own: reading takes long, and must not hold up the clock of those who are timed. */
export function watchMemory(pid: number) {
  const seen: Memory[] = []
  const thread = new Worker(new URL(import.meta.url), { workerData: pid })
  thread.on('message', (memory: Memory) => seen.push(memory))
  return {
    async stop(): Promise<Memory> {
      await thread.terminate()
      return seen.reduce((most, one) => (one.all > most.all ? one : most), { all: 0, program: 0 })
    },
  }
}

/** PSS of the program and everything it has started, PostgreSQL included, in MiB: shared pages are counted once. */
function pssOf(pid: number): Memory {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1])
    if (parent) parents.set(Number(name), parent)
  }
  const belongs = (one: number): boolean => one === pid || (parents.has(one) && belongs(parents.get(one) as number))
  const pssOfOne = (one: number) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${one}/smaps_rollup`))?.[1] ?? 0) / 1024
  const family = [...new Set([pid, ...parents.keys()])].filter(belongs)
  return { all: family.reduce((sum, one) => sum + pssOfOne(one), 0), program: pssOfOne(pid) }
}

/** A process may have ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

if (!isMainThread && typeof workerData === 'number') {
  const look = () => parentPort?.postMessage(pssOf(workerData))
  setTimeout(look, 3_000)
  setInterval(look, EVERY)
}
