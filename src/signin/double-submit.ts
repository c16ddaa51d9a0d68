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
  readonly outcome: Promise<Outcome>
}

interface UnderWay<Outcome> extends Sent<Outcome> {
  readonly callers: Caller[]
}

interface Unheard<Outcome> extends Sent<Outcome> {
  readonly until: number
}

/** In milliseconds: whoever gave up a page that loads has pressed again by then. */
const REMEMBERED_FOR = 5_000

/**
 * The same form sent again while its first sending is under way, by an impatient press, is the same attempt: it costs one hash, keeps
 * the first one's turn, and both connections get the one answer. A browser that gave up the first one is thereby still signed in, also
 * when its second press comes just after the first has spent the form with nobody left to hear the answer.
 * Whoever sends the same form with the same password from the same browser learns nothing new.
 */
export function oncePerForm<Outcome, A extends Attempt>(
  act: (attempt: A) => Promise<Outcome>,
  { clock, spendsForm }: { clock: Clock; spendsForm: (outcome: Outcome) => boolean },
) {
  const underWay = new Map<string, UnderWay<Outcome>>()
  const unheard = new Map<string, Unheard<Outcome>>()
  const forgetOld = () => {
    const now = clock.now().getTime()
    for (const [form, { until }] of unheard) {
      // One that lies further ahead than any can is of a clock that was put back.
      if (until > now && until <= now + REMEMBERED_FOR) return
      unheard.delete(form)
    }
  }
  clock.every(REMEMBERED_FOR, forgetOld)

  return (attempt: A): Promise<Outcome> => {
    forgetOld()
    const form = attempt.form.toString('latin1')
    const first = underWay.get(form)
    if (first && isSame(first, attempt)) {
      first.callers.push(attempt.caller)
      return first.outcome
    }
    const before = unheard.get(form)
    if (before && isSame(before, attempt)) {
      unheard.delete(form)
      return before.outcome
    }
    return first ? act(attempt) : begin(form, attempt)
  }

  function begin(form: string, attempt: A): Promise<Outcome> {
    const { typed, password, caller } = attempt
    const callers = [caller]
    const nobodyWaits = () => callers.every((one) => one.gone())
    const outcome = act({ ...attempt, caller: { ...caller, gone: nobodyWaits } })
    underWay.set(form, { typed, password, callers, outcome })
    const end = () => underWay.delete(form)
    outcome.then((result) => {
      end()
      if (spendsForm(result) && nobodyWaits())
        unheard.set(form, { typed, password, outcome, until: clock.now().getTime() + REMEMBERED_FOR })
    }, end)
    return outcome
  }
}

function isSame(sent: Pick<Attempt, 'typed' | 'password'>, attempt: Attempt) {
  return sent.typed === attempt.typed && sent.password === attempt.password
}
