import { Worker } from 'node:worker_threads'
import { type Clock, systemClock } from '../world/index.ts'
import { AskerGone, type Caller, HashQueueFull } from './hash.ts'
import type { Verdict } from './judge.ts'
import type { PolicyContext } from './policy.ts'
import { queueLimits, TurnQueue } from './turn-queue.ts'

/** One long-lived worker that judges passwords in turn. It starts with the first question. */
export interface StrengthThread {
  /**
   * Without `asker` it is a sign-in with an old hash: it has had its turn, so it goes first and no queue is too full for it. They are no more
   * than the turns at the hashes.
   * @throws `HashQueueFull` or `AskerGone` before the work; `HashQueueFull` as well when the worker overruns; and when it breaks: the next
   * question finds a fresh one.
   */
  judge(password: string, context: PolicyContext, asker?: JudgementAsker): Promise<Verdict>
  stop(): Promise<void>
}

/** The person whose link, code or session it is: verdicts for one person wait behind each other, and not in front of everybody else. */
export type JudgementAsker = Pick<Caller, 'gone'> & { readonly owner: string }

/** Some two seconds of the slowest texts (decision 011). */
export const MOST_WAITING = 100
const MS_PER_VERDICT = 20

/** Otherwise the thread has as much room for them as the main thread, and keeps some 5 MiB more for a password now and then. */
export const FEW_YOUNG_OBJECTS = { maxYoungGenerationSizeMb: 2 }

/** A verdict takes some 10 ms (decision 011) and the first one a second; longer takes a fault of ours, or a machine that gets to nothing. */
const TIME_LIMIT = 10_000
/** By then there is a fresh worker, and those who waited behind the one that overran have been judged. */
const AGAIN_AFTER = 5_000

export function strengthThread(worker: URL = workerBesideThisFile(), clock: Clock = systemClock): StrengthThread {
  const queue = new TurnQueue({ ...queueLimits, places: MOST_WAITING })
  const signIns: { begin(): void }[] = []
  let running: Worker | undefined
  let isBusy = false
  let last: Promise<unknown> = Promise.resolve()

  const answer = async (password: string, context: PolicyContext) => {
    running ??= new Worker(worker, { resourceLimits: FEW_YOUNG_OBJECTS })
    const thread = running
    try {
      return await ask(thread, { password, context }, clock)
    } catch (cause) {
      running = undefined
      await thread.terminate()
      if (cause instanceof Overrun) {
        const now = clock.now().getTime()
        throw new HashQueueFull(now + AGAIN_AFTER, now, cause.message)
      }
      throw new Error('The password could not be judged.', { cause })
    }
  }

  async function inTurn(asker: JudgementAsker | undefined, work: () => Promise<Verdict>) {
    if (asker?.gone()) throw new AskerGone()
    if (isBusy) await wait(asker)
    else isBusy = true
    try {
      return await work()
    } finally {
      const next = signIns.shift() ?? queue.next()
      if (next) next.begin()
      else isBusy = false
    }
  }

  function wait(asker: JudgementAsker | undefined) {
    return new Promise<void>((begin, fail) => {
      if (!asker) {
        signIns.push({ begin })
        return
      }
      const waiter = {
        flow: asker.owner,
        weight: 1,
        hashes: 1,
        holder: undefined,
        dueAt: undefined,
        gone() {
          if (!asker.gone()) return false
          fail(new AskerGone())
          return true
        },
        begin,
        refuse: ({ dueAt }: { dueAt: number }) => fail(new HashQueueFull(dueAt, clock.now().getTime())),
      }
      const refusal = queue.join(waiter, clock.now().getTime(), MS_PER_VERDICT)
      if (refusal) waiter.refuse(refusal)
    })
  }

  return {
    judge(password, context, asker) {
      const verdict = inTurn(asker, () => answer(password, context))
      // Without what they came to: each would else hold on to all before it.
      last = Promise.allSettled([last, verdict]).then(() => {})
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
function ask(thread: Worker, question: object, clock: Clock): Promise<Verdict> {
  let timeIsKept = () => {}
  thread.ref()
  return new Promise<Verdict>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    timeIsKept = clock.every(TIME_LIMIT, () => reject(new Overrun('A password was not judged in time.')))
    thread.postMessage(question)
  }).finally(() => {
    timeIsKept()
    thread.removeAllListeners('message')
    thread.removeAllListeners('error')
    thread.unref()
  })
}

class Overrun extends Error {}

/** Beside this file while developing; beside `main.js` in the build, which bundles the thread under this name. */
function workerBesideThisFile() {
  return new URL(import.meta.url.endsWith('.ts') ? './strength-worker.ts' : './strength-worker.js', import.meta.url)
}
