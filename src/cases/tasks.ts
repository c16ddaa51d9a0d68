import { recordEvent } from '../audit/index.ts'
import type { Db, PersonId, Trx } from '../database/index.ts'
import { enqueue } from '../jobs/index.ts'
import {
  type AccountState,
  accountState,
  findByAddress,
  findByAlbumNumber,
  listStudies,
  lockPerson,
  maySetPassword,
  type Person,
} from '../people/index.ts'
import type { Case } from './case.ts'
import { addressesIn, personOf, type RegistryFinds } from './comparison.ts'
import { closeCase, hasLinkSince, linkCasesToPeople, listCasesThatMayResolve, lockCase } from './store.ts'

/** Mails the link that sets a password, in the caller's transaction; the caller holds the person's row. */
export type SendLink = (
  trx: Trx,
  to: { person: Person; because: 'case'; now: Date },
) => Promise<{ kind: 'sent' } | { kind: 'cannot'; state: AccountState } | { kind: 'held'; until: Date }>

export const SETTLE_CASES = 'settle-cases'

/** Wakes `settleCases`: after an import, and after the desk has connected somebody or assigned an address. */
export function settleSoon(trx: Trx): Promise<void> {
  return enqueue(trx, SETTLE_CASES, {}, { key: SETTLE_CASES })
}

/**
 * Open cases whose address has come to an account get their link by mail, and close as resolved by themselves. Each in
 * a transaction of its own, so that one that fails keeps no other waiting: it is told at the end, and the job tries again.
 * Gives how many.
 */
export async function settleCases(parts: { sendLink: SendLink }, db: Db, now: Date): Promise<number> {
  await linkCasesToPeople(db)
  const candidates = await listCasesThatMayResolve(db)
  const failures: unknown[] = []
  let settled = 0
  for (const candidate of candidates) {
    try {
      const done = await db.transaction().execute((trx) => settle(parts, trx, candidate, now))
      if (done) settled += 1
    } catch (failure) {
      failures.push(failure)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${candidates.length} cases could not be settled.`)
  return settled
}

async function settle(
  { sendLink }: { sendLink: SendLink },
  trx: Trx,
  candidate: Pick<Case, 'id' | 'address'> & { person: PersonId },
  now: Date,
): Promise<boolean> {
  const person = await lockPerson(trx, candidate.person)
  const waiting = await lockCase(trx, candidate.id)
  if (!person || !waiting || waiting.state === 'closed') return false
  if (person.assignedAddress !== candidate.address || !maySetPassword(person)) return false

  // Somebody who asked for a link meanwhile has it.
  if (!(await hasLinkSince(trx, person.id, waiting.lastAskedAt, now))) {
    const { kind } = await sendLink(trx, { person, because: 'case', now })
    // A moved address waits; the case waits with it.
    if (kind !== 'sent') return false
  }
  await closeCase(trx, waiting.id, { by: 'system', answer: 'resolved-itself', reason: '', now })
  await recordEvent(trx, {
    at: now,
    event: 'case-resolved-itself',
    outcome: 'success',
    person: person.id,
    actor: 'system',
    reference: waiting.id,
    details: { case: waiting.id, account: accountState({ person, typedIsAssigned: true }) },
  })
  return true
}

/** Everything `compareWithRegistry` wants to know of a case. */
export async function findInRegistry(
  db: Db,
  asked: Pick<Case, 'address' | 'albumNumber' | 'note'>,
): Promise<RegistryFinds> {
  // One after the other: an answer asks within its transaction.
  const byAddress = await findByAddress(db, asked.address)
  const byAlbum = asked.albumNumber === '' ? undefined : await findByAlbumNumber(db, asked.albumNumber)
  const byNote = await findByNote(db, asked)
  const found = { byAddress: byAddress?.person, byAlbum, byNote }
  const person = personOf(found)
  return { ...found, studies: person ? await listStudies(db, person.id) : [] }
}

/** Whom a note names; nobody when it names two. */
async function findByNote(db: Db, { note, address }: Pick<Case, 'note' | 'address'>): Promise<Person | undefined> {
  const others = addressesIn(note).filter((one) => one !== address)
  const people: Person[] = []
  for (const one of others) {
    const found = await findByAddress(db, one)
    if (found?.person) people.push(found.person)
  }
  const [first] = people
  return people.every(({ id }) => id === first?.id) ? first : undefined
}
