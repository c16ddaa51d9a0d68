import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { type Memory, memoryOf } from '../pss.ts'

const EVERY = 3_000

/** Looks every three seconds, in a thread of its own: reading takes long, and must not hold up the clock of those who are timed. */
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

if (!isMainThread && typeof workerData === 'number') {
  const look = () => parentPort?.postMessage(memoryOf(workerData))
  look()
  setInterval(look, EVERY)
}
