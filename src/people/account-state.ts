import type { Person } from './person.ts'

/** In the order of a life; drawn in `README.md`. */
export const accountStates = [
  'unknown',
  'not-connected',
  'eligible',
  'active',
  'assigned-elsewhere',
  'disabled',
  'closed',
] as const

export type AccountState = (typeof accountStates)[number]

/** What an account is judged by. */
export type AccountFacts = Pick<Person, 'connected' | 'disabledAt' | 'closedAt' | 'assignedAddress' | 'hasPassword'>

/**
 * What the typed address opens. A closed or disabled account is that under each of its addresses; `assigned-elsewhere`
 * is said only of an account that the person could use under the assigned address (manual, section 3.2).
 */
export function accountState(found: { person: AccountFacts; typedIsAssigned: boolean } | undefined): AccountState {
  if (!found) return 'unknown'
  const { person, typedIsAssigned } = found

  if (person.closedAt) return 'closed'
  if (person.disabledAt) return 'disabled'
  if (!person.connected || person.assignedAddress === undefined) return 'not-connected'
  if (!typedIsAssigned) return 'assigned-elsewhere'
  return person.hasPassword ? 'active' : 'eligible'
}
