import { asSessionId, type Db, type PersonId } from '../src/database/index.ts'

/** A session that has ended, of whose end services are to be told. */
export async function endedSession(db: Db, person: PersonId, now: Date) {
  const id = asSessionId('a session')
  const session = {
    id,
    secret_hash: Buffer.from('x'),
    person_id: person,
    created_at: now,
    last_used_at: now,
    ended_at: now,
    ended_because: 'password-set',
    source: '',
    browser: '',
  } as const
  await db.insertInto('sessions').values(session).execute()
  return id
}
