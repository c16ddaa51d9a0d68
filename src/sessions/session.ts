/** How long a sign-in lasts, in milliseconds (req 59). */
export interface SessionLimits {
  readonly idle: number
  readonly whole: number
}

export interface SessionTimes {
  readonly createdAt: Date
  readonly lastUsedAt: Date
  readonly endedAt: Date | null
}

/** Whether a session still stands. The cookie's own life is never the control. */
export function isAlive(session: SessionTimes, limits: SessionLimits, now: Date): boolean {
  if (session.endedAt !== null) return false
  return now.getTime() < endOf(session, limits).getTime()
}

function endOf(session: SessionTimes, limits: SessionLimits) {
  return new Date(Math.min(session.lastUsedAt.getTime() + limits.idle, session.createdAt.getTime() + limits.whole))
}

/** Use is noted once a minute: an idle limit of an hour needs no finer notes, and a page view no write. */
export function needsNoting(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.lastUsedAt.getTime() >= 60_000
}
