import { Worker } from 'node:worker_threads'
import { type Clock, systemClock } from '../world/index.ts'

interface Argon2Cost {
  /** KiB */
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
}

export type HashTask =
  | { readonly password: string; readonly cost: Argon2Cost }
  | { readonly password: string; readonly stored: string }
  /** A hash of another system, compared with each spelling; `nobody` is a hash of ours, for the same work. */
  | { readonly spelled: readonly string[]; readonly stored: string; readonly nobody: string }

/** What a thread is given, and what it tells, several at a time. */
export interface Asked {
  readonly id: number
  readonly task: HashTask
}

export interface Answered {
  readonly id: number
  readonly result: string | boolean
}

export interface HashThreads {
  /** One hash, or one verification. Rejects when the thread breaks; the next task finds a fresh one. */
  run(task: HashTask): Promise<string | boolean>
  stop(): Promise<void>
}

interface HashThreadsOptions {
  /** To everything else that runs on this machine: for a program that answers people meanwhile. */
  readonly yields?: boolean
}

interface Thread {
  readonly worker: Worker
  /** Given to it and not told of yet: the one it works at, those at its door, and those that are done but for that. */
  readonly open: Map<number, { resolve(result: string | boolean): void; reject(error: Error): void }>
  /** Whether it had nothing to do at the last look, and has been given nothing since. */
  idle: boolean
}

/** A thread with nothing to do at two looks in a row ends: it holds some 8 MiB, and another is there in 40 ms. */
const LOOKS_EVERY = 10_000
/** A thread that hashes makes few objects: with the room that the main thread has for young ones each would hold 5 MiB more. */
const FEW_OBJECTS = { maxYoungGenerationSizeMb: 1 }

/**
 * Threads that do nothing but hash, each one hash after the other. The pool that Node shares among files, names and
 * hashes is left alone, so a ticket validation never waits behind hashes; and a thread takes its next task by itself,
 * without waiting for the main thread to come round, and tells of several at once while it has more to do. A thread
 * starts when there is work for it, and ends when there has been none for a while.
 */
export function startHashThreads(
  count: number,
  clock: Clock = systemClock,
  { yields = false }: HashThreadsOptions = {},
): HashThreads {
  const threads: Thread[] = []
  let lastId = 0
  const stopLooking = clock.every(LOOKS_EVERY, look)

  return {
    run(task) {
      const thread = leastBusy()
      thread.idle = false
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        thread.open.set(id, { resolve, reject })
        thread.worker.ref()
        thread.worker.postMessage({ id, task } satisfies Asked)
      })
    },
    async stop() {
      stopLooking()
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()))
    },
  }

  function leastBusy(): Thread {
    const [first, ...others] = threads
    if (first === undefined) return startThread()
    const least = others.reduce((one, other) => (other.open.size < one.open.size ? other : one), first)
    return least.open.size > 0 && threads.length < count ? startThread() : least
  }

  function startThread(): Thread {
    const thread: Thread = {
      worker: new Worker(workerBesideThisFile(), { workerData: { yields }, resourceLimits: FEW_OBJECTS }),
      open: new Map(),
      idle: false,
    }
    // A thread with nothing to do does not keep the program alive.
    thread.worker.unref()
    thread.worker.on('message', (answered: readonly Answered[]) => {
      for (const { id, result } of answered) {
        thread.open.get(id)?.resolve(result)
        thread.open.delete(id)
      }
      if (thread.open.size === 0) thread.worker.unref()
    })
    thread.worker.on('error', (error) => {
      forget(thread)
      for (const { reject } of thread.open.values()) reject(error as Error)
    })
    threads.push(thread)
    return thread
  }

  function look() {
    for (const thread of threads.filter(({ open }) => open.size === 0)) {
      if (thread.idle) {
        forget(thread)
        void thread.worker.terminate()
      }
      thread.idle = true
    }
  }

  function forget(thread: Thread) {
    const place = threads.indexOf(thread)
    if (place >= 0) threads.splice(place, 1)
  }
}

/** Beside this file while developing; beside `main.js` in the build. */
function workerBesideThisFile() {
  return new URL(import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.js', import.meta.url)
}
