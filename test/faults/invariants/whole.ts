import { sql } from 'kysely'
import type { Invariant } from './evidence.ts'

/** A person, a case and an import are there with all that belongs to them, or not at all. */
export const whole: Invariant = {
  promise: 'no person, no case and no import is there by half, and none that was acknowledged is missing',
  async broken({ db, ledger }) {
    const found: string[] = []
    const people = await sql<{ external: string; address: string | null; studies: number; event: number }>`
      select p.external_id as external,
        (select address from addresses a where a.person_id = p.id and a.assigned) as address,
        (select count(*)::int from studies s where s.person_id = p.id) as studies,
        (select count(*)::int from audit_events e where e.person_id = p.id and e.event = 'person-joined') as event
      from people p where p.external_id is not null`.execute(db)
    const there = new Map(people.rows.map((one) => [one.external, one]))
    for (const [external, { address, heard }] of ledger.newcomers) {
      const person = there.get(external)
      if (!person && heard === 'acknowledged') found.push(`${external} was created, and is not there`)
      if (person && (person.address !== address || person.studies !== 1 || person.event !== 1))
        found.push(`${external} is there by half`)
    }
    const requests = await sql<{ id: string }>`
      select r.id from help_requests r left join cases c on c.id = r.case_id
      where (r.proved_at is null) <> (c.id is null)`.execute(db)
    for (const { id } of requests.rows)
      found.push(`the request for help ${id} is proved without a case, or the other way round`)
    const cases = new Set((await db.selectFrom('cases').select('address').execute()).map(({ address }) => address))
    for (const address of ledger.cases)
      if (!cases.has(address)) found.push(`the case of ${address} was acknowledged, and is not there`)
    const closed = await sql<{ id: string }>`
      select c.id from cases c where (c.state = 'closed') <> (c.answer is not null) or (c.state = 'closed') <> (c.closed_at is not null)`.execute(
      db,
    )
    for (const { id } of closed.rows) found.push(`the case ${id} is closed by half`)
    const imports = await sql<{ run: string; missing: number }>`
      select r.id as run, count(*)::int as missing
      from import_runs r join import_changes c on c.run_id = r.id
      where r.state = 'applied' and c.kind = 'joiner' and not c.refused and not exists (select from people p where p.usos_id = c.usos_id)
      group by r.id`.execute(db)
    for (const { run, missing } of imports.rows)
      found.push(`the import ${run} is noted as applied, and ${missing} people of it are missing`)
    return found
  },
}
