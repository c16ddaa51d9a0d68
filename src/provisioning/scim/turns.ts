import { Problem } from '../../web/index.ts'

/** `request.caller` is one. */
export interface Asker {
  /** Nobody waits any more: the connection was closed. */
  gone(): boolean
}

interface Waiter extends Asker {
  begin(): void
  giveUp(): void
}

/**
 * Lets so many go at once, the others one after another, in their order; who would wait behind too many is told to come back.
 * A search of everybody may keep the database busy for half a minute: ten of them must not take the connections of those who sign in
 * (attack A21). Nothing is begun for the gone: a client that gives up and asks again would else fill the line with what nobody reads.
 */
export function inTurns({ atOnce, mostWaiting }: { atOnce: number; mostWaiting: number }) {
  let waiting: Waiter[] = []
  let running = 0

  function dropGone() {
    const gone = waiting.filter((one) => one.gone())
    waiting = waiting.filter((one) => !gone.includes(one))
    for (const one of gone) one.giveUp()
  }

  return async <Result>(asker: Asker, work: () => Promise<Result>): Promise<Result> => {
    if (running < atOnce) running += 1
    else {
      dropGone()
      if (waiting.length >= mostWaiting)
        throw new Problem('busy', { retryAfterMs: 5000, because: 'too many searches are waiting' })
      await new Promise<void>((begin, fail) => {
        const giveUp = () => fail(nobodyWaits())
        waiting.push({ gone: () => asker.gone(), begin, giveUp })
      })
    }
    try {
      return await work()
    } finally {
      dropGone()
      // The turn is handed on, not given back: nobody can slip in between.
      const next = waiting.shift()
      if (next) next.begin()
      else running -= 1
    }
  }
}

/** Stands between two statements of a search: the second is not begun where nobody reads what it finds. */
export function expectHeard(asker: Asker): void {
  if (asker.gone()) throw nobodyWaits()
}

function nobodyWaits() {
  return new Problem('slow', { because: 'whoever asked has gone' })
}
