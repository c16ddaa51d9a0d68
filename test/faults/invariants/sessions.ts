import type { Invariant } from './evidence.ts'

/** Both ways: what was ended stays ended, and what was opened and not ended is there. */
export const sessions: Invariant = {
  promise: 'no session is alive that was ended, and none is gone that was not',
  async broken({ db, ledger }) {
    const rows = await db.selectFrom('sessions').select(['id', 'ended_at']).execute()
    const there = new Map(rows.map(({ id, ended_at }) => [id, ended_at]))
    const found: string[] = []
    for (const [session, state] of ledger.sessions) {
      if (!there.has(session)) found.push(`the session ${session} was opened, and is not there`)
      else if (state === 'ended' && there.get(session) === null)
        found.push(`the session ${session} was ended, and is alive`)
      else if (state === 'open' && there.get(session) !== null)
        found.push(`the session ${session} was ended, and nobody asked for that`)
    }
    return found
  },
}
