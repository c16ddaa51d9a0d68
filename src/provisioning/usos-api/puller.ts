import type { PersonId } from '../../database/index.ts'
import { type Speaker, speaker } from '../../language/index.ts'
import { sayHeld, sayProblem } from './say-pull.ts'
import type { Pull } from './store.ts'
import { type PullParts, pulls, startPull, stopPull } from './tasks.ts'

/** Pulls as they are lent to the desk. */
export function createPuller(parts: Omit<PullParts, 'log'>) {
  return {
    pulls: async () => (await pulls(parts, 10)).map(viewOf),
    start: async (kind: Pull['kind'], by: PersonId) =>
      (await startPull(parts, { kind, by, dryRun: false })) !== undefined,
    stop: (by: PersonId) => stopPull(parts, by),
  }
}

const languages = { pl: speaker('pl', {}, new Map()), en: speaker('en', {}, new Map()) }

function viewOf(pull: Pull) {
  const { id, kind, state, step, position, listed, read, run, startedAt, notBefore } = pull
  const because = reason(pull)
  return {
    ...{ id, kind, state, step, listed, read, run, startedAt, notBefore },
    after: position.after,
    because: because && { pl: because(languages.pl), en: because(languages.en) },
  }
}

function reason({ problem, held }: Pull): ((say: Speaker) => string) | undefined {
  if (problem) return (say) => sayProblem(say, problem)
  return held && ((say) => sayHeld(say, held))
}
