import type { Person } from '../../people/index.ts'
import { mayActOn } from '../permissions.ts'

/** How long a merge can be undone: as long as somebody may take to notice. */
export const UNDO_DAYS = 30

export type MergeObstacle =
  | 'same-record'
  /** Nobody merges themselves. */
  | 'own-account'
  /** An account that may do everything gets nobody else's addresses. */
  | 'administrator'
  /** Roles go over to nobody: they are taken first, or the other record is kept. */
  | 'other-has-role'
  /** Its password would open the account without the factor that guards it now. */
  | 'other-has-factor'
  | 'merged-already'
  /** Invented people and real ones. */
  | 'demo'

/** Why these two are not merged by this member of staff, if they are not (req 92, 93). */
export function mergeObstacle(
  staff: Pick<Person, 'id' | 'roles'>,
  kept: Person,
  gone: Person,
): MergeObstacle | undefined {
  if (kept.id === gone.id) return 'same-record'
  if (staff.id === kept.id || staff.id === gone.id) return 'own-account'
  if (kept.roles.includes('administrator')) return 'administrator'
  if (!mayActOn(staff, kept, 'merge-people') || !mayActOn(staff, gone, 'merge-people')) return 'own-account'
  if (gone.roles.length > 0) return 'other-has-role'
  if (kept.closedBecause === 'merged' || gone.closedBecause === 'merged') return 'merged-already'
  return kept.demo === gone.demo ? undefined : 'demo'
}

/** What an undone merge could not give back, because it has changed since. */
export const stayingParts = [
  'album-number',
  'status',
  'connection',
  'disabled',
  'closing',
  'addresses',
  'password',
  'usos-id',
] as const
export type StayingPart = (typeof stayingParts)[number]
