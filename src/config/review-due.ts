/**
 * Until when a review of the accessibility statement serves: the 31 March of the year after it (Act of 4 April 2019, art. 11).
 * `reviewed` is a day such as `2026-11-20`.
 */
export function reviewDue(reviewed: string | undefined): Date | undefined {
  if (reviewed === undefined) return undefined
  return new Date(`${Number(reviewed.slice(0, 4)) + 1}-03-31T23:59:59Z`)
}

const MONTH = 30 * 86_400_000

/** `soon` within a month of it, `overdue` after it and where nobody has ever written a statement. */
export function reviewState(due: Date | undefined, now: Date): 'fine' | 'soon' | 'overdue' {
  if (due === undefined || due < now) return 'overdue'
  return due.getTime() - now.getTime() <= MONTH ? 'soon' : 'fine'
}
