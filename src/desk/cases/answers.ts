import type { Case, Comparison, Suggestion } from '../../cases/index.ts'
import type { CaseKind, PersonId, StaffRole } from '../../database/index.ts'
import type { Person } from '../../people/index.ts'
import { type DeskAct, mayAct, mayActOn } from '../permissions.ts'

/** What the desk can do in the registry to answer a case. The other answers are words: ask back, decline. */
export const registryAnswers = ['connect', 'connect-and-assign', 'assign', 'send-link'] as const
export type RegistryAnswer = (typeof registryAnswers)[number]

const kinds: readonly CaseKind[] = ['student', 'teacher']

/** Whose cases somebody sees: those they may answer; who only looks, and administrators, all. */
export function kindsSeenBy(roles: readonly StaffRole[]): CaseKind[] {
  return kinds.filter((kind) => roles.includes('auditor') || mayAct(roles, actFor(kind)))
}

/** Answering is one permission for each desk. */
export function actFor(kind: CaseKind): DeskAct {
  return kind === 'student' ? 'answer-student-case' : 'answer-teacher-case'
}

/** Why somebody may look at a case and not answer it; undefined when they may. */
export type Hindrance = 'only-looking' | 'own-account' | 'account-of-staff'

/**
 * Nobody answers a case of their own account, and what concerns somebody who works at the desk is an administrator's
 * matter (req 92). `involved` is everybody the case may be about.
 */
export function hindranceOf(
  staff: Pick<Person, 'id' | 'roles'>,
  kind: CaseKind,
  involved: readonly Pick<Person, 'id' | 'roles'>[],
): Hindrance | undefined {
  const act = actFor(kind)
  if (!mayAct(staff.roles, act)) return 'only-looking'
  if (involved.some(({ id }) => id === staff.id)) return 'own-account'
  return involved.every((person) => mayActOn(staff, person, act)) ? undefined : 'account-of-staff'
}

/** Whether a colleague has taken the case: whoever else answers it means to. */
export function isWithColleague({ owner }: Pick<Case, 'owner'>, staff: PersonId): boolean {
  return owner !== undefined && owner !== staff
}

export interface Chosen {
  /** Canonical, proved. */
  readonly address: string
  /** Whom the case is taken to be about. */
  readonly person: Person | undefined
  /** The registry gives the proved address to somebody else. */
  readonly ownedByAnother: boolean
}

/** What would change something for the person, the answer that keeps to the proved mailbox first. */
export function answersThatHelp({ address, person, ownedByAnother }: Chosen): RegistryAnswer[] {
  if (!person || person.closedAt || person.disabledAt) return []
  const assign = ownedByAnother || person.assignedAddress === address ? [] : [assigning(person)]
  return person.assignedAddress === undefined ? assign : [...assign, person.connected ? 'send-link' : 'connect']
}

function assigning({ connected }: Person): RegistryAnswer {
  return connected ? 'assign' : 'connect-and-assign'
}

/** Those of them that the roles allow. The proved mailbox of a case may be assigned by the desk that answers it (decision 118). */
export function answersFor(staff: Pick<Person, 'roles'>, kind: CaseKind, chosen: Chosen): RegistryAnswer[] {
  if (!mayAct(staff.roles, actFor(kind))) return []
  return answersThatHelp(chosen).filter((answer) => !answer.startsWith('connect') || mayAct(staff.roles, 'connect'))
}

/** The answer a suggestion stands for; the others are words. */
export function answerSuggested(suggestion: Suggestion): RegistryAnswer | undefined {
  switch (suggestion) {
    case 'connect':
    case 'send-link':
      return suggestion
    case 'assign-address':
      return 'assign'
    case 'connect-and-assign-proved-address':
      return 'connect-and-assign'
    case 'ask-back':
    case 'wait-for-registry':
    case 'none':
      return undefined
  }
}

/**
 * The answer that one press in the queue gives: the suggested one, when nothing is left to compare. Another mailbox than
 * the registry knows of is never assigned without a look.
 */
export function oneClickAnswer(
  { kind, address, state }: Pick<Case, 'kind' | 'address' | 'state'>,
  { person, albumNumber, fieldOfStudy, suggestion }: Comparison,
  answers: readonly RegistryAnswer[],
): RegistryAnswer | undefined {
  const answer = answerSuggested(suggestion)
  if (!person || state !== 'open' || answer === undefined || !answers.includes(answer)) return undefined
  const mailboxIsKnown = person.assignedAddress === address || person.otherAddresses.includes(address)
  const factsAgree = kind === 'teacher' || (albumNumber.is === 'agrees' && fieldOfStudy.is === 'agrees')
  return mailboxIsKnown && factsAgree ? answer : undefined
}
