import type { Db, Trx } from '../database/index.ts'
import { isAlive, needsNoting, type SessionLimits } from '../sessions/index.ts'
import { secretDigest } from '../world/index.ts'
import type { CasAttributes } from './cas-answer.ts'

/** A sign-in as the portal keeps it: of the secret and the ticket only the digests. */
export interface PortalSession {
  readonly userName: string
  readonly attributes: CasAttributes
}

interface NewPortalSession extends PortalSession {
  readonly secret: string
  readonly ticket: string
}

/**
 * Opens a session, and forgets those that have run out, but for those that somebody else is just ending: two people who
 * come back in the morning would otherwise wait for each other's.
 */
export async function openPortalSession(
  trx: Trx,
  session: NewPortalSession,
  limits: SessionLimits,
  now: Date,
): Promise<void> {
  await trx
    .deleteFrom('portal_sessions')
    .where('secret_hash', 'in', (old) =>
      old
        .selectFrom('portal_sessions')
        .select('secret_hash')
        .where('last_used_at', '<', new Date(now.getTime() - limits.idle))
        .forUpdate()
        .skipLocked(),
    )
    .execute()
  await trx
    .insertInto('portal_sessions')
    .values({
      secret_hash: secretDigest(session.secret),
      ticket_hash: secretDigest(session.ticket),
      user_name: session.userName,
      attributes: JSON.stringify(session.attributes),
      created_at: now,
      last_used_at: now,
    })
    .execute()
}

/** The live session of a cookie (req 57, 59). */
export async function findPortalSession(
  db: Db,
  secret: string | undefined,
  limits: SessionLimits,
  now: Date,
): Promise<PortalSession | undefined> {
  if (secret === undefined) return undefined
  const row = await db
    .selectFrom('portal_sessions')
    .select(['user_name', 'attributes', 'created_at', 'last_used_at'])
    .where('secret_hash', '=', secretDigest(secret))
    .executeTakeFirst()
  if (!row) return undefined
  const times = { createdAt: row.created_at, lastUsedAt: row.last_used_at, endedAt: null }
  if (!isAlive(times, limits, now)) return undefined
  if (needsNoting(times, now)) await noteUse(db, secret, now)
  return { userName: row.user_name, attributes: row.attributes as CasAttributes }
}

/** Whether this very ticket has opened the session of this cookie: its address was only loaded twice. */
export async function wasOpenedBy(db: Db, secret: string, ticket: string): Promise<boolean> {
  const row = await db
    .selectFrom('portal_sessions')
    .select('user_name')
    .where('secret_hash', '=', secretDigest(secret))
    .where('ticket_hash', '=', secretDigest(ticket))
    .executeTakeFirst()
  return row !== undefined
}

export async function endPortalSession(db: Db, secret: string): Promise<void> {
  await db.deleteFrom('portal_sessions').where('secret_hash', '=', secretDigest(secret)).execute()
}

/** Ends the session that a ticket opened: single logout (req 78). */
export async function endSessionOfTicket(db: Db, ticket: string): Promise<void> {
  await db.deleteFrom('portal_sessions').where('ticket_hash', '=', secretDigest(ticket)).execute()
}

async function noteUse(db: Db, secret: string, now: Date) {
  await db
    .updateTable('portal_sessions')
    .set({ last_used_at: now })
    .where('secret_hash', '=', secretDigest(secret))
    .execute()
}
