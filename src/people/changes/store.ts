import type { Db, PersonId, StaffRole, Trx } from '../../database/index.ts'
import { canonicalAddress } from '../address.ts'

/** The desk connects the person to registration; a feed that does not know it yet will not undo it. */
export async function connectPerson(trx: Trx, id: PersonId, now: Date): Promise<void> {
  await trx
    .updateTable('people')
    .set({ connected: true, connected_by_desk_at: now, changed_at: now })
    .where('id', '=', id)
    .execute()
}

export type AssignOutcome =
  | { kind: 'assigned'; before: string | undefined }
  | { kind: 'already-assigned' }
  /** An address belongs to one person (req 93). */
  | { kind: 'belongs-to-another' }

/**
 * Makes an address the login and the only one that letters go to. The one before stays known. `heldUntil`: no link is
 * mailed before that moment (req 91). The caller holds the person's row, ends open links and tells both mailboxes.
 */
export async function assignAddress(
  trx: Trx,
  id: PersonId,
  address: string,
  { now, heldUntil }: { now: Date; heldUntil: Date },
): Promise<AssignOutcome> {
  if (canonicalAddress(address) !== address)
    throw new Error('An address that is not canonical would never be found again.')
  // Of two people who are to get a new address at the same moment one claims it, and the other waits here for that one.
  await trx
    .insertInto('addresses')
    .values({ address, person_id: id, assigned: false })
    .onConflict((conflict) => conflict.column('address').doNothing())
    .execute()
  const claimed = await trx
    .selectFrom('addresses')
    .selectAll()
    .where('address', '=', address)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (claimed.person_id !== id) return { kind: 'belongs-to-another' }
  if (claimed.assigned) return { kind: 'already-assigned' }

  const before = await trx
    .updateTable('addresses')
    .set({ assigned: false })
    .where('person_id', '=', id)
    .where('assigned', '=', true)
    .returning('address')
    .executeTakeFirst()
  await trx.updateTable('addresses').set({ assigned: true }).where('address', '=', address).execute()
  await trx
    .updateTable('people')
    .set({ assigned_by_desk_at: now, reset_held_until: heldUntil, changed_at: now })
    .where('id', '=', id)
    .execute()
  return { kind: 'assigned', before: before?.address }
}

/** A second member of staff confirms a moved address: links may be mailed at once (req 91). */
export async function liftHold(trx: Trx, id: PersonId): Promise<void> {
  await trx.updateTable('people').set({ reset_held_until: null }).where('id', '=', id).execute()
}

/** Disables an account, or enables it again with `undefined`. Ending sessions and links is the caller's. */
export async function setDisabled(
  trx: Trx,
  id: PersonId,
  at: Date | undefined,
  now: Date | undefined = at,
): Promise<void> {
  await trx
    .updateTable('people')
    .set({ disabled_at: at ?? null, changed_at: now })
    .where('id', '=', id)
    .execute()
}

export async function setRoles(trx: Trx, id: PersonId, roles: readonly StaffRole[]): Promise<void> {
  await trx
    .updateTable('people')
    .set({ roles: [...roles] })
    .where('id', '=', id)
    .execute()
}

/** The language of letters. */
export async function setLanguage(db: Db, id: PersonId, language: 'pl' | 'en', now: Date): Promise<void> {
  await db.updateTable('people').set({ language, changed_at: now }).where('id', '=', id).execute()
}
