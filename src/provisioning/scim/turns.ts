import { Problem } from '../../web/index.ts'

/**
 * Lets so many go at once, the others one after another, in their order; who would wait behind too many is told to come back.
 * A search of everybody may keep the database busy for half a minute: ten of them must not take the connections of those who sign in
 * (attack A21).
 */
export function inTurns({ atOnce, mostWaiting }: { atOnce: number; mostWaiting: number }) {
  const waiting: (() => void)[] = []
  let running = 0

  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running < atOnce) running += 1
    else {
      if (waiting.length >= mostWaiting)
        throw new Problem('busy', { retryAfterMs: 5000, because: 'too many searches are waiting' })
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      // The turn is handed on, not given back: nobody can slip in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
