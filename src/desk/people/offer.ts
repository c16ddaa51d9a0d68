import type { StaffRole } from '../../database/index.ts'
import type { Person } from '../../people/index.ts'
import { permissions } from '../permissions.ts'
import type { ActFacts } from './facts.ts'
import { helpfulActs, isAllowed, type PersonAct } from './helpful-acts.ts'

/** What the page offers to one member of staff, and why not more. */
export interface ActChoice {
  readonly acts: readonly PersonAct[]
  readonly why?: 'own-account' | 'works-at-the-desk' | 'registry-only' | 'only-looks' | 'needs-second' | undefined
  /** What would help first, and whose role it is. */
  readonly elsewhere?: { readonly act: PersonAct; readonly roles: readonly StaffRole[] } | undefined
}

/** Only what helps now, and only what this member of staff may do to this person (req 88, 92). */
export function offerTo(staff: Pick<Person, 'id' | 'roles'>, facts: ActFacts): ActChoice {
  const { person } = facts
  const helpful = helpfulActs(facts)
  const acts = helpful.filter((act) => isAllowed(staff, facts, act))
  if (person.closedAt) return { acts, why: 'registry-only' }
  if (staff.id === person.id) return { acts, why: 'own-account' }
  if (person.roles.length > 0 && !staff.roles.includes('administrator')) return { acts, why: 'works-at-the-desk' }

  const [first] = helpful
  if (first === undefined || acts.includes(first)) return { acts }
  if (first === 'confirm-address' && facts.movers.includes(staff.id)) return { acts, why: 'needs-second' }
  return {
    acts,
    elsewhere: { act: first, roles: permissions[first] },
    ...(acts.length === 0 && { why: 'only-looks' as const }),
  }
}
