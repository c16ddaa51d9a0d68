import type { Caller } from '../credentials/index.ts'
import type { Clock } from '../world/index.ts'

interface Attempt {
  readonly form: Buffer
  readonly typed: string
  readonly password: string
  readonly caller: Caller
}

interface Sent<Outcome> {
  readonly typed: string
  readonly password: string
  readonly callers: Caller[]
  readonly outcome: Promise<Outcome>
}

interface Ended<Outcome> extends Sent<Outcome> {
  readonly until: number
}

/** In milliseconds: whoever gave up a page that loads has pressed again by then. */
const REMEMBERED_FOR = 5_000
/**
 * In milliseconds: that the first connection was closed may be read after the form that came over the second one, or behind a proxy reach us later.
 * Looked after in small steps, as a busy program may come round once in all that time.
 */
const HEARD_OF_WITHIN = 500
const LOOKED_AFTER = 50

/**
 * The same form sent again while its first sending is under way, by an impatient press, is the same attempt: it costs one hash, keeps
 * the first one's turn, and both connections get the one answer. A browser that gave up the first one is thereby still signed in, also
 * when its second press comes just after the first has spent the form: the answer went to a connection that is closed, and nobody read it.
 * Whoever sends the same form with the same password from the same browser learns nothing new.
 */
export function oncePerForm<Outcome, A extends Attempt>(
  act: (attempt: A) => Promise<Outcome>,
  { clock, spendsForm }: { clock: Clock; spendsForm: (outcome: Outcome) => boolean },
) {
  const underWay = new Map<string, Sent<Outcome>>()
  const ended = new Map<string, Ended<Outcome>>()
  const forgetOld = () => {
    const now = clock.now().getTime()
    for (const [form, { until }] of ended) {
      // One that lies further ahead than any can is of a clock that was put back.
      if (until > now && until <= now + REMEMBERED_FOR) return
      ended.delete(form)
    }
  }
  clock.every(REMEMBERED_FOR, forgetOld)

  return async (attempt: A): Promise<Outcome> => {
    forgetOld()
    const form = attempt.form.toString('latin1')
    const first = underWay.get(form)
    if (first && isSame(first, attempt)) {
      first.callers.push(attempt.caller)
      return first.outcome
    }
    const before = ended.get(form)
    if (before && isSame(before, attempt)) {
      for (let left = HEARD_OF_WITHIN; left > 0 && !isUnheard(before); left -= LOOKED_AFTER)
        await clock.pause(LOOKED_AFTER)
      // Once: of two who wait for it one is told that the form was sent.
      if (isUnheard(before) && ended.delete(form)) return before.outcome
    }
    return underWay.has(form) ? act(attempt) : begin(form, attempt)
  }

  function begin(form: string, attempt: A): Promise<Outcome> {
    const { typed, password, caller } = attempt
    const callers = [caller]
    const outcome = act({ ...attempt, caller: { ...caller, gone: () => isUnheard({ callers }) } })
    const sent = { typed, password, callers, outcome }
    underWay.set(form, sent)
    const end = () => underWay.delete(form)
    outcome.then((result) => {
      end()
      if (spendsForm(result)) ended.set(form, { ...sent, until: clock.now().getTime() + REMEMBERED_FOR })
    }, end)
    return outcome
  }
}

function isUnheard({ callers }: { callers: readonly Caller[] }) {
  return callers.every((one) => one.gone())
}

function isSame(sent: Pick<Attempt, 'typed' | 'password'>, attempt: Attempt) {
  return sent.typed === attempt.typed && sent.password === attempt.password
}
