import { brokenBetween, type Invariant, perhapsForgotten, timesOf } from './evidence.ts'

/** As often as the job that tells is begun: what a service took and we did not note, it is told again (decision 145). */
const TOLD_AT_MOST = 9

/**
 * Whoever lets somebody in by our word hears when the session ends, whatever ended it, and then only. Services hear at once here, so that a
 * second telling comes out of a fault: out of a note that was lost, or of a job that a dead node had begun. The visit itself is noted
 * by the pool whose commits do not wait for the disk (decision 131).
 */
export const told: Invariant = {
  promise: 'every service that was visited is told of the end of the session, and of nothing else',
  async broken({ db, ledger, tellings, faults, calm = false }) {
    const found: string[] = []
    const rows = await db
      .selectFrom('service_visits as visit')
      .innerJoin('sessions', 'sessions.id', 'visit.session_id')
      .select(['visit.ticket', 'visit.told_at', 'sessions.id as session', 'sessions.ended_at'])
      .execute()
    const noted = new Set(rows.map(({ ticket }) => ticket))
    const times = timesOf(tellings, ({ ticket }) => ticket)

    for (const [ticket, at] of ledger.visits)
      if (!noted.has(ticket) && !perhapsForgotten(at, { faults }))
        found.push(`a service was let in by ${nameOf(ticket)}, and nobody noted that it has to be told`)
    for (const { ticket, told_at, session, ended_at } of rows) {
      const heard = times.has(ticket)
      if (told_at !== null && !heard) found.push(`${nameOf(ticket)} is noted as told, and no service heard it`)
      if (ended_at === null && heard)
        found.push(`a service was told by ${nameOf(ticket)} that the session ${session} ended, and it is alive`)
      if (calm && ended_at !== null && !heard)
        found.push(`the session ${session} ended, and the service that knows it by ${nameOf(ticket)} was not told`)
    }
    for (const [ticket, at] of times) {
      if (!noted.has(ticket) && !faults.some(({ forgets }) => forgets))
        found.push(`a service was told by ${nameOf(ticket)}, and nobody went there by it`)
      for (const [index, second] of at.entries()) {
        const first = at[index - 1]
        if (first !== undefined && !brokenBetween(first, second, { faults }))
          found.push(`a service was told twice by ${nameOf(ticket)}, and nothing was broken between`)
      }
      if (at.length > TOLD_AT_MOST) found.push(`a service was told ${at.length} times by ${nameOf(ticket)}`)
    }
    return found
  },
}

const nameOf = (ticket: string) => `${ticket.slice(0, 8)}…`
