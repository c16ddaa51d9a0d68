import { Worker } from 'node:worker_threads'
import type { Verdict } from './judge.ts'
import type { PolicyContext } from './policy.ts'

/** One long-lived worker that judges passwords in turn. It starts with the first question. */
export interface StrengthThread {
  /** @throws when the worker breaks or overruns; the next question finds a fresh one. */
  judge(password: string, context: PolicyContext): Promise<Verdict>
  stop(): Promise<void>
}

/** A verdict takes some 10 ms (decision 011) and the first one a second; only a fault of ours takes longer. */
const TIME_LIMIT = 10_000

export function strengthThread(worker: URL = workerBesideThisFile()): StrengthThread {
  let running: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()

  const answer = async (password: string, context: PolicyContext) => {
    running ??= new Worker(worker)
    const thread = running
    try {
      return await ask(thread, { password, context })
    } catch (cause) {
      running = undefined
      await thread.terminate()
      throw new Error('The password could not be judged.', { cause })
    }
  }

  return {
    judge(password, context) {
      const verdict = last.then(() => answer(password, context))
      last = verdict.catch(() => undefined)
      return verdict
    },
    async stop() {
      await last
      await running?.terminate()
      running = undefined
    },
  }
}

/** One question, one answer. An idle thread does not keep the program alive. */
function ask(thread: Worker, question: object): Promise<Verdict> {
  const limit = AbortSignal.timeout(TIME_LIMIT)
  thread.ref()
  return new Promise<Verdict>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    limit.addEventListener('abort', () => reject(limit.reason))
    thread.postMessage(question)
  }).finally(() => {
    thread.removeAllListeners('message')
    thread.removeAllListeners('error')
    thread.unref()
  })
}

/** Beside this file while developing; beside `main.js` in the build, which bundles the thread under this name. */
function workerBesideThisFile() {
  return new URL(import.meta.url.endsWith('.ts') ? './strength-worker.ts' : './strength-worker.js', import.meta.url)
}
