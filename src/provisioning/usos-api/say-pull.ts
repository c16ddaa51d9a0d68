import type { Speaker } from '../../language/index.ts'
import type { Problem } from './problem.ts'
import type { Held, Pull } from './store.ts'
import { heldTexts, problemTexts, pullTexts } from './texts.ts'

/** What is wrong, where, and what to do. */
export function sayProblem(say: Speaker, { kind, ...facts }: Problem): string {
  const {
    status = 0,
    minutes = 0,
    service = '',
    code = '',
    field = '',
  } = facts as Partial<Record<string, string | number>>
  return say.rich(problemTexts[kind], { status, minutes, service, code, field }).join('')
}

/** Why a plan waits for somebody. */
export function sayHeld(say: Speaker, held: Held): string {
  return say(heldTexts[held])
}

/** A pull in one line: since when, how far it is or what became of it, and why. */
export function sayPull(say: Speaker, pull: Pull): string {
  const { kind, state, step, position, listed, read, startedAt, problem, held, notBefore } = pull
  const number = new Intl.NumberFormat(say.language)
  const [shownRead, shownListed] = [number.format(read), number.format(listed)]
  return [
    `${startedAt.toISOString()} ${say(pullTexts[kind])}: ${say(pullTexts[state])}`,
    ...(state === 'pulling' ? [say(pullTexts[`step-${step}`])] : []),
    say(pullTexts.read, { read: shownRead, listed: shownListed }),
    ...(position.after === undefined || state !== 'pulling' ? [] : [say(pullTexts.after, { after: position.after })]),
    ...(held === undefined ? [] : [sayHeld(say, held)]),
    ...(problem === undefined ? [] : [sayProblem(say, problem)]),
    ...(notBefore === undefined ? [] : [say(pullTexts.again, { moment: notBefore.toISOString() })]),
  ].join(' · ')
}
