import { availableParallelism } from 'node:os'
import { startHashThreads } from './hash-threads.ts'
import { isOldHash } from './old-hashes/old-hash.ts'

/** Too many people are waiting for a hash: the page says politely to come back (req 127). */
export class HashQueueFull extends Error {
  /** Seconds until the queue is likely to be short again. */
  readonly retryAfter: number

  constructor(retryAfter: number) {
    super('Too many password hashes are waiting.')
    this.retryAfter = retryAfter
  }
}

export interface HashCost {
  /** KiB */
  readonly memory: number
  readonly passes: number
}

export interface HashGate {
  /** argon2id as a PHC string with a salt of its own. Hash after `normalisePassword`. */
  hash(password: string): Promise<string>
  /**
   * `undefined` stands for an account without password: the same work is done, and the answer is no (req 3).
   * `typed` is the password before `normalisePassword`: other systems hashed it as it came.
   */
  verify(stored: string | undefined, password: string, typed?: string): Promise<boolean>
  /** Whether a stored hash was made with less than today's cost, or elsewhere (req 37). */
  isOutdated(stored: string): boolean
  /** How many wait or run, for health pages and measurements. */
  readonly pending: number
  stop(): Promise<void>
}

/**
 * argon2id behind a gate: never more at once than threads, which are as many as cores, a bounded queue, first come first served.
 * More at once would not be faster, only slower for everybody, and would starve the pages.
 */
export async function createHashGate(options: HashCost & { atOnce: number; queue: number }): Promise<HashGate> {
  const atOnce = options.atOnce || availableParallelism()
  // argon2id is what the library takes when no variant is named.
  const cost = { memoryCost: options.memory, timeCost: options.passes, parallelism: 1 }
  const threads = startHashThreads(atOnce)
  // One at work in each thread and one at its door, so that no thread waits for the next task to be brought.
  const places = atOnce * 2
  const waiting: (() => void)[] = []
  let running = 0

  async function through<Result>(work: () => Promise<Result>): Promise<Result> {
    if (running >= places) {
      if (waiting.length >= options.queue) throw new HashQueueFull(retryAfter(waiting.length, atOnce))
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      running += 1
    }
    try {
      return await work()
    } finally {
      // The place is handed on, not given back: nobody can slip in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }

  // Nobody's password: what an unknown account is compared with.
  const hash = async (password: string) => String(await threads.run({ password, cost }))
  const dummy = await hash('\u0000 nobody')

  return {
    hash: (password) => through(() => hash(password)),
    async verify(stored, password, typed = password) {
      const task =
        stored !== undefined && isOldHash(stored)
          ? { spelled: [...new Set([password, typed])], stored, nobody: dummy }
          : { password, stored: stored ?? dummy }
      const matches = await through(() => threads.run(task))
      return matches === true && stored !== undefined
    },
    isOutdated(stored) {
      const [, memory, passes] = /^\$argon2id\$.*\$m=(\d+),t=(\d+),/.exec(stored) ?? []
      return memory === undefined || Number(memory) < options.memory || Number(passes) < options.passes
    },
    get pending() {
      return waiting.length + running
    },
    stop: () => threads.stop(),
  }
}

/** A hash takes some 20 ms of a core; the answer is rounded up generously so that people do not come back into a full queue. */
function retryAfter(waiting: number, atOnce: number) {
  return Math.max(2, Math.ceil((waiting * 0.04) / atOnce))
}
