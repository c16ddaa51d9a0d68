import type { PersonId, Trx } from '../../database/index.ts'

/** More of one kind are of no use to anybody; the newest are kept. */
const MOST = 20_000

/** The rows of all tables that are about one person, and nobody else. Which columns leave the house is said here, one by one. */
export async function readOwnData(trx: Trx, person: PersonId, addresses: readonly string[]) {
  const about = await trx
    .selectFrom('people')
    .select(['created_at', 'external_id'])
    .where('id', '=', person)
    .executeTakeFirst()
  const password = await trx
    .selectFrom('credentials')
    .select('set_at')
    .where('person_id', '=', person)
    .executeTakeFirst()
  const factor = await trx
    .selectFrom('second_factors')
    .select('enrolled_at')
    .where('person_id', '=', person)
    .executeTakeFirst()
  const codes = await trx
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<string>().as('left'))
    .where('person_id', '=', person)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  const merges = await trx
    .selectFrom('merges')
    .select(['kept_id', 'gone_id', 'merged_at', 'undone_at'])
    .where((where) => where.or([where('kept_id', '=', person), where('gone_id', '=', person)]))
    .orderBy('merged_at', 'desc')
    .execute()
  const ids = await trx
    .selectFrom('merged_ids')
    .select('usos_id')
    .where('person_id', '=', person)
    .orderBy('usos_id')
    .execute()
  const sessions = await trx
    .selectFrom('sessions')
    .select(['browser', 'source', 'created_at', 'last_used_at', 'ended_at', 'ended_because'])
    .where('person_id', '=', person)
    .orderBy('created_at', 'desc')
    .limit(MOST)
    .execute()
  const visits = await trx
    .selectFrom('service_visits as visit')
    .innerJoin('sessions', 'sessions.id', 'visit.session_id')
    .select(['visit.service', 'visit.protocol', 'visit.visited_at'])
    .where('sessions.person_id', '=', person)
    .orderBy('visit.visited_at', 'desc')
    .limit(MOST)
    .execute()
  const consents = await trx
    .selectFrom('consents')
    .select(['service', 'attributes', 'offline', 'given_at'])
    .where('person_id', '=', person)
    .orderBy('service')
    .execute()
  const letters = await trx
    .selectFrom('letters')
    .select(['kind', 'recipient', 'created_at', 'finished_at', 'state', 'bounce', 'bounced_at'])
    .where('person_id', '=', person)
    .where('state', '<>', 'void')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  // Whoever proved the mailbox of a case wrote it: the desk may have laid it beside somebody else by mistake. But an address may
  // have had another owner, before this person was here at all.
  const cases = await trx
    .selectFrom('cases')
    .select([
      'id',
      'kind',
      'address',
      'field_of_study',
      'album_number',
      'note',
      'opened_at',
      'state',
      'closed_at',
      'answer',
    ])
    .where('address', 'in', [...addresses, ''])
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('person_id', 'is', null),
        eb('person_id', '=', person),
        eb('opened_at', '>=', selectFrom('people').select('created_at').where('id', '=', person)),
      ]),
    )
    .orderBy('opened_at', 'desc')
    .execute()
  const events = await trx
    .selectFrom('audit_events')
    .select(['at', 'event', 'outcome', 'actor', 'source', 'details'])
    .where('person_id', '=', person)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute()
  const numbers = cases.map(({ id }) => id)
  const messages =
    numbers.length === 0
      ? []
      : await trx
          .selectFrom('case_messages')
          .select(['case_id', 'at', 'author', 'text'])
          .where('case_id', 'in', numbers)
          .orderBy('id')
          .execute()
  return { about, password, factor, codes, merges, ids, sessions, visits, consents, letters, cases, messages, events }
}

export type OwnRows = Awaited<ReturnType<typeof readOwnData>>
