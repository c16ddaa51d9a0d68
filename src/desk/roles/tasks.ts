import { recordEvent } from '../../audit/index.ts'
import { closeCodesOf } from '../../challenges/index.ts'
import type { Institution } from '../../config/index.ts'
import { findSecondFactor, listSecondFactors, takeFactorAway } from '../../credentials/second-factor/index.ts'
import type { Database, PersonId, Trx } from '../../database/index.ts'
import { letterWords, postLetter, renderLetter } from '../../mail/index.ts'
import { canonicalAddress, findByAddress, findPeople, findPerson, type Person, setRoles } from '../../people/index.ts'
import type { World } from '../../world/index.ts'
import { type ReasonFault, readReason } from '../reason.ts'
import { RoleLetter } from './mails/role-letter.tsx'
import { type Colleague, changesFor, nameOfChange, type RoleChange, rolesAfter } from './role-change.ts'
import { holdAdministratorsAnd, listStaffIds } from './store.ts'

export interface RolesParts {
  readonly institution: Institution
  /** Where the desk stands, for the letter to somebody new. */
  readonly origin: string
  readonly database: Database
  readonly world: World
}

const polish = new Intl.Collator('pl')

/** Who works at the desk, by name, and whether the second factor is set up. */
export async function listColleagues({ database }: RolesParts): Promise<Colleague[]> {
  const ids = await listStaffIds(database.db)
  const [people, factors] = await Promise.all([findPeople(database.db, ids), listSecondFactors(database.db, ids)])
  const nameOf = ({ surname, givenNames }: Person) => `${surname} ${givenNames}`
  return people
    .map((person) => ({ person, hasFactor: factors.has(person.id) }))
    .toSorted((one, other) => polish.compare(nameOf(one.person), nameOf(other.person)))
}

export async function findColleague({ database }: RolesParts, id: PersonId): Promise<Colleague | undefined> {
  const person = await findPerson(database.db, id)
  return person && { person, hasFactor: (await findSecondFactor(database.db, id)) !== undefined }
}

/** Whose address it is, to give a first role to somebody. */
export async function findNewColleague({ database }: RolesParts, typed: string): Promise<PersonId | undefined> {
  const address = canonicalAddress(typed)
  const found = address === undefined ? undefined : await findByAddress(database.db, address)
  return found?.person.id
}

/** The member of staff who acts, and where from. */
export interface Actor {
  readonly person: Pick<Person, 'id'>
  readonly source: string
  readonly reference: string
}

export interface RoleFaults {
  readonly change?: 'missing' | undefined
  readonly reason?: ReasonFault | undefined
}

export type RoleOutcome =
  | { kind: 'done'; what: RoleChange['what'] }
  | { kind: 'refused'; faults: RoleFaults }
  /** Somebody else was quicker, or it was never allowed. */
  | { kind: 'not-possible' }

/** Gives or takes a role, or takes a second factor away, with a reason (req 88, 92). The person hears of it by letter. */
export async function changeRoles(
  parts: RolesParts,
  actor: Actor,
  id: PersonId,
  form: { change: string; reason: string },
): Promise<RoleOutcome> {
  const read = readReason(form.reason)
  const faults: RoleFaults = {
    change: form.change === '' ? 'missing' : undefined,
    reason: 'fault' in read ? read.fault : undefined,
  }
  if ('fault' in read || faults.change) return { kind: 'refused', faults }

  return parts.database.db.transaction().execute(async (trx): Promise<RoleOutcome> => {
    const administrators = await holdAdministratorsAnd(trx, id)
    const person = await findPerson(trx, id)
    const staff = await findPerson(trx, actor.person.id)
    if (!person || !staff || !administrators.includes(staff.id)) return { kind: 'not-possible' }
    const colleague = { person, hasFactor: (await findSecondFactor(trx, id)) !== undefined }
    const change = changesFor(staff, colleague).find((one) => nameOfChange(one) === form.change)
    if (!change) return { kind: 'not-possible' }
    await carryOut(parts, trx, actor, person, change, read.reason)
    return { kind: 'done', what: change.what }
  })
}

async function carryOut(
  parts: RolesParts,
  trx: Trx,
  actor: Actor,
  person: Person,
  change: RoleChange,
  reason: string,
): Promise<void> {
  const now = parts.world.clock.now()
  const { source, reference } = actor
  const common = { at: now, outcome: 'success', person: person.id, actor: actor.person.id, source, reference } as const
  if (change.what === 'remove-second-factor') {
    await takeFactorAway(parts, trx, person, { now, because: 'ended-by-desk' })
    await recordEvent(trx, { ...common, event: 'second-factor-removed', details: { reason } })
    return
  }
  await setRoles(trx, person.id, rolesAfter(person.roles, change))
  // A colleague may hold a code that they could not issue for a member of staff (req 92).
  if (person.roles.length === 0) await closeCodesOf(trx, person.id, now)
  await recordEvent(trx, {
    ...common,
    event: change.what === 'grant' ? 'role-granted' : 'role-revoked',
    details: { role: change.role, reason },
  })
  if (person.assignedAddress === undefined) return
  const words = letterWords(parts.institution, person.language)
  await postLetter(trx, {
    kind: change.what === 'grant' ? 'role-granted' : 'role-revoked',
    person: person.id,
    recipient: person.assignedAddress,
    language: person.language,
    content: renderLetter(RoleLetter({ words, change, moment: now, desk: `${parts.origin}/desk` })),
    now,
  })
}
