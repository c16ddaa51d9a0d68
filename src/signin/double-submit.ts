import type { Caller } from '../credentials/index.ts'

interface Attempt {
  readonly form: Buffer
  readonly typed: string
  readonly password: string
  readonly caller: Caller
}

interface UnderWay<Outcome> {
  readonly typed: string
  readonly password: string
  readonly callers: Caller[]
  readonly outcome: Promise<Outcome>
}

/**
 * The same form sent again while its first sending is under way, by an impatient press, is the same attempt: it costs one hash, keeps
 * the first one's turn, and both connections get the one answer. A browser that gave up the first one is thereby still signed in.
 * Whoever sends the same form with the same password from the same browser learns nothing new.
 */
export function oncePerForm<Outcome, A extends Attempt>(act: (attempt: A) => Promise<Outcome>) {
  const underWay = new Map<string, UnderWay<Outcome>>()
  return (attempt: A): Promise<Outcome> => {
    const form = attempt.form.toString('latin1')
    const first = underWay.get(form)
    if (first && first.typed === attempt.typed && first.password === attempt.password) {
      first.callers.push(attempt.caller)
      return first.outcome
    }
    if (first) return act(attempt)
    const { typed, password, caller } = attempt
    const callers = [caller]
    const outcome = act({ ...attempt, caller: { ...caller, gone: () => callers.every((one) => one.gone()) } })
    underWay.set(form, { typed, password, callers, outcome })
    const forget = () => underWay.delete(form)
    outcome.then(forget, forget)
    return outcome
  }
}
