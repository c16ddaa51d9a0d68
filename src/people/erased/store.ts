import { sql } from 'kysely'
import type { Db, ErasedKind, PersonId, Trx } from '../../database/index.ts'
import type { Keyring } from '../../world/index.ts'

/** What may have belonged to somebody who was erased: an address (canonical), a USOS id or an album number. */
export interface ErasedIdentifier {
  readonly kind: ErasedKind
  readonly value: string
}

const AT_ONCE = 5000

/** Without the key of APP_SECRET nobody can tell from it what it was (decision 181). */
function digestOf(keys: Keyring, { kind, value }: ErasedIdentifier): Buffer {
  return keys.mac('erased-identifier-v1', kind, value)
}

/** Keeps what an erased person had, as digests alone: nobody else gets it (req 100). */
export async function keepErased(
  trx: Trx,
  keys: Keyring,
  person: PersonId,
  identifiers: readonly ErasedIdentifier[],
  now: Date,
): Promise<void> {
  if (identifiers.length === 0) return
  await trx
    .insertInto('erased_identifiers')
    .values(
      identifiers.map((one) => ({ digest: digestOf(keys, one), kind: one.kind, person_id: person, erased_at: now })),
    )
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
}

/** Those that belonged to somebody who was erased. Where nobody ever was, nothing is computed. */
export async function findErased<One extends ErasedIdentifier>(
  db: Db,
  keys: Keyring,
  identifiers: readonly One[],
): Promise<One[]> {
  if (identifiers.length === 0) return []
  const any = await db.selectFrom('erased_identifiers').select('digest').limit(1).executeTakeFirst()
  if (!any) return []
  const found: One[] = []
  for (let start = 0; start < identifiers.length; start += AT_ONCE) {
    const some = identifiers.slice(start, start + AT_ONCE)
    const digests = some.map((one) => digestOf(keys, one))
    const { rows } = await sql<{ digest: Buffer }>`
      select digest from erased_identifiers where digest = any (${digests})`.execute(db)
    const erased = new Set(rows.map(({ digest }) => digest.toString('hex')))
    found.push(...some.filter((_, index) => erased.has(digests[index]?.toString('hex') ?? '')))
  }
  return found
}

/** Whether anybody was erased since then; a clock of another node may be some minutes behind. */
export async function findErasedSince(db: Db, moment: Date): Promise<boolean> {
  const row = await db
    .selectFrom('erased_identifiers')
    .select('digest')
    .where('erased_at', '>=', new Date(moment.getTime() - 5 * 60_000))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Under which pseudonym the one to whom it belonged stands in the audit trail. */
export async function findErasedPerson(
  db: Db,
  keys: Keyring,
  identifier: ErasedIdentifier,
): Promise<PersonId | undefined> {
  const row = await db
    .selectFrom('erased_identifiers')
    .select('person_id')
    .where('digest', '=', digestOf(keys, identifier))
    .executeTakeFirst()
  return row?.person_id
}

/** Lets what an erased person had be given out again; gives how many things that were. */
export async function liftErased(trx: Trx, person: PersonId): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('erased_identifiers')
    .where('person_id', '=', person)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/**
 * Until the transaction ends. Whoever gives out addresses holds it together with others (`shared`); whoever erases has it
 * alone, so that nothing is given out in the very moment in which it is taken. Before any person is locked: whoever erases waits for
 * the person next, and two who take them the other way round would wait for each other.
 */
export async function holdErasures(trx: Trx, how: 'shared' | 'alone'): Promise<void> {
  const lock = sql`hashtextextended('furta erasure', 0)`
  if (how === 'shared') {
    await sql`select pg_advisory_xact_lock_shared(${lock})`.execute(trx)
    return
  }
  await sql`set local lock_timeout = '3s'`.execute(trx)
  await sql`select pg_advisory_xact_lock(${lock})`.execute(trx)
}
