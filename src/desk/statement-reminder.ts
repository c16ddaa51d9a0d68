import { type Institution, reviewState } from '../config/index.ts'

/** What administrators are reminded of: the accessibility statement wants a look once a year, unless it stands elsewhere (req 119). */
export function statementReminder(
  { accessibility, links }: Pick<Institution, 'accessibility' | 'links'>,
  now: Date,
): { is: 'soon'; by: Date } | { is: 'overdue' } | undefined {
  if (links.accessibilityStatement) return undefined
  const { reviewDue } = accessibility
  const state = reviewState(reviewDue, now)
  if (state === 'fine') return undefined
  return state === 'soon' && reviewDue ? { is: 'soon', by: reviewDue } : { is: 'overdue' }
}
