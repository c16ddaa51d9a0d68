import { asPersonId, type PersonId } from '../../database/index.ts'
import { findPerson, type Person, plainName } from '../../people/index.ts'
import { confirmationOf, type ErasureParts, erasePerson, findMergedInto } from '../../personal-data/index.ts'
import { mayActOn } from '../permissions.ts'
import { type ReasonFault, readReason } from '../reason.ts'

export interface EraseForm {
  readonly confirmed: string
  readonly reason: string
}

export interface EraseFaults {
  readonly confirmed?: 'wrong' | undefined
  readonly reason?: ReasonFault | 'name' | undefined
}

/** Somebody who may be erased, and what has to be typed for it. */
export interface ToErase {
  readonly person: Person
  readonly wanted: string
  /** The record that the human goes by, where this one was merged into it. */
  readonly mergedInto: PersonId | undefined
}

export type EraseOutcome =
  | { kind: 'erased'; pseudonym: PersonId }
  | { kind: 'refused'; faults: EraseFaults }
  | { kind: 'works-at-desk' | 'merged' | 'busy' | 'forbidden' | 'nobody' }

export async function findToErase({ database }: ErasureParts, id: string): Promise<ToErase | undefined> {
  const person = await findPerson(database.db, asPersonId(id))
  return person && { person, wanted: confirmationOf(person), mergedInto: await findMergedInto(database.db, person.id) }
}

/** Erases somebody for an administrator: with a reason, and the login typed again (decision 181). Never oneself, nor a colleague. */
export async function eraseAtDesk(
  parts: ErasureParts,
  sender: { staff: PersonId; source: string; reference: string },
  { person, wanted }: Pick<ToErase, 'person' | 'wanted'>,
  form: EraseForm,
): Promise<EraseOutcome> {
  const read = readReason(form.reason)
  const reasonFault = 'fault' in read ? read.fault : namesThem(read.reason, person) ? 'name' : undefined
  const isConfirmed = form.confirmed.trim().toLowerCase() === wanted.toLowerCase()
  if ('fault' in read || reasonFault !== undefined || !isConfirmed) {
    return { kind: 'refused', faults: { reason: reasonFault, confirmed: isConfirmed ? undefined : 'wrong' } }
  }
  const outcome = await erasePerson(parts, {
    person: person.id,
    by: sender.staff,
    reason: read.reason,
    confirmed: form.confirmed,
    source: sender.source,
    reference: sender.reference,
    // With the roles as they are now: of two administrators who take each other's, the second one does nothing more.
    may: async (trx, held) => {
      const staff = await findPerson(trx, sender.staff)
      return staff !== undefined && mayActOn(staff, held, 'erase')
    },
  })
  return outcome.kind === 'not-confirmed' ? { kind: 'refused', faults: { confirmed: 'wrong' } } : outcome
}

/** The reason outlives the person: it must not be what still names them. */
function namesThem(reason: string, person: Person): boolean {
  const words = new Set(
    plainName(reason)
      .toLowerCase()
      .split(/[^\p{L}\p{N}@._-]+/u),
  )
  const own = [person.surname, person.albumNumber, person.usosId, person.assignedAddress, ...person.otherAddresses]
  return own.some((one) => one !== undefined && one.length > 1 && words.has(plainName(one).toLowerCase()))
}
