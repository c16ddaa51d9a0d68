import { type Selectable, sql } from 'kysely'
import type { Db, LetterId, LettersTable, PersonId } from '../../database/index.ts'
import type { DeskLetter, WantedLetters, WantedState } from './letter.ts'

/** Everything of a letter but what it says. */
const COLUMNS = [
  'id',
  'kind',
  'person_id',
  'subject',
  'language',
  'recipient',
  'state',
  'created_at',
  'attempts',
  'next_attempt_at',
  'finished_at',
  'last_error',
  'bounce',
  'bounce_status',
  'bounced_at',
] as const

type Row = Pick<Selectable<LettersTable>, (typeof COLUMNS)[number]>

/** What became of the newest letters to one person. */
export async function listLettersOf(db: Db, person: PersonId, howMany: number): Promise<DeskLetter[]> {
  const rows = await db
    .selectFrom('letters')
    .select([...COLUMNS])
    .where('person_id', '=', person)
    .where('state', '!=', 'void')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(howMany)
    .execute()
  return rows.map(letterFrom)
}

/** Letters of all people, newest first. A day begins and ends by the clock of the university. */
export async function listLetters(
  db: Db,
  { state, day, before }: WantedLetters,
  { recipient, zone, limit }: { recipient: string | undefined; zone: string; limit: number },
): Promise<DeskLetter[]> {
  const rows = await db
    .selectFrom('letters')
    .select([...COLUMNS])
    .where('state', '!=', 'void')
    .$if(state !== undefined, (query) => query.where(inState[state ?? 'sent']))
    .$if(recipient !== undefined, (query) => query.where('recipient', '=', recipient ?? ''))
    .$if(day !== undefined, (query) =>
      query
        .where('created_at', '>=', sql<Date>`${day}::date::timestamp at time zone ${zone}`)
        .where('created_at', '<', sql<Date>`(${day}::date + 1)::timestamp at time zone ${zone}`),
    )
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(created_at, id) < (select created_at, id from letters where id = ${before})`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(letterFrom)
}

const inState = {
  waiting: sql<boolean>`((state = 'queued' and attempts = 0) or state = 'sending')`,
  delayed: sql<boolean>`((state = 'queued' and attempts > 0) or (state = 'sent' and bounce = 'delayed'))`,
  sent: sql<boolean>`(state = 'sent' and bounce is null)`,
  bounced: sql<boolean>`(state = 'sent' and bounce in ('soft', 'hard'))`,
  'given-up': sql<boolean>`state = 'given-up'`,
  suppressed: sql<boolean>`state = 'suppressed'`,
  dropped: sql<boolean>`state = 'dropped'`,
} as const satisfies Record<WantedState, unknown>

export async function findLetter(db: Db, id: LetterId): Promise<(DeskLetter & { againOf?: LetterId }) | undefined> {
  const row = await db
    .selectFrom('letters')
    .select([...COLUMNS, 'again_of'])
    .where('id', '=', id)
    .where('state', '!=', 'void')
    .executeTakeFirst()
  return row && { ...letterFrom(row), ...(row.again_of !== null && { againOf: row.again_of as LetterId }) }
}

function letterFrom(row: Row): DeskLetter {
  return {
    id: row.id,
    kind: row.kind,
    person: row.person_id ?? undefined,
    subject: row.subject,
    language: row.language,
    recipient: row.recipient,
    state: row.state as DeskLetter['state'],
    at: row.created_at,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    finishedAt: row.finished_at ?? undefined,
    lastError: row.last_error ?? undefined,
    bounce: row.bounce ?? undefined,
    bounceStatus: row.bounce_status ?? undefined,
    bouncedAt: row.bounced_at ?? undefined,
  }
}
