import { sql } from 'kysely'
import { brokenBetween, type Invariant, timesOf } from './evidence.ts'

/** What is told by a letter in the transaction that does it: so many events, so many letters. */
const lettersOf: Readonly<Record<string, readonly string[]>> = {
  'password-set': ['password-set', 'password-set-by-code'],
  'password-changed': ['password-changed'],
}

/** What the trail calls a mailed link, whatever it is for. */
const LINKS = ['first-password', 'forgotten-password']

/**
 * Whoever is told that a letter is on its way is told so after it was written (password-reset/tasks.ts, not-recognized/help-tasks.ts): first
 * the letter, then the event that names it, with the same hour, and then the page. A node that dies between them leaves a letter of which
 * nobody was told, and never the other way round.
 */
const toldOnceWritten = ['link-requested', 'help-requested']

/**
 * A letter is written once, for what was done once. It arrives once, but for one case that SMTP leaves open: the server took it, and
 * its “250” or our note of it was lost in a fault. Then it comes again under the same Message-ID, by which servers recognise it. Each
 * attempt is counted as a courier takes the letter, before a byte of it leaves: it never arrives more often than it was taken.
 */
export const letters: Invariant = {
  promise: 'no letter is lost or doubled',
  async broken({ db, arrivals, faults }) {
    const found: string[] = []
    const rows = await db
      .selectFrom('letters')
      .select(['id', 'state', 'message_id', 'attempts', 'text', 'last_error'])
      .where('state', '!=', 'void')
      .execute()
    const attemptsOf = new Map(rows.map(({ message_id, attempts }) => [message_id, attempts]))
    const times = timesOf(arrivals, ({ messageId }) => messageId)

    for (const { id, state, message_id, text, last_error } of rows) {
      if (state === 'sent' && !times.has(message_id ?? ''))
        found.push(`the letter ${id} is noted as sent, and no server has it`)
      if (state === 'sent' && text !== null) found.push(`the letter ${id} is sent, and its text still lies here`)
      // A newer link or a new password takes back a letter that still waits; none grows old here.
      if (state === 'dropped' && last_error !== 'withdrawn')
        found.push(`the letter ${id} was dropped (${last_error}), and nobody took it back`)
    }
    for (const [messageId, at] of times) {
      const attempts = attemptsOf.get(messageId)
      if (attempts === undefined) found.push(`the letter ${messageId} arrived, and nobody wrote it`)
      else if (at.length > attempts)
        found.push(`the letter ${messageId} arrived ${at.length} times, and was handed over ${attempts} times`)
      for (const [index, second] of at.entries()) {
        const first = at[index - 1]
        if (first === undefined) continue
        if (!brokenBetween(first, second, { faults }))
          found.push(`the letter ${messageId} arrived twice, and nothing was broken between`)
      }
    }
    for (const [event, kinds] of Object.entries(lettersOf)) {
      const { rows: told } = await sql<{ person: string; events: number; letters: number }>`
        select e.person_id as person, count(*)::int as events,
          (select count(*)::int from letters l where l.person_id = e.person_id and l.kind = any(${kinds})) as letters
        from audit_events e where e.event = ${event} and e.outcome = 'success' group by e.person_id`.execute(db)
      for (const { person, events, letters: written } of told)
        if (events !== written) found.push(`${person}: ${events} times ${event}, and ${written} letters tell of it`)
    }
    const { rows: promised } = await sql<{ person: string | null; event: string; letter: string; missing: number }>`
      with said as (
        select person_id, event, at, details ->> 'letter' as letter, count(*)::int as times from audit_events
        where event = any(${toldOnceWritten}) and outcome = 'success' group by 1, 2, 3, 4
      ), written as (
        select person_id, created_at as at, case when kind = any(${LINKS}) then 'link' else kind end as letter, count(*)::int as times
        from letters where state <> 'void' group by 1, 2, 3
      )
      select said.person_id as person, said.event, said.letter, sum(said.times - coalesce(written.times, 0))::int as missing
      from said left join written
        on written.at = said.at and written.letter = said.letter and written.person_id is not distinct from said.person_id
      where said.times > coalesce(written.times, 0) group by 1, 2, 3`.execute(db)
    for (const { person, event, letter, missing } of promised)
      found.push(
        `${person ?? 'nobody known'}: ${event} says that a letter was mailed (${letter}), and ${missing} are not there`,
      )
    return found
  },
}
