import type { Case } from '../../cases/index.ts'
import type { CaseAnswer } from '../../database/index.ts'

/** One thing that happened to a case. `by` is the id of a member of staff. */
export type CaseMoment = { readonly at: Date } & (
  | { readonly what: 'opened' }
  | { readonly what: 'joined'; readonly times: number }
  | { readonly what: 'taken' | 'asked-back'; readonly by: string }
  | { readonly what: 'replied' }
  | { readonly what: 'closed'; readonly by: string; readonly answer: CaseAnswer }
)

/** What happened to a case, newest first. Of repeated requests the case keeps their number and the last one. */
export function timelineOf(it: Case): CaseMoment[] {
  const moments: CaseMoment[] = [{ at: it.openedAt, what: 'opened' }]
  if (it.askedTimes > 1) moments.push({ at: it.lastAskedAt, what: 'joined', times: it.askedTimes - 1 })
  if (it.takenAt && it.owner) moments.push({ at: it.takenAt, what: 'taken', by: it.owner })
  for (const { at, author } of it.messages) {
    moments.push(author === 'person' ? { at, what: 'replied' } : { at, what: 'asked-back', by: author })
  }
  if (it.closedAt && it.closedBy && it.answer) {
    moments.push({ at: it.closedAt, what: 'closed', by: it.closedBy, answer: it.answer })
  }
  return moments.toSorted((one, other) => other.at.getTime() - one.at.getTime())
}
