/** How long a sign-in lasts, in milliseconds (req 59). */
export interface SessionLimits {
  readonly idle: number
  readonly whole: number
  /** The length of a remembered session, used or not; without it, such a session is like any other. */
  readonly remembered?: number | undefined
}

export interface SessionTimes {
  readonly createdAt: Date
  readonly lastUsedAt: Date
  readonly endedAt: Date | null
  /** Remembered past the end of the browser. */
  readonly longTerm?: boolean
}

/** The limits that the operator has set. */
export function sessionLimits(settings: {
  readonly SESSION_IDLE: number
  readonly SESSION_LIFETIME: number
  readonly REMEMBER_ME_LIFETIME: number
}): SessionLimits {
  const remembered = settings.REMEMBER_ME_LIFETIME > 0 ? settings.REMEMBER_ME_LIFETIME : undefined
  return { idle: settings.SESSION_IDLE, whole: settings.SESSION_LIFETIME, remembered }
}

/** Whether a session still stands. The cookie's own life is never the control. */
export function isAlive(session: SessionTimes, limits: SessionLimits, now: Date): boolean {
  if (session.endedAt !== null) return false
  return now.getTime() < endOf(session, limits).getTime()
}

function endOf(session: SessionTimes, limits: SessionLimits) {
  if (session.longTerm && limits.remembered !== undefined)
    return new Date(session.createdAt.getTime() + limits.remembered)
  return new Date(Math.min(session.lastUsedAt.getTime() + limits.idle, session.createdAt.getTime() + limits.whole))
}

/** Use is noted once a minute: an idle limit of an hour needs no finer notes, and a page view no write. */
export function needsNoting(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.lastUsedAt.getTime() >= 60_000
}
