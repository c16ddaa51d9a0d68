import { type RawBuilder, sql } from 'kysely'
import { findSecondFactor, removeSecondFactor } from '../../credentials/second-factor/index.ts'
import type { Db, PersonId, Trx } from '../../database/index.ts'
import { type Merged, type Person, type Study, searchWords } from '../../people/index.ts'
import type { StayingPart } from './obstacle.ts'

/** A record as it was, as far as a merge touches it. Names, passwords and answers are not: those stay where they are. */
export interface Snapshot {
  readonly usosId: string | null
  readonly albumNumber: string | null
  readonly studentStatus: number | null
  readonly phdStudentStatus: number | null
  readonly staffStatus: number
  readonly connected: boolean
  readonly disabledAt: string | null
  readonly closedAt: string | null
  readonly closedBecause: string | null
  readonly validUntil: string | null
  readonly missingSince: string | null
  readonly assignedAddress: string | null
  readonly otherAddresses: readonly string[]
  readonly programmes: readonly string[]
}

export interface Before {
  readonly kept: Snapshot
  readonly gone: Snapshot
  /** What the kept record came to be. */
  readonly after: Snapshot
  readonly password: Merged['password']
  /** Cases that went over, services whose consents did, and USOS ids that led to the record that went. */
  readonly cases: readonly string[]
  readonly consents: readonly string[]
  readonly ids: readonly string[]
}

export interface MergeRow {
  readonly id: string
  readonly kept: PersonId
  readonly gone: PersonId
  readonly mergedAt: Date
  readonly by: string
  readonly reason: string
  readonly undoUntil: Date
  readonly undoneAt: Date | undefined
  /** Undefined when the time to undo is over. */
  readonly before: Before | undefined
}

const columns = [
  'id',
  'kept_id as kept',
  'gone_id as gone',
  'merged_at as mergedAt',
  'by',
  'reason',
  'undo_until as undoUntil',
  'undone_at as undoneAt',
  'before',
] as const

export async function findMerge(db: Db, id: string): Promise<MergeRow | undefined> {
  const row = await db.selectFrom('merges').select(columns).where('id', '=', id).executeTakeFirst()
  return row && { ...row, undoneAt: row.undoneAt ?? undefined, before: (row.before ?? undefined) as Before | undefined }
}

/** The record that goes by a USOS id, also by one that was merged into another. */
export async function findByUsosId(db: Db, usosId: string): Promise<PersonId | undefined> {
  const { rows } = await sql<{ id: PersonId }>`
    select id from people where usos_id = ${usosId}
    union all select person_id from merged_ids where usos_id = ${usosId} limit 1`.execute(db)
  return rows[0]?.id
}

/** Holds both, in the order of their ids, so that two who merge cannot wait for each other. */
export async function holdBoth(trx: Trx, one: PersonId, other: PersonId): Promise<void> {
  await sql`select from people where id in (${one}, ${other}) order by id for no key update`.execute(trx)
}

export function snapshotOf(person: Person, studies: readonly Study[]): Snapshot {
  return {
    usosId: person.usosId ?? null,
    albumNumber: person.albumNumber ?? null,
    studentStatus: person.studentStatus ?? null,
    phdStudentStatus: person.phdStudentStatus ?? null,
    staffStatus: person.staffStatus,
    connected: person.connected,
    disabledAt: person.disabledAt?.toISOString() ?? null,
    closedAt: person.closedAt?.toISOString() ?? null,
    closedBecause: person.closedBecause ?? null,
    validUntil: person.validUntil?.toISOString() ?? null,
    missingSince: person.missingSince?.toISOString() ?? null,
    assignedAddress: person.assignedAddress ?? null,
    otherAddresses: person.otherAddresses,
    programmes: studies.map(({ programme }) => programme),
  }
}

/** Makes one of the two. The record that goes stays, closed and empty of what can be there once only. */
export async function writeMerge(
  trx: Trx,
  {
    id,
    kept,
    gone,
    merged,
    before,
    by,
    reason,
    now,
    undoUntil,
    heldUntil,
  }: {
    id: string
    kept: { person: Person; studies: readonly Study[] }
    gone: { person: Person; studies: readonly Study[] }
    merged: Merged
    before: Omit<Before, 'cases' | 'consents' | 'ids'>
    by: PersonId
    reason: string
    now: Date
    undoUntil: Date
    heldUntil: Date | undefined
  },
): Promise<void> {
  const [to, from] = [kept.person.id, gone.person.id]
  await trx
    .insertInto('merges')
    .values({ id, kept_id: to, gone_id: from, merged_at: now, by, reason, undo_until: undoUntil, before: null })
    .execute()
  await sql`
    update people set usos_id = null, album_number = null, closed_at = ${now}, closed_because = 'merged', missing_since = null,
      changed_at = ${now}
    where id = ${from}`.execute(trx)
  const ids = await sql<{ usos_id: string }>`
    update merged_ids set person_id = ${to} where person_id = ${from} returning usos_id`.execute(trx)
  if (gone.person.usosId !== undefined && kept.person.usosId !== undefined) {
    await trx.insertInto('merged_ids').values({ usos_id: gone.person.usosId, person_id: to, merge_id: id }).execute()
  }
  await sql`update addresses set person_id = ${to}, assigned = false where person_id = ${from}`.execute(trx)
  await sql`
    update addresses set assigned = true where address = ${merged.assignedAddress ?? null} and not assigned`.execute(
    trx,
  )
  await trx
    .updateTable('people')
    .set({
      usos_id: merged.usosId ?? null,
      album_number: merged.albumNumber ?? null,
      student_status: merged.studentStatus ?? null,
      phd_student_status: merged.phdStudentStatus ?? null,
      staff_status: merged.staffStatus,
      connected: merged.connected,
      disabled_at: merged.disabledAt ?? null,
      closed_at: merged.closedAt ?? null,
      closed_because: merged.closedBecause ?? null,
      valid_until: merged.validUntil ?? null,
      missing_since: merged.missingSince ?? null,
      changed_at: now,
      words: searchWords({ ...kept.person, albumNumber: merged.albumNumber }),
      // Whoever waits under one of the two waits under what they become, and for the longest.
      reset_held_until: sql`greatest(reset_held_until, ${gone.person.resetHeldUntil ?? null}, ${heldUntil ?? null})`,
    })
    .where('id', '=', to)
    .execute()
  await sql`
    insert into studies (person_id, programme, name_pl, name_en, faculty, status, is_primary)
    select ${to}, programme, name_pl, name_en, faculty, status, is_primary and ${kept.studies.length === 0}
    from studies where person_id = ${from} on conflict (person_id, programme) do nothing`.execute(trx)
  if (merged.password === 'gone') {
    await sql`
      insert into credentials (person_id, password_hash, set_at, must_change)
      select ${to}, password_hash, set_at, must_change from credentials where person_id = ${from}`.execute(trx)
  }
  const consents = await sql<{ service: string }>`
    insert into consents (person_id, service, attributes, places, offline, given_at)
    select ${to}, service, attributes, places, offline, given_at from consents where person_id = ${from}
    on conflict (person_id, service) do nothing returning service`.execute(trx)
  // The budget of answers belongs to the human, too (req 45): a merge does not refill it.
  await sql`
    insert into wrong_answers (person_id, answered_at, forgiven_at)
    select ${to}, answered_at, forgiven_at from wrong_answers where person_id = ${from}`.execute(trx)
  const cases = await sql<{ id: string }>`
    update cases set person_id = ${to} where person_id = ${from} and state <> 'closed' returning id`.execute(trx)
  const all: Before = {
    ...before,
    ids: ids.rows.map(({ usos_id }) => usos_id),
    consents: consents.rows.map(({ service }) => service),
    cases: cases.rows.map((row) => row.id),
  }
  await trx
    .updateTable('merges')
    .set({ before: JSON.stringify(all) })
    .where('id', '=', id)
    .execute()
}

/** Both records as they were; what has changed since stays, and is named. The caller holds both. */
export async function writeUndo(
  trx: Trx,
  { id, kept: to, gone: from, mergedAt }: Pick<MergeRow, 'id' | 'kept' | 'gone' | 'mergedAt'>,
  before: Before,
  { kept, gone, by, now }: { kept: Person; gone: Person; by: PersonId; now: Date },
): Promise<StayingPart[]> {
  const stays = new Set<StayingPart>()
  const is = snapshotOf(kept, [])
  const back: Record<string, RawBuilder<unknown>> = {}
  const giveBack = (part: StayingPart, fields: Partial<Record<keyof Snapshot, string>>) => {
    for (const [field, column] of Object.entries(fields)) {
      const name = field as keyof Snapshot
      if (before.kept[name] === before.after[name]) continue
      if (is[name] === before.after[name]) back[column] = sql`${before.kept[name]}`
      else stays.add(part)
    }
  }
  giveBack('album-number', { albumNumber: 'album_number' })
  giveBack('status', {
    studentStatus: 'student_status',
    phdStudentStatus: 'phd_student_status',
    staffStatus: 'staff_status',
  })
  giveBack('connection', { connected: 'connected' })
  giveBack('disabled', { disabledAt: 'disabled_at' })
  giveBack('closing', { closedAt: 'closed_at', closedBecause: 'closed_because', validUntil: 'valid_until' })
  // Where the merge has opened it. An open one is missing again when the next full feed says so: until now rows under the other id spoke for it.
  if ('closed_at' in back) back.missing_since = sql`${before.kept.missingSince}`
  giveBack('usos-id', { usosId: 'usos_id' })
  for (const [column, value] of Object.entries(back))
    await sql`update people set ${sql.ref(column)} = ${value} where id = ${to}`.execute(trx)

  await sql`delete from merged_ids where merge_id = ${id}`.execute(trx)
  await sql`update merged_ids set person_id = ${from} where usos_id = any(${[...before.ids]}) and person_id = ${to}`.execute(
    trx,
  )
  await restoreGone(trx, from, before, { gone, kept, now }, stays)
  await restoreAddresses(trx, { to, from, before, kept }, stays)
  const added = before.after.programmes.filter((each) => !before.kept.programmes.includes(each))
  await sql`delete from studies where person_id = ${to} and programme = any(${added})`.execute(trx)
  await sql`
    delete from consents theirs using consents own
    where theirs.person_id = ${to} and own.person_id = ${from} and theirs.service = own.service
      and theirs.service = any(${[...before.consents]}) and theirs.given_at = own.given_at`.execute(trx)
  await sql`update cases set person_id = ${from} where id = any(${[...before.cases]}) and person_id = ${to}`.execute(
    trx,
  )
  if (await takeKeysBack(trx, { to, from, mergedAt, now, password: before.password })) stays.add('password')
  await trx
    .updateTable('people')
    .set({ words: searchWords({ ...kept, albumNumber: before.kept.albumNumber ?? undefined }), changed_at: now })
    .where('id', '=', to)
    .execute()
  await trx.updateTable('merges').set({ undone_at: now, undone_by: by, before: null }).where('id', '=', id).execute()
  return [...stays]
}

/**
 * Whoever used the one account may be either of the two. A password and a second factor that came since the merge are nobody's
 * for sure, and go; so does the earlier password of both, where it was replaced: perhaps it was stolen (attack A26). True when
 * a password went that does not come back, not from a list of the former system either (decision 265). The same password under a stronger hash is the same.
 */
async function takeKeysBack(
  trx: Trx,
  {
    to,
    from,
    mergedAt,
    now,
    password,
  }: { to: PersonId; from: PersonId; mergedAt: Date; now: Date; password: Merged['password'] },
): Promise<boolean> {
  const { rows } = await sql<{ went: boolean; same: boolean }>`
    with theirs as (
      delete from credentials where person_id = ${to} and (${password !== 'kept'}::boolean or set_at >= ${mergedAt})
      returning person_id, password_hash, set_at, must_change
    ), kept_from_coming_back as (
      insert into previous_passwords (person_id, password_hash, replaced_at)
      select person_id, password_hash, ${now}::timestamptz from theirs
    )
    select exists (select from theirs) as went, exists (
      select from theirs join credentials own on own.person_id = ${from} and own.set_at = theirs.set_at
        and (own.must_change or not theirs.must_change)) as same`.execute(trx)
  const factor = await findSecondFactor(trx, to)
  if (factor && factor.enrolledAt >= mergedAt) await removeSecondFactor(trx, to)
  if (password !== 'gone') return rows[0]?.went === true
  if (rows[0]?.same) return false
  await sql`
    with stolen as (delete from credentials where person_id = ${from} returning person_id, password_hash)
    insert into previous_passwords (person_id, password_hash, replaced_at)
    select person_id, password_hash, ${now}::timestamptz from stolen`.execute(trx)
  return true
}

/** What can be there once only comes back unless somebody has it now. */
async function restoreGone(
  trx: Trx,
  from: PersonId,
  { gone: was, after }: Before,
  { gone, kept, now }: { gone: Person; kept: Person; now: Date },
  stays: Set<StayingPart>,
) {
  const { rows } = await sql<{ usos: boolean; album: boolean }>`
    select not exists (select from people where usos_id = ${was.usosId}) as usos,
      not exists (select from people where album_number = ${was.albumNumber}) as album`.execute(trx)
  const free = rows[0]
  if (was.usosId !== null && !free?.usos) stays.add('usos-id')
  if (was.albumNumber !== null && !free?.album) stays.add('album-number')
  const albumNumber = free?.album ? was.albumNumber : null
  // Whoever was disabled as one human is disabled as both, until somebody looks.
  const disabledSince = after.disabledAt === null ? kept.disabledAt : undefined
  // Rows under its id were those of the kept record: since when an open one is missing, the next full feed says.
  const missingSince = was.closedAt === null ? null : was.missingSince
  await sql`
    update people set usos_id = ${free?.usos ? was.usosId : null}, album_number = ${albumNumber},
      closed_at = ${was.closedAt}, closed_because = ${was.closedBecause}, missing_since = ${missingSince},
      changed_at = ${now},
      disabled_at = coalesce(disabled_at, ${disabledSince ?? null}),
      words = ${searchWords({ ...gone, albumNumber: albumNumber ?? undefined })}
    where id = ${from}`.execute(trx)
}

async function restoreAddresses(
  trx: Trx,
  { to, from, before, kept }: { to: PersonId; from: PersonId; before: Before; kept: Person },
  stays: Set<StayingPart>,
) {
  const theirs = [before.gone.assignedAddress, ...before.gone.otherAddresses].filter((each) => each !== null)
  const isLogin = before.kept.assignedAddress !== null && theirs.includes(kept.assignedAddress ?? '')
  // The kept record signs in with one of them meanwhile, by a decision of later: that one stays.
  const comeBack = isLogin ? theirs.filter((each) => each !== kept.assignedAddress) : theirs
  const { rows } = await sql<{ address: string }>`
    update addresses set person_id = ${from}, assigned = false
    where person_id = ${to} and address = any(${comeBack}) returning address`.execute(trx)
  if (rows.length < theirs.length) stays.add('addresses')
  await sql`
    update addresses set assigned = true where person_id = ${from} and address = ${before.gone.assignedAddress}`.execute(
    trx,
  )
}

/** What was before is forgotten when nobody can go back to it (req 98). */
export async function forgetMerges(db: Db, now: Date): Promise<void> {
  await db
    .updateTable('merges')
    .set({ before: null })
    .where('undo_until', '<=', now)
    .where('before', 'is not', null)
    .execute()
}

/** How much of a record would end, or go over. */
export async function countBelongings(db: Db, person: PersonId) {
  const { rows } = await sql<{ sessions: number; cases: number; consents: number; factor: boolean }>`
    select (select count(*)::int from sessions where person_id = ${person} and ended_at is null) as sessions,
      (select count(*)::int from cases where person_id = ${person} and state <> 'closed') as cases,
      (select count(*)::int from consents where person_id = ${person}) as consents,
      exists (select from second_factors where person_id = ${person}) as factor`.execute(db)
  return rows[0] ?? { sessions: 0, cases: 0, consents: 0, factor: false }
}

/** USOS ids that mean the person beside the one they go by. */
export async function listIdsOf(db: Db, person: PersonId): Promise<{ usosId: string; ofMerge: boolean }[]> {
  const rows = await db
    .selectFrom('merged_ids')
    .select(['usos_id', 'merge_id'])
    .where('person_id', '=', person)
    .orderBy('usos_id')
    .execute()
  return rows.map(({ usos_id, merge_id }) => ({ usosId: usos_id, ofMerge: merge_id !== null }))
}

/** False when somebody has it by now. */
export async function addId(trx: Trx, person: PersonId, usosId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into merged_ids (usos_id, person_id, merge_id)
    select ${usosId}, ${person}, null where not exists (select from people where usos_id = ${usosId})
    on conflict (usos_id) do nothing`.execute(trx)
  return numAffectedRows === 1n
}

/** One that no merge has brought. */
export async function removeId(trx: Trx, person: PersonId, usosId: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('merged_ids')
    .where('usos_id', '=', usosId)
    .where('person_id', '=', person)
    .where('merge_id', 'is', null)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
