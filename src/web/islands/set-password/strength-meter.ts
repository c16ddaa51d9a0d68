import type { Verdict } from '../../../credentials/judge.ts'
import type { IslandTexts } from '../../../credentials/sentences.ts'

/** A screen reader hears one sentence when the typing pauses, not one a key (req 115). */
const PAUSE = 600

/** Three steps that follow every key, and one sentence that follows the pauses. */
export function strengthMeter(place: HTMLElement | null, texts: IslandTexts) {
  const steps = place?.querySelector<HTMLElement>('.steps')
  const status = place?.querySelector<HTMLElement>('[role=status]')
  let waiting: ReturnType<typeof setTimeout> | undefined

  return {
    show(verdict: Verdict) {
      if (steps) steps.dataset.level = verdict.level
      clearTimeout(waiting)
      waiting = setTimeout(() => status?.replaceChildren(...sentence(verdict, texts)), PAUSE)
    },
    clear() {
      clearTimeout(waiting)
      delete steps?.dataset.level
      status?.replaceChildren()
    },
  }
}

/** “Password strength: **medium**. Still missing: a digit or a special character.” */
function sentence({ level, reasons }: Verdict, texts: IslandTexts) {
  const [before = '', after = ''] = texts.strength.split('{level}')
  const word = document.createElement('b')
  word.textContent = texts.levels[level]
  const missing = reasons.flatMap(({ id }) => texts.missing[id] ?? [])
  const advice = reasons.flatMap(({ id }) => texts.advice[id] ?? [])
  // First what is missing, then what is wrong: half a word is on the list of common passwords, and soon no longer.
  const next = missing.length > 0 ? [texts.stillMissing.replace('{missing}', missing.join(', '))] : advice
  return [before, word, [after, ...next].join(' ')]
}
