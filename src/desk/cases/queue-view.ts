import type { CaseKind } from '../../database/index.ts'

export const CASES_ON_A_PAGE = 50

/** Which cases of the queue somebody wants to see. */
export interface QueueView {
  readonly desk: 'all' | CaseKind
  readonly whose: 'all' | 'mine'
  /** From 1. */
  readonly page: number
}

/** The address of a view of the queue; what is as usual is left out. */
export function queueAddress({ desk, whose, page }: QueueView): string {
  const words = new URLSearchParams()
  if (desk !== 'all') words.set('desk', desk)
  if (whose !== 'all') words.set('whose', whose)
  if (page > 1) words.set('page', String(page))
  return words.size === 0 ? '/desk/cases' : `/desk/cases?${words}`
}
