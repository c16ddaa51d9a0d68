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
}

/**
 * Threads that do nothing but hash, each one hash after the other. The pool that Node shares among files, names and
 * hashes is left alone, so a ticket validation never waits behind hashes; and a thread takes its next task by itself,
 * without waiting for the main thread to come round.
 */
export function startHashThreads(count: number): HashThreads {
  const threads = Array.from({ length: count }, startThread)
  let lastId = 0

  return {
    run(task) {
      const thread = threads.reduce((least, other) => (other.open.size < least.open.size ? other : least))
      lastId += 1
      const id = lastId
      return new Promise((resolve, reject) => {
        thread.open.set(id, { resolve, reject })
        thread.worker.ref()
        thread.worker.postMessage({ id, task })
      })
    },
    async stop() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()))
    },
  }

  function startThread(): Thread {
    const thread: Thread = { worker: new Worker(workerBesideThisFile()), open: new Map() }
    // A thread with nothing to do does not keep the program alive.
    thread.worker.unref()
    thread.worker.on('message', ({ id, result }: { id: number; result: string | boolean }) => {
      const asked = thread.open.get(id)
      thread.open.delete(id)
      if (thread.open.size === 0) thread.worker.unref()
      asked?.resolve(result)
    })
    thread.worker.on('error', (error) => {
      for (const { reject } of thread.open.values()) reject(error as Error)
      const place = threads.indexOf(thread)
      if (place >= 0) threads[place] = startThread()
    })
    return thread
  }
}

/** Beside this file while developing; beside `main.js` in the build. */
function workerBesideThisFile() {
  return new URL(import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.js', import.meta.url)
}
