import { type Selectable, sql } from 'kysely'
import type { Db, LinkId, MailedLinksTable, PersonId, Trx } from '../database/index.ts'
import type { ClosedBecause, MailedLink } from './mailed-link.ts'
import { isLinkBurnt, type QuestionLimits, type WrongAnswers } from './question.ts'

const DAY = 86_400_000

export type NewLink = Pick<
  MailedLink,
  'id' | 'secretHash' | 'person' | 'purpose' | 'address' | 'createdAt' | 'expiresAt'
>

/** Opens a link; a person has one at most, so an older one is superseded (req 16). The caller holds the person's row. */
export async function openLink(trx: Trx, link: NewLink): Promise<void> {
  await closeLinksOf(trx, link.person, 'superseded', link.createdAt)
  await trx
    .insertInto('mailed_links')
    .values({
      id: link.id,
      secret_hash: link.secretHash,
      person_id: link.person,
      purpose: link.purpose,
      address: link.address,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
      closed_at: null,
      closed_because: null,
    })
    .execute()
}

export async function findLink(db: Db, id: LinkId): Promise<MailedLink | undefined> {
  const row = await db.selectFrom('mailed_links').selectAll().where('id', '=', id).executeTakeFirst()
  return row && linkIn(row)
}

/** Spends a mailed link. Of two simultaneous posts, one gets `true` and the other gets `false` (req 14). */
export async function spendLink(trx: Trx, link: Pick<MailedLink, 'id' | 'secretHash'>, now: Date): Promise<boolean> {
  const spent = await trx
    .updateTable('mailed_links')
    .set({ closed_at: now, closed_because: 'password-set' })
    .where('id', '=', link.id)
    .where('secret_hash', '=', link.secretHash)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst()
  return spent !== undefined
}

/** Every open link of a person dies, as when the password is changed or another address is assigned (req 21, 23). */
export async function closeLinksOf(trx: Trx, person: PersonId, because: ClosedBecause, now: Date): Promise<void> {
  await trx
    .updateTable('mailed_links')
    .set({ closed_at: now, closed_because: because })
    .where('person_id', '=', person)
    .where('closed_at', 'is', null)
    .execute()
}

/** Whether a link was mailed to the person after `since`. Links are known for a week after their end. */
export async function wasLinkMailedSince(db: Db, person: PersonId, since: Date): Promise<boolean> {
  const link = await db
    .selectFrom('mailed_links')
    .select('id')
    .where('person_id', '=', person)
    .where('created_at', '>', since)
    .limit(1)
    .executeTakeFirst()
  return link !== undefined
}

/** What the person has answered wrongly, through any links. */
export async function countWrongAnswers(db: Db, person: PersonId, now: Date): Promise<WrongAnswers> {
  const since = (days: number) => new Date(now.getTime() - days * DAY)
  return db
    .selectFrom('wrong_answers')
    .select([
      sql<number>`(count(*) filter (where answered_at > ${since(30)}))::int`.as('last30Days'),
      sql<number>`count(*)::int`.as('last365Days'),
    ])
    .where('person_id', '=', person)
    .where('forgiven_at', 'is', null)
    .where('answered_at', '>', since(365))
    .executeTakeFirstOrThrow()
}

/**
 * Counts an answer as wrong before it is compared (req 46), and burns the link with the last one it bears.
 * Gives what `giveAnswerBack` needs when the answer turns out to be right. The caller holds the person's row.
 */
export async function spendAnswer(trx: Trx, link: MailedLink, limits: QuestionLimits, now: Date): Promise<SpentAnswer> {
  const { id } = await trx
    .insertInto('wrong_answers')
    .values({ person_id: link.person, answered_at: now, forgiven_at: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const counted = await countOnLink(trx, link, 'wrong_answers', limits, now)
  return { id, link: link.id, burnt: counted.burnt }
}

export interface SpentAnswer {
  readonly id: string
  readonly link: LinkId
  readonly burnt: boolean
}

/** The answer was right: nothing was spent, and the link is not burnt. In the transaction that spent it. */
export async function giveAnswerBack(trx: Trx, answer: SpentAnswer): Promise<void> {
  await trx.deleteFrom('wrong_answers').where('id', '=', answer.id).execute()
  await trx
    .updateTable('mailed_links')
    .set((link) => ({ wrong_answers: sql<number>`${link.ref('wrong_answers')} - 1` }))
    .where('id', '=', answer.link)
    .execute()
  if (!answer.burnt) return
  await trx
    .updateTable('mailed_links')
    .set({ closed_at: null, closed_because: null })
    .where('id', '=', answer.link)
    .where('closed_because', '=', 'too-many-wrong-answers')
    .execute()
}

/** Counts an answer that nobody can have; a link bears many of them, but not any number. The caller holds the person's row. */
export function countTypingError(
  trx: Trx,
  link: MailedLink,
  limits: QuestionLimits,
  now: Date,
): Promise<{ burnt: boolean }> {
  return countOnLink(trx, link, 'typing_errors', limits, now)
}

async function countOnLink(
  trx: Trx,
  link: MailedLink,
  column: 'wrong_answers' | 'typing_errors',
  limits: QuestionLimits,
  now: Date,
) {
  const counts = await trx
    .updateTable('mailed_links')
    .set((row) => ({ [column]: sql<number>`${row.ref(column)} + 1` }))
    .where('id', '=', link.id)
    .returning(['wrong_answers as wrongAnswers', 'typing_errors as typingErrors'])
    .executeTakeFirstOrThrow()
  const burnt = isLinkBurnt(counts, limits)
  if (burnt) await closeLinksOf(trx, link.person, 'too-many-wrong-answers', now)
  return { burnt }
}

function linkIn(row: Selectable<MailedLinksTable>): MailedLink {
  return {
    id: row.id,
    secretHash: row.secret_hash,
    person: row.person_id,
    purpose: row.purpose,
    address: row.address,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    wrongAnswers: row.wrong_answers,
    typingErrors: row.typing_errors,
    closedBecause: row.closed_because ?? undefined,
  }
}
