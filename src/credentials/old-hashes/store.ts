import { sql } from 'kysely'
import type { Db, PersonId, Trx } from '../../database/index.ts'
import type { OldKind } from './old-hash.ts'

/** Whom a row of the list means. */
export interface Owner {
  readonly person: PersonId
  /** Or had one here, or in a record that was merged into this one, which was taken away: perhaps it is the one of the list. */
  readonly hasPassword: boolean
  readonly closed: boolean
}

/** By USOS id, also one that was merged into another, or by any address of a person. */
export async function findOwners(db: Db, names: readonly string[]): Promise<Map<string, Owner>> {
  const { rows } = await sql<Owner & { name: string }>`
    with named as (
      select usos_id as name, id from people where usos_id = any(${names})
      union all select usos_id, person_id from merged_ids where usos_id = any(${names})
      union all select address, person_id from addresses where address = any(${names})
    )
    select distinct on (name) name, p.id as person, p.closed_at is not null as closed,
      exists (select from credentials where person_id = p.id) or exists (
        with recursive own as (
          select p.id
          union select gone_id from merges join own on kept_id = own.id where undone_at is null
        )
        select from own join previous_passwords on person_id = own.id
      ) as "hasPassword"
    from named join people p on p.id = named.id order by name, p.closed_at is not null`.execute(db)
  return new Map(rows.map(({ name, ...owner }) => [name, owner]))
}

/** Only for those who have no password meanwhile: whoever sets one here keeps it. Returns who got theirs. */
export async function insertOldHashes(
  trx: Trx,
  taken: readonly { readonly person: PersonId; readonly stored: string }[],
  now: Date,
): Promise<Set<PersonId>> {
  if (taken.length === 0) return new Set()
  const rows = await trx
    .insertInto('credentials')
    .values(taken.map(({ person, stored }) => ({ person_id: person, password_hash: stored, set_at: now })))
    .onConflict((on) => on.column('person_id').doNothing())
    .returning('person_id')
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

/** The password is right and does not keep the rules: only a new one leads on. */
export async function demandChange(db: Db, person: PersonId, hash: string): Promise<void> {
  await db
    .updateTable('credentials')
    .set({ must_change: true })
    .where('person_id', '=', person)
    .where('password_hash', '=', hash)
    .execute()
}

/** Takes away so many at most, oldest first; one that somebody signs in with at this moment stays. Returns whose they were. */
export async function deleteUnusedOldHashes(
  trx: Trx,
  { kind, before, most }: { kind: OldKind; before: Date; most: number },
): Promise<PersonId[]> {
  const { rows } = await sql<{ person_id: PersonId }>`
    delete from credentials where person_id in (
      select person_id from credentials
      where starts_with(password_hash, ${`old:${kind}:`}) and set_at < ${before}
      order by set_at limit ${most} for update skip locked
    ) returning person_id`.execute(trx)
  return rows.map(({ person_id }) => person_id)
}

/**
 * How many of a kind were taken away here (decision 265). They open nothing, and stay in the history for as long as it keeps them: that is what
 * keeps a list from bringing them back.
 */
export async function countTakenAway(db: Db, kind: OldKind): Promise<number> {
  const { count } = await db
    .selectFrom('previous_passwords')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(sql<boolean>`starts_with(password_hash, ${`old:${kind}:`})`)
    .executeTakeFirstOrThrow()
  return count
}

export interface CountedKind {
  readonly kind: string
  /** Of an old one, what it was made with as far as that decides what it costs: `12` of bcrypt, `sha256,600000,32` of PBKDF2. */
  readonly cost: string
  /** Of another system, and nobody has signed in with it yet. */
  readonly isOld: boolean
  readonly people: number
  readonly oldest: Date
  readonly newest: Date
}

/** How many passwords stand in the hash of which kind and cost, and since when. Nothing of a salt or of a hash leaves the database. */
export async function countKinds(db: Db): Promise<CountedKind[]> {
  const { rows } = await sql<CountedKind>`
    select case when is_old then old_kind else split_part(password_hash, '$', 2) || ' ' || split_part(password_hash, '$', 4) end as kind,
      coalesce(case old_kind
        when 'bcrypt' then split_part(password_hash, '$', 3)
        when 'bcrypt-sha256' then split_part(password_hash, '$', 3)
        when 'argon2' then substring(password_hash from 'm=[0-9]+,t=[0-9]+')
        when 'scrypt' then substring(settings from '^[0-9]+,[0-9]+,[0-9]+')
        when 'pbkdf2' then split_part(settings, ',', 1) || ',' || split_part(settings, ',', 2) || ',' || split_part(settings, ',', 4)
        when 'sha-crypt' then substring(settings from 'rounds=[0-9]+')
      end, '') as cost,
      is_old as "isOld", count(*)::int as people, min(set_at) as oldest, max(set_at) as newest
    from (
      select password_hash, set_at, starts_with(password_hash, 'old:') as is_old,
        split_part(password_hash, ':', 2) as old_kind, split_part(password_hash, ':', 3) as settings
      from credentials
    ) as kept
    group by 1, 2, 3 order by 3 desc, 4 desc, 1, 2`.execute(db)
  return rows
}
