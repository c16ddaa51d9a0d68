const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** In seconds (decision 143). */
export const lifetimes = {
  /** One way through the browser (req 82). */
  code: MINUTE,
  accessToken: HOUR,
  idToken: HOUR,
  /** A sign-in that a person has begun: long enough to set a new password in between. */
  interaction: HOUR,
  /** A refresh token that nobody uses. */
  refreshTokenUnused: 14 * DAY,
  /** From the first one of a family on, however often it was renewed (req 85). */
  refreshTokenAbsolute: 30 * DAY,
  /** Longer than anything issued under it. */
  grant: 31 * DAY,
} as const
