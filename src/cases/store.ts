import { type Selectable, sql } from 'kysely'
import {
  asCaseId,
  type CaseAnswer,
  type CaseId,
  type CaseKind,
  type CasesTable,
  type Db,
  type PersonId,
  type Trx,
} from '../database/index.ts'
import { type Case, caseNumber, statesBefore } from './case.ts'
import type { HelpFacts } from './help-requests/index.ts'

/** What is asked by somebody who reads the mailbox of `address`. */
export interface ProvedRequest extends HelpFacts {
  readonly person: PersonId | undefined
  readonly now: Date
}

/**
 * Opens a case, or joins the open one of the same mailbox, whose facts become the newest. A case that was asked back is
 * open again by it. One statement: of simultaneous requests one opens and the others join.
 */
export async function openOrJoinCase(trx: Trx, proved: ProvedRequest): Promise<{ id: CaseId; joined: boolean }> {
  const { now } = proved
  const next = await sql<{ number: number }>`select nextval('case_numbers')::int as number`.execute(trx)
  const row = await trx
    .insertInto('cases')
    .values({
      id: asCaseId(caseNumber(next.rows[0]?.number ?? 0, now)),
      kind: proved.kind,
      address: proved.address,
      person_id: proved.person ?? null,
      field_of_study: proved.fieldOfStudy,
      album_number: proved.albumNumber,
      has_right: proved.hasRight,
      note: proved.note,
      language: proved.language,
      opened_at: now,
      last_asked_at: now,
      state: 'open',
    })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'address'])
        .where('closed_at', 'is', null)
        .doUpdateSet((set) => ({
          person_id: sql<PersonId | null>`coalesce(${set.ref('excluded.person_id')}, cases.person_id)`,
          field_of_study: set.ref('excluded.field_of_study'),
          album_number: set.ref('excluded.album_number'),
          has_right: set.ref('excluded.has_right'),
          // Who says nothing new takes nothing back.
          note: sql<string>`coalesce(nullif(${set.ref('excluded.note')}, ''), cases.note)`,
          language: set.ref('excluded.language'),
          last_asked_at: now,
          asked_times: sql<number>`cases.asked_times + 1`,
          state: 'open',
        })),
    )
    .returning(['id', 'asked_times'])
    .executeTakeFirstOrThrow()
  return { id: row.id, joined: row.asked_times > 1 }
}

export async function findCase(db: Db, id: CaseId): Promise<Case | undefined> {
  const [found] = await casesIn(db, await db.selectFrom('cases').selectAll().where('id', '=', id).execute())
  return found
}

/** Of which desk each of these cases is; one that is no longer kept is left out. */
export async function findCaseKinds(db: Db, ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, CaseKind>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('cases')
    .select(['id', 'kind'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}

/** The digest of the secret in the newest letter with a question of the desk. */
export async function findCaseSecret(db: Db, id: CaseId): Promise<Buffer | undefined> {
  const row = await db.selectFrom('cases').select('secret_hash').where('id', '=', id).executeTakeFirst()
  return row?.secret_hash ?? undefined
}

/** Holds a case until the transaction ends. Whoever also holds a person's row takes that one first. */
export async function lockCase(trx: Trx, id: CaseId): Promise<Case | undefined> {
  const row = await trx.selectFrom('cases').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  const [found] = await casesIn(trx, row ? [row] : [])
  return found
}

/** Which of the open cases: those of a desk, or those that one member of staff has taken. */
interface OpenCases {
  readonly kinds: readonly CaseKind[]
  readonly owner?: PersonId | undefined
}

/** The cases that wait for the desk, oldest first; after them those that wait for an answer of the person. */
export async function listOpenCases(
  db: Db,
  { kinds, owner, limit, offset = 0 }: OpenCases & { limit: number; offset?: number },
): Promise<Case[]> {
  const rows = await db
    .selectFrom('cases')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('kind', 'in', [...kinds])
    .$if(owner !== undefined, (query) => query.where('owner', '=', owner ?? null))
    .orderBy(sql`state = 'asked-back'`)
    .orderBy('opened_at')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute()
  return casesIn(db, rows)
}

/** How many wait for the desk, and how many for an answer of the person. */
export async function countOpenCases(
  db: Db,
  { kinds, owner }: OpenCases,
): Promise<{ waiting: number; askedBack: number }> {
  return db
    .selectFrom('cases')
    .where('closed_at', 'is', null)
    .where('kind', 'in', [...kinds])
    .$if(owner !== undefined, (query) => query.where('owner', '=', owner ?? null))
    .select([
      sql<number>`(count(*) filter (where state = 'open'))::int`.as('waiting'),
      sql<number>`(count(*) filter (where state = 'asked-back'))::int`.as('askedBack'),
    ])
    .executeTakeFirstOrThrow()
}

/** Those about one person: by what the registry knew when they were opened, or by an address the person has by now, or those of a kind by one the person is `getting`. */
export async function findOpenCasesOf(
  db: Db,
  person: PersonId,
  getting?: Pick<Case, 'address' | 'kind'>,
): Promise<Case[]> {
  const rows = await db
    .selectFrom('cases')
    .selectAll()
    .where('closed_at', 'is', null)
    .where((where) =>
      where.or([
        where('person_id', '=', person),
        where('address', 'in', where.selectFrom('addresses').select('address').where('person_id', '=', person)),
        ...(getting === undefined
          ? []
          : [where.and([where('address', '=', getting.address), where('kind', '=', getting.kind)])]),
      ]),
    )
    .orderBy('opened_at')
    .execute()
  return casesIn(db, rows)
}

/** Cases by one of these numbers or from this mailbox, also those that are answered; newest first. */
export async function searchCases(
  db: Db,
  wanted: {
    kinds: readonly CaseKind[]
    numbers: readonly CaseId[]
    address: string | undefined
    limit: number
  },
): Promise<Case[]> {
  const { kinds, numbers, address, limit } = wanted
  if (kinds.length === 0 || (numbers.length === 0 && address === undefined)) return []
  const rows = await db
    .selectFrom('cases')
    .selectAll()
    .where('kind', 'in', [...kinds])
    .where((where) =>
      where.or([
        ...(numbers.length > 0 ? [where('id', 'in', [...numbers])] : []),
        ...(address === undefined ? [] : [where('address', '=', address)]),
      ]),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return casesIn(db, rows)
}

/**
 * A member of staff takes a case from nobody, or from the colleague whom the page showed as its owner. `false` when
 * somebody was quicker, or it is closed.
 */
export async function takeCase(trx: Trx, id: CaseId, staff: PersonId, now: Date, from?: PersonId): Promise<boolean> {
  const taken = await trx
    .updateTable('cases')
    .set({ owner: staff, taken_at: now })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .where('owner', 'is not distinct from', from ?? null)
    .returning('id')
    .executeTakeFirst()
  return taken !== undefined
}

/** The owner gives a case back to all. `false` when it is somebody else's by now, or closed. */
export async function giveCaseBack(trx: Trx, id: CaseId, staff: PersonId): Promise<boolean> {
  const given = await trx
    .updateTable('cases')
    .set({ owner: null, taken_at: null })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .where('owner', '=', staff)
    .returning('id')
    .executeTakeFirst()
  return given !== undefined
}

/** The desk asks the person something. `secretHash` is of the link in the letter: the newest one answers. `false` when closed. */
export async function askBack(
  trx: Trx,
  id: CaseId,
  asked: { by: PersonId; text: string; secretHash: Buffer; now: Date },
): Promise<boolean> {
  const done = await trx
    .updateTable('cases')
    .set({ state: 'asked-back', secret_hash: asked.secretHash })
    .where('id', '=', id)
    .where('state', 'in', statesBefore('asked-back'))
    .returning('id')
    .executeTakeFirst()
  if (done) await saveMessage(trx, id, { at: asked.now, author: asked.by, text: asked.text })
  return done !== undefined
}

/** The person answers; the case is open again. Of simultaneous answers one counts. `false` when nothing is asked. */
export async function reply(trx: Trx, id: CaseId, answer: { text: string; now: Date }): Promise<boolean> {
  const done = await trx
    .updateTable('cases')
    .set({ state: 'open' })
    .where('id', '=', id)
    .where('state', 'in', statesBefore('replied'))
    .returning('id')
    .executeTakeFirst()
  if (done) await saveMessage(trx, id, { at: answer.now, author: 'person', text: answer.text })
  return done !== undefined
}

/** Closes a case with its answer. `false` when somebody else closed it: then nothing else of the caller's work may stand. */
export async function closeCase(
  trx: Trx,
  id: CaseId,
  closed: { by: PersonId | 'system'; answer: CaseAnswer; reason: string; now: Date },
): Promise<boolean> {
  const done = await trx
    .updateTable('cases')
    .set({
      state: 'closed',
      closed_at: closed.now,
      closed_by: closed.by,
      answer: closed.answer,
      reason: closed.reason,
    })
    .where('id', '=', id)
    .where('state', 'in', statesBefore('answered'))
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

/** How the desk is doing: what waits, and since when; how many were answered since then, and after how long (half of them sooner). */
export async function countCases(
  db: Db,
  since: Date,
): Promise<{ open: number; oldest: Date | undefined; answered: number; medianWaitMs: number | undefined }> {
  const row = await db
    .selectFrom('cases')
    .select([
      sql<number>`(count(*) filter (where closed_at is null))::int`.as('open'),
      sql<Date | null>`min(opened_at) filter (where closed_at is null)`.as('oldest'),
      sql<number>`(count(*) filter (where closed_at >= ${since}))::int`.as('answered'),
      sql<number | null>`1000 * extract(epoch from percentile_cont(0.5) within group (order by closed_at - opened_at)
        filter (where closed_at >= ${since}))::float8`.as('medianWaitMs'),
    ])
    // Those of former years are not even looked at.
    .where((where) => where.or([where('closed_at', 'is', null), where('closed_at', '>=', since)]))
    .executeTakeFirstOrThrow()
  return { ...row, oldest: row.oldest ?? undefined, medianWaitMs: row.medianWaitMs ?? undefined }
}

/** Cases of people whom the registry has come to know under the address of the case belong to them from now on. */
export async function linkCasesToPeople(db: Db): Promise<void> {
  await db
    .updateTable('cases')
    .from('addresses')
    .set((set) => ({ person_id: set.ref('addresses.person_id') }))
    .whereRef('addresses.address', '=', 'cases.address')
    .where('cases.closed_at', 'is', null)
    .where('cases.person_id', 'is', null)
    .execute()
}

/** Cases that are likely to resolve themselves: the address is the assigned one of a connected person. */
export async function listCasesThatMayResolve(db: Db): Promise<{ id: CaseId; person: PersonId; address: string }[]> {
  return db
    .selectFrom('cases')
    .innerJoin('addresses', 'addresses.address', 'cases.address')
    .innerJoin('people', 'people.id', 'addresses.person_id')
    .where('cases.closed_at', 'is', null)
    .where('addresses.assigned', '=', true)
    .where('people.connected', '=', true)
    .where('people.disabled_at', 'is', null)
    .where('people.closed_at', 'is', null)
    .select(['cases.id', 'people.id as person', 'cases.address'])
    .orderBy('cases.opened_at')
    .execute()
}

/** Whether a link that was mailed since then still opens: another letter would only kill it. */
export async function hasLinkSince(db: Db, person: PersonId, since: Date, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('mailed_links')
    .select('id')
    .where('person_id', '=', person)
    .where('closed_at', 'is', null)
    .where('created_at', '>=', since)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

async function saveMessage(trx: Trx, id: CaseId, message: { at: Date; author: string; text: string }) {
  await trx
    .insertInto('case_messages')
    .values({ case_id: id, ...message })
    .execute()
}

async function casesIn(db: Db, rows: readonly Selectable<CasesTable>[]): Promise<Case[]> {
  if (rows.length === 0) return []
  const messages = await db
    .selectFrom('case_messages')
    .selectAll()
    .where(
      'case_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    address: row.address,
    person: row.person_id ?? undefined,
    fieldOfStudy: row.field_of_study,
    albumNumber: row.album_number,
    hasRight: row.has_right,
    note: row.note,
    language: row.language,
    openedAt: row.opened_at,
    lastAskedAt: row.last_asked_at,
    askedTimes: row.asked_times,
    state: row.state,
    owner: row.owner ?? undefined,
    takenAt: row.taken_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    closedBy: row.closed_by ?? undefined,
    answer: row.answer ?? undefined,
    reason: row.reason ?? undefined,
    messages: messages
      .filter((message) => message.case_id === row.id)
      .map(({ at, author, text }) => ({ at, author, text })),
  }))
}

/** What waits, by kind, and since when: for metrics. */
export async function countWaitingCases(
  db: Db,
): Promise<
  { readonly kind: CaseKind; readonly state: 'open' | 'asked-back'; readonly count: number; readonly oldest: Date }[]
> {
  return db
    .selectFrom('cases')
    .where('closed_at', 'is', null)
    .groupBy(['kind', 'state'])
    .select(['kind', 'state', sql<number>`count(*)::int`.as('count'), sql<Date>`min(opened_at)`.as('oldest')])
    .$narrowType<{ state: 'open' | 'asked-back' }>()
    .execute()
}
