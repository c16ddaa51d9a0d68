import type { ImportState } from '../../../database/index.ts'
import { usePage } from '../../../web/index.ts'
import type { ImportReport } from '../importer.ts'
import { texts } from '../texts.ts'

/** What has become of an import, in a word. */
export function StateTag({ state, phase }: Pick<ImportReport, 'state' | 'phase'>) {
  const { say } = usePage()
  const { text, tone } = phase === 'applying' ? states.reading : states[state]
  return <span class={tone}>{say(text)}</span>
}

const states = {
  reading: { text: texts.stateReading, tone: 'tag wait' },
  planned: { text: texts.statePlanned, tone: 'tag wait' },
  applied: { text: texts.stateApplied, tone: 'tag good' },
  refused: { text: texts.stateRefused, tone: 'tag bad' },
  cancelled: { text: texts.stateCancelled, tone: 'tag' },
  superseded: { text: texts.stateSuperseded, tone: 'tag' },
  abandoned: { text: texts.stateAbandoned, tone: 'tag bad' },
} satisfies Record<ImportState, unknown>
