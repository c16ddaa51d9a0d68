import type { StaffRole } from '../../database/index.ts'
import type { Person } from '../../people/index.ts'
import { mayActOn } from '../permissions.ts'

export const staffRoles = ['help-desk', 'registration-desk', 'auditor', 'administrator'] as const satisfies StaffRole[]

export type RoleChange =
  | { what: 'grant'; role: StaffRole }
  | { what: 'revoke'; role: StaffRole }
  | { what: 'remove-second-factor' }

/** As the form names it, such as `grant:help-desk`. */
export function nameOfChange(change: RoleChange): string {
  return change.what === 'remove-second-factor' ? change.what : `${change.what}:${change.role}`
}

export interface Colleague {
  readonly person: Person
  readonly hasFactor: boolean
}

/** What may be changed at somebody. Nothing at oneself: whoever gives roles gives none to themselves (req 92). */
export function changesFor(staff: Pick<Person, 'id' | 'roles'>, { person, hasFactor }: Colleague): RoleChange[] {
  const changes: RoleChange[] = []
  if (mayActOn(staff, person, 'manage-roles')) {
    const what = (role: StaffRole) => (person.roles.includes(role) ? 'revoke' : 'grant')
    changes.push(...staffRoles.map((role) => ({ what: what(role), role }) as const))
  }
  if (hasFactor && mayActOn(staff, person, 'remove-second-factor')) changes.push({ what: 'remove-second-factor' })
  return changes
}

/** The roles after a change, in the order in which they are always told. */
export function rolesAfter(roles: readonly StaffRole[], change: RoleChange): StaffRole[] {
  if (change.what === 'remove-second-factor') return [...roles]
  return staffRoles.filter((role) => (role === change.role ? change.what === 'grant' : roles.includes(role)))
}
