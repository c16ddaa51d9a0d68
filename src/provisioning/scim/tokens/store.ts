import { type Selectable, sql } from 'kysely'
import type { Db, PageEnd, PersonId, ScimScope, ScimTokensTable, Trx } from '../../../database/index.ts'
import type { ScimToken } from './token.ts'

export async function findToken(db: Db, hash: Buffer): Promise<ScimToken | undefined> {
  // Asked at every request, so by its columns: such a statement is planned once.
  const row = await db.selectFrom('scim_tokens').select(columns).where('token_hash', '=', hash).executeTakeFirst()
  return row && tokenIn(row)
}

/** The newest first. */
export async function listTokens(db: Db): Promise<(ScimToken & { madeBy: PersonId })[]> {
  const rows = await db.selectFrom('scim_tokens').selectAll().orderBy('made_at', 'desc').orderBy('name').execute()
  return rows.map((row) => ({ ...tokenIn(row), madeBy: row.made_by }))
}

/** Of nodes that see the token used at one moment, one writes. */
export async function noteUse(quick: Db, name: string, now: Date): Promise<void> {
  await quick
    .updateTable('scim_tokens')
    .set({ last_used_at: now })
    .where('name', '=', name)
    .where((where) =>
      where.or([where('last_used_at', 'is', null), where('last_used_at', '<=', new Date(now.getTime() - 60_000))]),
    )
    .execute()
}

/** Where the pages have ended that were read with the token, by their size. */
export async function findPageEnds(db: Db, name: string): Promise<Readonly<Record<string, readonly PageEnd[]>>> {
  const row = await db.selectFrom('scim_tokens').select('page_ends').where('name', '=', name).executeTakeFirst()
  return row?.page_ends ?? {}
}

/** In place of those of the page before, of the same size, unless a later page has been read meanwhile. Others of before `since` are forgotten. */
export async function keepPageEnds(
  quick: Db,
  name: string,
  { size, ends, since }: { size: number; ends: readonly PageEnd[]; since: number },
): Promise<void> {
  const others = sql`select coalesce(jsonb_object_agg(size, ends), '{}') from jsonb_each(page_ends) as kept (size, ends)
    where (ends->0->>'at')::bigint > ${since}::bigint`
  await quick
    .updateTable('scim_tokens')
    .set({ page_ends: sql`(${others}) || ${JSON.stringify({ [size]: ends })}::jsonb` })
    .where('name', '=', name)
    .where(sql<boolean>`coalesce((page_ends->${String(size)}->0->>'at')::bigint, 0) <= ${ends[0]?.at ?? 0}::bigint`)
    .execute()
}

export interface NewToken {
  readonly name: string
  readonly hash: Buffer
  readonly scopes: readonly ScimScope[]
  readonly madeBy: PersonId
  readonly expiresAt: Date
}

/** False when a token had this name before, also one that is revoked. */
export async function saveToken(trx: Trx, token: NewToken, now: Date): Promise<boolean> {
  const saved = await trx
    .insertInto('scim_tokens')
    .values({
      name: token.name,
      token_hash: token.hash,
      scopes: [...token.scopes],
      made_by: token.madeBy,
      made_at: now,
      expires_at: token.expiresAt,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name')
    .executeTakeFirst()
  return saved !== undefined
}

/** Of two who revoke it, one is told `true`. */
export async function revokeToken(trx: Trx, name: string, now: Date): Promise<boolean> {
  const revoked = await trx
    .updateTable('scim_tokens')
    .set({ revoked_at: now })
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst()
  return revoked !== undefined
}

const columns = ['name', 'scopes', 'made_at', 'expires_at', 'last_used_at', 'revoked_at'] as const

function tokenIn(row: Pick<Selectable<ScimTokensTable>, (typeof columns)[number]>): ScimToken {
  return {
    name: row.name,
    scopes: row.scopes,
    madeAt: row.made_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  }
}
