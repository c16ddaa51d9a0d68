import type { StaffRole } from '../database/index.ts'
import type { Person } from '../people/index.ts'

/**
 * What can be done at the desk, and by whom. A route names one of these acts; what stands nowhere is refused to everybody
 * (req 88). A role adds to another: somebody with two may do what either may.
 */
export const permissions = {
  'keep-own-factor': ['help-desk', 'registration-desk', 'auditor', 'administrator'],
  'see-cases': ['help-desk', 'registration-desk', 'auditor', 'administrator'],
  'answer-student-case': ['registration-desk', 'administrator'],
  'answer-teacher-case': ['help-desk', 'administrator'],
  'search-people': ['help-desk', 'registration-desk', 'auditor', 'administrator'],
  'see-person': ['help-desk', 'registration-desk', 'auditor', 'administrator'],
  'send-link': ['help-desk', 'registration-desk', 'administrator'],
  'issue-code': ['help-desk', 'administrator'],
  'reopen-question': ['help-desk', 'administrator'],
  connect: ['registration-desk', 'administrator'],
  'assign-address': ['help-desk', 'administrator'],
  'confirm-address': ['help-desk', 'administrator'],
  'end-session': ['help-desk', 'administrator'],
  'end-sessions': ['help-desk', 'administrator'],
  'take-password-away': ['help-desk', 'administrator'],
  disable: ['administrator'],
  enable: ['administrator'],
  erase: ['administrator'],
  'merge-people': ['administrator'],
  'see-letters': ['help-desk', 'auditor', 'administrator'],
  'send-letter-again': ['help-desk', 'administrator'],
  'wake-mailbox': ['help-desk', 'registration-desk', 'administrator'],
  'see-activity': ['auditor', 'administrator'],
  'report-breach': ['auditor', 'administrator'],
  'import-people': ['administrator'],
  'see-services': ['auditor', 'administrator'],
  'manage-services': ['administrator'],
  'see-tokens': ['auditor', 'administrator'],
  'manage-tokens': ['administrator'],
  'see-settings': ['auditor', 'administrator'],
  'manage-roles': ['administrator'],
  'remove-second-factor': ['help-desk', 'administrator'],
} as const satisfies Record<string, readonly StaffRole[]>

export type DeskAct = keyof typeof permissions

/** Whether a role allows an act at all. */
export function mayAct(roles: readonly StaffRole[], act: DeskAct): boolean {
  const allowed: readonly StaffRole[] = permissions[act]
  return roles.some((role) => allowed.includes(role))
}

/** Acts that only show something. */
const looking: readonly DeskAct[] = [
  'see-cases',
  'search-people',
  'see-person',
  'see-letters',
  'see-activity',
  'see-services',
  'see-tokens',
  'see-settings',
]

/**
 * Whether `staff` may do this to `person`: nobody acts on their own account, and on the account of somebody who works at
 * the desk only an administrator does (req 92).
 */
export function mayActOn(
  staff: Pick<Person, 'id' | 'roles'>,
  person: Pick<Person, 'id' | 'roles'>,
  act: DeskAct,
): boolean {
  if (!mayAct(staff.roles, act)) return false
  if (looking.includes(act)) return true
  if (staff.id === person.id) return false
  return person.roles.length === 0 || staff.roles.includes('administrator')
}
