import { sql } from 'kysely'
import type { Db, DevelopmentCastTable, PersonId, Trx } from '../database/index.ts'

/** What only a demo keeps in the clear about its invented people. */
export interface CastRow {
  readonly key: string
  readonly person: PersonId
  /** The password of the seed; the person may have another one since. */
  readonly password: string | undefined
  readonly passwordChanged: boolean
  readonly pesel: string | undefined
  readonly birthDate: string | undefined
  readonly document: string | undefined
}

/** Lets one seed at a time pass, whatever node it runs on. Held until the transaction ends. */
export async function takeSeedingTurn(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('furta demo seed', 0))`.execute(trx)
}

export async function saveCast(trx: Trx, rows: readonly DevelopmentCastTable[]): Promise<void> {
  await trx
    .insertInto('development_cast')
    .values([...rows])
    .execute()
}

/** The cast in its own order; empty where no demo was seeded. */
export async function listCastRows(db: Db): Promise<CastRow[]> {
  const rows = await db
    .selectFrom('development_cast as member')
    .innerJoin('people', 'people.id', 'member.person_id')
    .leftJoin('credentials', 'credentials.person_id', 'member.person_id')
    .selectAll('member')
    .select(['people.created_at', 'credentials.set_at'])
    .orderBy('member.position')
    .execute()
  return rows.map((row) => ({
    key: row.key,
    person: row.person_id,
    password: row.password ?? undefined,
    // The seed sets passwords at the moment it makes the people.
    passwordChanged: row.set_at !== null && row.set_at.getTime() !== row.created_at.getTime(),
    pesel: row.pesel ?? undefined,
    birthDate: row.birth_date ?? undefined,
    document: row.document ?? undefined,
  }))
}
