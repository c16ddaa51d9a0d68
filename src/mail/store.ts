import { sql } from 'kysely'
import {
  asLetterId,
  type Db,
  type LetterBounce,
  type LetterId,
  type LetterState,
  type LettersTable,
  type PersonId,
  type Trx,
} from '../database/index.ts'
import { enqueue } from '../jobs/index.ts'
import type { Language } from '../language/index.ts'
import { systemRandom } from '../world/index.ts'
import type { LetterContent } from './render-letter.tsx'
import { WITHDRAWN } from './withdrawal/index.ts'

export interface NewLetter {
  /** What it is for, such as `reset-link`: for the desk. */
  readonly kind: string
  readonly person: PersonId | undefined
  /** The stored address, canonical; never what somebody typed (req 24). */
  readonly recipient: string
  readonly language: Language
  readonly content: LetterContent
  /** The end of its link: after it the letter is dropped (req 109). */
  readonly uselessAfter?: Date | undefined
  readonly now: Date
  readonly id?: LetterId | undefined
  /** The letter that is sent again with this one. */
  readonly againOf?: LetterId | undefined
  /** Made for an account that is not there, so that the work is the same; thrown away instead of sent (req 50). */
  readonly void?: boolean | undefined
}

/** Leaves a letter in the outbox, and the work to deliver it, in the caller's transaction (req 109). */
export async function postLetter(trx: Trx, letter: NewLetter): Promise<LetterId> {
  const id = letter.id ?? asLetterId(systemRandom.token(22))
  await trx
    .insertInto('letters')
    .values({
      id,
      kind: letter.kind,
      person_id: letter.person ?? null,
      // What a stranger typed is kept nowhere, not even for a minute.
      recipient: letter.void ? '' : letter.recipient,
      language: letter.language,
      subject: letter.content.subject,
      text: letter.content.text,
      html: letter.content.html,
      message_id: null,
      state: letter.void ? 'void' : 'queued',
      created_at: letter.now,
      next_attempt_at: letter.now,
      useless_after: letter.uselessAfter ?? null,
      lease_until: null,
      finished_at: null,
      last_error: null,
      bounce_token: newBounceToken(),
      bounce: null,
      bounce_status: null,
      bounced_at: null,
      again_of: letter.againOf ?? null,
    })
    .execute()
  await enqueueDelivery(trx, id)
  return id
}

/** Small letters and digits alone: servers on the way may fold the case of a return path. 130 bits at least. */
function newBounceToken() {
  return systemRandom.token(26).toLowerCase()
}

export const DELIVER = 'deliver-letter'

export function enqueueDelivery(trx: Trx, id: LetterId, runAt?: Date) {
  return enqueue(trx, DELIVER, { letter: id }, { key: `letter:${id}`, ...(runAt && { runAt }) })
}

/** A letter that one courier holds until `leaseUntil`. */
export interface ClaimedLetter {
  readonly id: LetterId
  readonly kind: string
  readonly person: PersonId | undefined
  readonly recipient: string
  readonly language: Language
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly messageId: string
  /** For the return path and the envelope id. Letters of an older version have none. */
  readonly bounceToken: string | undefined
  readonly createdAt: Date
  readonly uselessAfter: Date | undefined
  readonly attempts: number
  /** Belongs to an invented person: must not leave this machine. */
  readonly demo: boolean
}

interface Claim {
  now: Date
  leaseUntil: Date
  /** What stands behind the @ of a Message-ID. */
  domain: string
}

/** Takes one letter that is due. Of couriers that ask at the same time, one gets it and the others get nothing. */
export function claimLetter(db: Db, id: LetterId, claim: Claim): Promise<ClaimedLetter | undefined> {
  return claimWhere(db, claim, sql`id = ${id} and (${due(claim.now)} or (state = 'queued' and attempts = 0))`)
}

/** Takes whichever letter has been due for longest; those that another courier is just taking are passed over. */
export function claimNextLetter(db: Db, claim: Claim): Promise<ClaimedLetter | undefined> {
  return claimWhere(
    db,
    claim,
    sql`id = (select id from letters where ${due(claim.now)} order by next_attempt_at, created_at limit 1 for update skip locked)`,
  )
}

function due(now: Date) {
  // A lease that has run out belonged to a courier that was killed.
  return sql`((state = 'queued' and next_attempt_at <= ${now}) or (state = 'sending' and lease_until <= ${now}))`
}

async function claimWhere(db: Db, { leaseUntil, domain }: Claim, which: ReturnType<typeof sql>) {
  const { rows } = await sql<
    Pick<LettersTable, 'id' | 'kind' | 'person_id' | 'recipient' | 'language' | 'subject'> & {
      text: string | null
      html: string | null
      message_id: string
      bounce_token: string | null
      created_at: Date
      useless_after: Date | null
      attempts: number
      demo: boolean | null
    }
  >`
    update letters
    set state = 'sending', attempts = attempts + 1, lease_until = ${leaseUntil},
        message_id = coalesce(message_id, '<' || id || coalesce('.' || bounce_token, '') || '@' || ${domain}::text || '>')
    where ${which}
    returning id, kind, person_id, recipient, language, subject, text, html, message_id, bounce_token, created_at, useless_after, attempts,
      (select demo from people where people.id = letters.person_id) as demo
  `.execute(db)
  const [row] = rows
  return (
    row && {
      id: row.id,
      kind: row.kind,
      person: row.person_id ?? undefined,
      recipient: row.recipient,
      language: row.language,
      subject: row.subject,
      text: row.text ?? '',
      html: row.html ?? '',
      messageId: row.message_id,
      bounceToken: row.bounce_token ?? undefined,
      createdAt: row.created_at,
      uselessAfter: row.useless_after ?? undefined,
      attempts: row.attempts,
      demo: row.demo === true,
    }
  )
}

/**
 * Ends a letter and blanks what it said: it may hold a link. A letter that was handed over is `sent` whoever holds it
 * by now; any other end counts only while the lease of this very attempt lasts.
 */
export function finishLetter(
  db: Db | Trx,
  letter: { id: LetterId; attempts: number },
  end: { state: Extract<LetterState, 'sent' | 'given-up' | 'dropped' | 'suppressed'>; because?: string },
  now: Date,
) {
  return db
    .updateTable('letters')
    .set({
      state: end.state,
      finished_at: now,
      lease_until: null,
      text: null,
      html: null,
      last_error: end.state === 'dropped' ? unlessWithdrawn(end.because) : (end.because ?? null),
    })
    .where('id', '=', letter.id)
    .where('state', 'in', ['queued', 'sending'])
    .$if(end.state !== 'sent', (query) => query.where('state', '=', 'sending').where('attempts', '=', letter.attempts))
    .execute()
}

/** Why a letter was dropped: its link was dead before a server took it. */
export const EXPIRED = 'expired'
/** What was taken back while a courier held it says so to the end. */
const unlessWithdrawn = (because: string | undefined) =>
  sql<string | null>`case when last_error = ${WITHDRAWN} then last_error else ${because ?? null} end`

/** Puts a letter back for a later attempt. */
export async function postponeLetter(db: Db, letter: { id: LetterId; attempts: number }, at: Date, because: string) {
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('letters')
      .set({ state: 'queued', next_attempt_at: at, lease_until: null, last_error: unlessWithdrawn(because) })
      .where('id', '=', letter.id)
      .where('state', '=', 'sending')
      .where('attempts', '=', letter.attempts)
      .executeTakeFirst()
    if (numUpdatedRows > 0n) await enqueueDelivery(trx, letter.id, at)
  })
}

/** A letter that a server took, by a token that only a report of its delivery can know. */
export interface LetterSent {
  readonly id: LetterId
  readonly kind: string
  readonly person: PersonId | undefined
  readonly recipient: string
  readonly bounce: LetterBounce | undefined
}

/** The letter that one of the tokens belongs to; of several the first. Held until the end of the transaction. */
export async function lockByBounceToken(trx: Trx, tokens: readonly string[]): Promise<LetterSent | undefined> {
  if (tokens.length === 0) return undefined
  const rows = await trx
    .selectFrom('letters')
    .select(['id', 'kind', 'person_id', 'recipient', 'bounce', 'bounce_token'])
    .where('bounce_token', 'in', [...tokens])
    // A report may be quicker than our note that the server took the letter.
    .where('state', 'in', ['sending', 'sent'])
    .forUpdate()
    .execute()
  const [row] = rows.toSorted(
    (one, other) => tokens.indexOf(one.bounce_token ?? '') - tokens.indexOf(other.bounce_token ?? ''),
  )
  return (
    row && {
      id: row.id,
      kind: row.kind,
      person: row.person_id ?? undefined,
      recipient: row.recipient,
      bounce: row.bounce ?? undefined,
    }
  )
}

export function noteBounce(
  trx: Trx,
  id: LetterId,
  { bounce, status, now }: { bounce: LetterBounce; status: string | undefined; now: Date },
) {
  return trx
    .updateTable('letters')
    .set({ bounce, bounce_status: status ?? null, bounced_at: now })
    .where('id', '=', id)
    .execute()
}

export interface Rest {
  readonly since: Date
  readonly until: Date
  /** Enhanced status code of what the address answered. */
  readonly status: string | undefined
}

/** Whether no letter may go to this address now. */
export async function findRest(db: Db, address: string, now: Date): Promise<Rest | undefined> {
  const row = await db
    .selectFrom('resting_addresses')
    .select(['rests_since', 'rests_until', 'status'])
    .where('address', '=', address)
    .where('rests_until', '>', now)
    .executeTakeFirst()
  if (!row?.rests_since || !row.rests_until) return undefined
  return { since: row.rests_since, until: row.rests_until, status: row.status ?? undefined }
}

/** Counts a letter that came back for a reason that may pass; gives how many in a row there are. */
export async function countSoftBounce(
  trx: Trx,
  { address, status, now, since }: { address: string; status: string | undefined; now: Date; since: Date },
): Promise<number> {
  const { rows } = await sql<{ soft_bounces: number }>`
    insert into resting_addresses as r (address, soft_bounces, last_bounce_at, status)
    values (${address}, 1, ${now}, ${status ?? null})
    on conflict (address) do update set
      soft_bounces = case when r.last_bounce_at < ${since} then 1 else r.soft_bounces + 1 end,
      last_bounce_at = ${now}, status = excluded.status
    returning soft_bounces`.execute(trx)
  return rows[0]?.soft_bounces ?? 0
}

/** From now on no letter goes there, until the rest is over or the desk ends it. False when it rests already, at least as long. */
export async function beginRest(
  trx: Trx,
  { address, status, now, until }: { address: string; status: string | undefined; now: Date; until: Date },
): Promise<boolean> {
  const { rows } = await sql<{ address: string }>`
    insert into resting_addresses as r (address, last_bounce_at, status, rests_since, rests_until)
    values (${address}, ${now}, ${status ?? null}, ${now}, ${until})
    on conflict (address) do update set
      soft_bounces = 0, last_bounce_at = ${now}, status = excluded.status,
      rests_since = ${now}, rests_until = ${until}
    where r.rests_until is null or r.rests_until <= ${now}
    returning address`.execute(trx)
  return rows.length > 0
}

/** Letters go there again, and nothing that came back counts any more. False when the address did not rest. */
export async function endRest(trx: Trx, address: string, now: Date): Promise<boolean> {
  const rested = await findRest(trx, address, now)
  await trx.deleteFrom('resting_addresses').where('address', '=', address).execute()
  return rested !== undefined
}

/** Throws away a letter that was only written to take the same time. */
export function discardVoidLetter(db: Db, id: LetterId) {
  return db.deleteFrom('letters').where('id', '=', id).where('state', '=', 'void').execute()
}

export function discardVoidLetters(db: Db, until: Date) {
  return db.deleteFrom('letters').where('state', '=', 'void').where('created_at', '<=', until).execute()
}

export function dropUselessLetters(db: Db, now: Date) {
  return db
    .updateTable('letters')
    .set({ state: 'dropped', finished_at: now, text: null, html: null, last_error: unlessWithdrawn(EXPIRED) })
    .where('state', '=', 'queued')
    .where('useless_after', '<=', now)
    .execute()
}

/** Wakes the couriers for letters whose job was lost or sleeps with a killed worker. */
export async function enqueueOverdue(db: Db, before: Date, now: Date, atMost: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const overdue = await trx
      .selectFrom('letters')
      .select('id')
      .where((where) =>
        where.or([
          where.and([where('state', '=', 'queued'), where('next_attempt_at', '<=', before)]),
          where.and([where('state', '=', 'sending'), where('lease_until', '<=', now)]),
        ]),
      )
      .orderBy('next_attempt_at')
      .limit(atMost)
      .execute()
    for (const { id } of overdue) await enqueueDelivery(trx, id)
    return overdue.length
  })
}

export interface LetterAsSent {
  id: string
  sender: string
  recipient: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
  createdAt: Date
}

/** The development mailbox takes a letter once, however often it is handed over. */
export async function keepInDevelopmentMailbox(db: Db, letter: LetterAsSent) {
  const { createdAt, headers, ...rest } = letter
  await db
    .insertInto('development_mailbox')
    .values({ ...rest, headers: JSON.stringify(headers), created_at: createdAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export function trimDevelopmentMailbox(db: Db, keep: number) {
  return db
    .deleteFrom('development_mailbox')
    .where('position', 'in', (of) =>
      of.selectFrom('development_mailbox').select('position').orderBy('position', 'desc').offset(keep),
    )
    .execute()
}

/** Letters that have not left yet, and since when the oldest of them waits. */
export async function countOutbox(db: Db): Promise<{ readonly waiting: number; readonly oldest: Date | undefined }> {
  const row = await db
    .selectFrom('letters')
    .where('state', 'in', ['queued', 'sending'])
    .select([sql<number>`count(*)::int`.as('waiting'), sql<Date | null>`min(created_at)`.as('oldest')])
    .executeTakeFirstOrThrow()
  return { waiting: row.waiting, oldest: row.oldest ?? undefined }
}

/** Letters that were tried for the last time since then. */
export async function countGivenUp(db: Db, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('letters')
    .where('state', '=', 'given-up')
    .where('finished_at', '>', since)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}
