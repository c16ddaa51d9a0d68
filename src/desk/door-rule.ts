import type { StaffRole } from '../database/index.ts'
import { type DeskAct, mayAct } from './permissions.ts'

/** How long a proved second factor opens the desk: a working day. */
const FACTOR_LASTS = 10 * 3_600_000
/** How fresh it has to be for what cannot be taken back easily (req 62). */
const FRESH_FOR = 10 * 60_000

export interface DoorQuestion {
  readonly roles: readonly StaffRole[]
  readonly secondFactorAt: Date | undefined
  /** When this session last opened a page of the desk. */
  readonly usedAt: Date | undefined
  readonly act: DeskAct
  /** The route asks for a factor that was proved a moment ago. */
  readonly fresh: boolean
  /** STAFF_IDLE, in milliseconds. */
  readonly idle: number
  readonly now: Date
}

/**
 * Whether the desk opens for a session that is alive. Whoever has no role at all hears nothing of a second factor; whoever
 * has one proves it before the role is looked at (req 88, 92).
 */
export function askAtTheDoor(question: DoorQuestion): 'open' | 'forbidden' | 'second-factor' {
  const { roles, act } = question
  if (roles.length === 0) return 'forbidden'
  if (!factorHolds(question)) return 'second-factor'
  return mayAct(roles, act) ? 'open' : 'forbidden'
}

/** Whether the factor of the session stands: proved, not worn out, the desk not left alone (req 92). */
export function factorHolds(question: Pick<DoorQuestion, 'secondFactorAt' | 'usedAt' | 'fresh' | 'idle' | 'now'>) {
  const { secondFactorAt, usedAt, fresh, idle, now } = question
  if (secondFactorAt === undefined) return false
  if (now.getTime() - secondFactorAt.getTime() >= (fresh ? FRESH_FOR : FACTOR_LASTS)) return false
  return now.getTime() - (usedAt ?? secondFactorAt).getTime() < idle
}

/** Use is noted once a minute at most, and often enough for a short idle time: a page view costs no write. */
export function needsNotingAtDesk(usedAt: Date | undefined, idle: number, now: Date): boolean {
  return usedAt === undefined || now.getTime() - usedAt.getTime() >= Math.min(60_000, idle / 4)
}
