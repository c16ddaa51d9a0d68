import type { CaseKind } from '../../database/index.ts'
import { type DeskHelp, deskAnswer, type Person } from '../../people/index.ts'
import { type DeskAct, mayActOn } from '../permissions.ts'
import { type ActFacts, questionClosed } from './facts.ts'

/** What the desk can do about one person. */
export const personActs = [
  'connect',
  'send-link',
  'reopen-question',
  'issue-code',
  'wake-mailbox',
  'confirm-address',
  'assign-address',
  'remove-second-factor',
  'end-session',
  'end-sessions',
  'take-password-away',
  'enable',
  'disable',
] as const satisfies readonly DeskAct[]

export type PersonAct = (typeof personActs)[number]

/** Whose cases an act answers: what was asked for has been done with it. */
export const answeredBy: Partial<Record<PersonAct, CaseKind>> = { connect: 'student', 'assign-address': 'teacher' }

/**
 * The acts that would change something for this person now, the one that helps first at the front. Which acts help in a
 * state stands in the one table of account states; here those are left out that would change nothing today.
 */
export function helpfulActs(facts: ActFacts): PersonAct[] {
  const { person, sessions, isGrantedForLater, openLink, openCode, rest } = facts
  const helps = deskAnswer(person).helps.filter((act) => helpsNow(act, facts))
  const nothingToEnd = sessions.length === 0 && !isGrantedForLater && !openLink && !openCode
  return [
    // A letter would not be sent: first the mailbox has to live.
    ...(rest && !person.closedAt ? ['wake-mailbox' as const] : []),
    ...helps,
    ...(facts.hasFactor ? ['remove-second-factor' as const] : []),
    ...(sessions.length === 0 ? [] : ['end-session' as const]),
    ...(nothingToEnd ? [] : ['end-sessions' as const]),
    ...(person.hasPassword && !person.closedAt ? ['take-password-away' as const] : []),
    ...(person.disabledAt || person.closedAt ? [] : ['disable' as const]),
  ]
}

function helpsNow(act: DeskHelp, facts: ActFacts): boolean {
  const held = isHeld(facts)
  const closed = questionClosed(facts)
  switch (act) {
    case 'send-link':
      // Its question could not be answered.
      return !held && closed === undefined && facts.rest === undefined
    case 'issue-code':
      // Whoever moved an address alone could open the account alone with a code (req 91).
      return !held
    case 'reopen-question':
      return closed === 'budget-spent'
    case 'confirm-address':
      return held
    case 'connect':
    case 'assign-address':
    case 'enable':
      return true
  }
}

export function isHeld({ person, now }: Pick<ActFacts, 'now'> & { person: Pick<Person, 'resetHeldUntil'> }): boolean {
  return person.resetHeldUntil !== undefined && person.resetHeldUntil > now
}

/** `mayActOn`; and a moved address is confirmed by somebody other than who moved it (req 91). */
export function isAllowed(
  staff: Pick<Person, 'id' | 'roles'>,
  { person, movers }: Pick<ActFacts, 'person' | 'movers'>,
  act: PersonAct,
): boolean {
  if (!mayActOn(staff, person, act)) return false
  return act !== 'confirm-address' || (movers.length > 0 && !movers.includes(staff.id))
}
