import { sql } from 'kysely'
import type { Db, PersonId, Trx } from '../../database/index.ts'
import { type Definition, readDefinition } from '../definition.ts'

/** A service that was registered at the desk. */
export interface Registered {
  readonly id: string
  /** Nothing where this version of the program cannot make sense of the entry any more. */
  readonly definition: Definition | undefined
  readonly version: number
  readonly changedAt: Date
  readonly changedBy: PersonId
  readonly withdrawnAt: Date | undefined
}

/** Grows with every change: no row is ever deleted, and versions only grow. */
export async function findRegistryVersion(db: Db): Promise<number> {
  const { version } = await db
    .selectFrom('registered_services')
    .select(sql<number>`coalesce(sum(version), 0)::integer`.as('version'))
    .executeTakeFirstOrThrow()
  return version
}

/** All of them, also those that are withdrawn. */
export async function listRegistered(db: Db): Promise<Registered[]> {
  const rows = await db.selectFrom('registered_services').selectAll().orderBy('id').execute()
  return rows.map((row) => {
    const read = readDefinition(row.definition)
    return {
      id: row.id,
      definition: 'definition' in read ? read.definition : undefined,
      version: row.version,
      changedAt: row.changed_at,
      changedBy: row.changed_by,
      withdrawnAt: row.disabled_at ?? undefined,
    }
  })
}

/** Whoever changes the registry waits for whoever changes it already: an address must not get two owners at one moment. */
export async function holdRegistry(trx: Trx): Promise<Registered[]> {
  await sql`lock table registered_services in share row exclusive mode`.execute(trx)
  return listRegistered(trx)
}

interface Change {
  readonly definition: Definition
  readonly withdrawnAt: Date | undefined
  readonly by: PersonId
  readonly now: Date
}

/** Writes a service as it is from now on. The caller holds the registry. */
export async function saveRegistered(trx: Trx, { definition, withdrawnAt, by, now }: Change): Promise<void> {
  const change = {
    definition: JSON.stringify(definition),
    changed_at: now,
    changed_by: by,
    disabled_at: withdrawnAt ?? null,
  }
  await trx
    .insertInto('registered_services')
    .values({ id: definition.id, version: 1, ...change })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ ...change, version: sql`registered_services.version + 1` }),
    )
    .execute()
}
