import { recordEvent } from '../../audit/index.ts'
import { asPersonId, type Database, type PersonId, type Trx } from '../../database/index.ts'
import { forgetJob } from '../../jobs/index.ts'
import {
  canonicalAddress,
  type ErasedIdentifier,
  findErasedPerson,
  holdErasures,
  keepErased,
  liftErased,
  lockPerson,
  type Person,
} from '../../people/index.ts'
import { endSessionsOf } from '../../sessions/index.ts'
import type { Keyring, World } from '../../world/index.ts'
import { withoutPerson } from './report.ts'
import { findMergedInto, listMergedRecords, listReportsNaming, removePerson, saveReport } from './store.ts'

export interface ErasureParts {
  readonly database: Pick<Database, 'db'>
  readonly world: World
  /** Root APP_SECRET: what an erased person had is kept under it. */
  readonly keys: Keyring
}

export interface Instruction {
  readonly person: PersonId
  /** Id of the member of staff, or `operator`. */
  readonly by: PersonId | 'operator'
  readonly reason: string
  /** The login, or the id of somebody who has none, typed again. */
  readonly confirmed: string
  readonly source?: string | undefined
  readonly reference?: string | undefined
  /** Asked inside the transaction that holds the person: whether whoever gives the instruction may. */
  readonly may?: ((trx: Trx, person: Person) => Promise<boolean>) | undefined
}

export type ErasureOutcome =
  | { kind: 'erased'; pseudonym: PersonId; sessions: number }
  | { kind: 'nobody' }
  /** Roles are taken away first: nobody loses a colleague by a slip. */
  | { kind: 'works-at-desk' }
  /** The human goes by another record: that one is erased, and this one with it. */
  | { kind: 'merged'; into: PersonId }
  | { kind: 'not-confirmed' }
  | { kind: 'forbidden' }
  /** An import is being written. */
  | { kind: 'busy' }

/** What has to be typed again before somebody is erased. */
export function confirmationOf(person: Pick<Person, 'id' | 'assignedAddress' | 'usosId'>): string {
  return person.assignedAddress ?? person.usosId ?? person.id
}

/**
 * Erases a person (req 100): everything that names them goes in one transaction, the services they were signed in to hear of it by the
 * job of every sign-out, and of what they had only keyed digests stay, so that nobody else gets it.
 */
export async function erasePerson(parts: ErasureParts, instruction: Instruction): Promise<ErasureOutcome> {
  try {
    return await parts.database.db.transaction().execute((trx) => erasePersonWithin(parts, trx, instruction))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '40P01'))
      return { kind: 'busy' }
    throw error
  }
}

/** The same in a transaction of the caller. */
export async function erasePersonWithin(
  { world, keys }: Omit<ErasureParts, 'database'>,
  trx: Trx,
  { person: id, by, reason, confirmed, source, reference, may }: Instruction,
): Promise<ErasureOutcome> {
  await holdErasures(trx, 'alone')
  const person = await lockPerson(trx, id)
  if (!person) return { kind: 'nobody' }
  if (may && !(await may(trx, person))) return { kind: 'forbidden' }
  if (person.roles.length > 0) return { kind: 'works-at-desk' }
  const into = await findMergedInto(trx, id)
  if (into !== undefined) return { kind: 'merged', into }
  const wanted = confirmationOf(person)
  if (confirmed.trim() !== wanted && canonicalAddress(confirmed) !== wanted) return { kind: 'not-confirmed' }

  const now = world.clock.now()
  const merged = await listMergedRecords(trx, id)
  const addresses = [person.assignedAddress, ...person.otherAddresses].filter((one) => one !== undefined)
  const had = [{ usosId: person.usosId, albumNumber: person.albumNumber }, ...merged.had]
  const usosIds = different([...merged.usosIds, ...had.map(({ usosId }) => usosId)])
  const albumNumbers = different(had.map(({ albumNumber }) => albumNumber))
  await keepErased(trx, keys, id, identifiersOf({ addresses, usosIds, albumNumbers }), now)
  for (const usosId of usosIds) await blankReports(trx, usosId)
  let sessions = 0
  // What was merged into the person goes first: it hangs on the merge, which goes with either of the two.
  for (const record of [...merged.records, id]) {
    await lockPerson(trx, record)
    sessions += await endSessionsOf(trx, record, 'ended-by-desk', now)
    await forgetJob(trx, `send-link:${record}`)
    await removePerson(trx, { person: record, usosIds, addresses })
  }
  await recordEvent(trx, {
    at: now,
    event: 'person-erased',
    outcome: 'success',
    person: id,
    actor: by,
    source,
    reference,
    details: { reason, sessions },
  })
  return { kind: 'erased', pseudonym: id, sessions }
}

function different(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values)].filter((value) => typeof value === 'string')
}

function identifiersOf({
  addresses,
  usosIds,
  albumNumbers,
}: Record<'addresses' | 'usosIds' | 'albumNumbers', readonly string[]>): ErasedIdentifier[] {
  return [
    ...addresses.map((value) => ({ kind: 'address' as const, value })),
    ...usosIds.map((value) => ({ kind: 'usos-id' as const, value })),
    ...albumNumbers.map((value) => ({ kind: 'album-number' as const, value })),
  ]
}

async function blankReports(trx: Trx, usosId: string) {
  for (const { id, report } of await listReportsNaming(trx, usosId))
    await saveReport(trx, id, withoutPerson(report, usosId))
}

export type LiftOutcome = { kind: 'lifted'; pseudonym: PersonId; identifiers: number } | { kind: 'unknown' }

/**
 * Lets an erased person come back, by anything they had: what the registry sends of them next is a new person with a new id. Only the
 * operator does it.
 */
export async function liftErasure(
  { database, world, keys }: ErasureParts,
  { typed, reason }: { typed: string; reason: string },
): Promise<LiftOutcome> {
  return database.db.transaction().execute(async (trx): Promise<LiftOutcome> => {
    await holdErasures(trx, 'alone')
    const pseudonym = await whoseItWas(trx, keys, typed.trim())
    const identifiers = pseudonym === undefined ? 0 : await liftErased(trx, pseudonym)
    if (pseudonym === undefined || identifiers === 0) return { kind: 'unknown' }
    await recordEvent(trx, {
      at: world.clock.now(),
      event: 'erasure-lifted',
      outcome: 'success',
      person: pseudonym,
      actor: 'operator',
      details: { reason, identifiers },
    })
    return { kind: 'lifted', pseudonym, identifiers }
  })
}

async function whoseItWas(trx: Trx, keys: Keyring, typed: string): Promise<PersonId | undefined> {
  const address = canonicalAddress(typed)
  const asked: ErasedIdentifier[] = [
    ...(address === undefined ? [] : [{ kind: 'address', value: address } as const]),
    { kind: 'usos-id', value: typed },
    { kind: 'album-number', value: typed },
  ]
  for (const one of asked) {
    const found = await findErasedPerson(trx, keys, one)
    if (found !== undefined) return found
  }
  return asPersonId(typed)
}
