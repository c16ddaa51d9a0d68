import { Worker } from 'node:worker_threads'

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

export interface HashThreads {
  /** One hash, or one verification. Rejects when the thread breaks; the next task finds a fresh one. */
  run(task: HashTask): Promise<string | boolean>
  stop(): Promise<void>
}

interface Thread {
  readonly worker: Worker
  /** Given to it and not answered yet: the one it works at, and those at its door. */
  readonly open: Map<number, { resolve(result: string | boolean): void; reject(error: Error): void }>
  /** Ends it, unless a task comes first. */
  leave?: NodeJS.Timeout | undefined
}

/** Milliseconds after which a thread with nothing to do ends: it holds some 8 MiB, and another is there in 40 ms. */
const IDLE_FOR = 15_000

/**
 * Threads that do nothing but hash, each one hash after the other. The pool that Node shares among files, names and
 * hashes is left alone, so a ticket validation never waits behind hashes; and a thread takes its next task by itself,
 * without waiting for the main thread to come round. A thread starts when there is work for it, and ends when there has been none for
 * a while.
 */
export function startHashThreads(count: number): HashThreads {
  const threads: Thread[] = []
  let lastId = 0

  return {
    run(task) {
      const thread = leastBusy()
      clearTimeout(thread.leave)
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        thread.open.set(id, { resolve, reject })
        thread.worker.ref()
        thread.worker.postMessage({ id, task })
      })
    },
    async stop() {
      await Promise.all(threads.splice(0).map(end))
    },
  }

  function leastBusy(): Thread {
    const [first, ...others] = threads
    if (first === undefined) return startThread()
    const least = others.reduce((one, other) => (other.open.size < one.open.size ? other : one), first)
    return least.open.size > 0 && threads.length < count ? startThread() : least
  }

  function startThread(): Thread {
    const thread: Thread = { worker: new Worker(workerBesideThisFile()), open: new Map() }
    // A thread with nothing to do does not keep the program alive.
    thread.worker.unref()
    thread.worker.on('message', ({ id, result }: { id: number; result: string | boolean }) => {
      const asked = thread.open.get(id)
      thread.open.delete(id)
      if (thread.open.size === 0) rest(thread)
      asked?.resolve(result)
    })
    thread.worker.on('error', (error) => {
      forget(thread)
      for (const { reject } of thread.open.values()) reject(error as Error)
    })
    threads.push(thread)
    return thread
  }

  function rest(thread: Thread) {
    thread.worker.unref()
    thread.leave = setTimeout(() => {
      forget(thread)
      void end(thread)
    }, IDLE_FOR)
    thread.leave.unref()
  }

  function forget(thread: Thread) {
    const place = threads.indexOf(thread)
    if (place >= 0) threads.splice(place, 1)
  }

  function end(thread: Thread) {
    clearTimeout(thread.leave)
    return thread.worker.terminate()
  }
}

/** Beside this file while developing; beside `main.js` in the build. */
function workerBesideThisFile() {
  return new URL(import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.js', import.meta.url)
}
