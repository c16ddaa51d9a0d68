import { recordEvent } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { type ServiceList, type WhoIsTold, whoIsTold } from '../services/index.ts'
import { endSession, listVisitsToTell, type Session } from './store.ts'

/**
 * Ends a session here and, in the background, at every service it visited, by whichever protocol the person leaves (req 60, 78,
 * 87). Says which are told.
 */
export function signOut(
  { database, services }: { readonly database: Database; readonly services: ServiceList },
  { id, person }: Pick<Session, 'id' | 'person'>,
  { now, ...at }: { readonly now: Date; readonly source: string; readonly reference: string },
): Promise<WhoIsTold> {
  return database.db.transaction().execute(async (trx) => {
    const cas = await listVisitsToTell(trx, id, 'cas')
    const oidc = await listVisitsToTell(trx, id, 'oidc')
    await endSession(trx, id, 'signed-out', now)
    await recordEvent(trx, { at: now, event: 'sign-out', outcome: 'success', person, actor: 'person', ...at })
    return whoIsTold({ cas, oidc }, services())
  })
}
