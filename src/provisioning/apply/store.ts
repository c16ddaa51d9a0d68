import { sql } from 'kysely'
import type { AuditEvent } from '../../audit/index.ts'
import type { ImportRunId, PersonId, Trx } from '../../database/index.ts'
import { importTurn } from '../runs/store.ts'

/** Lets one import at a time write; false when another one is read or written now. Held until the transaction ends. */
export async function takeImportTurn(trx: Trx): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${importTurn}) as mine`.execute(trx)
  return rows[0]?.mine === true
}

/**
 * A quarter of a million people need longer than a page may take. But it waits for nobody who holds a person for long:
 * then it fails with `55P03`, and has written nothing.
 */
export async function takeTheTimeItNeeds(trx: Trx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(trx)
  await sql`set local lock_timeout = '10s'`.execute(trx)
}

/** Whether all that was staged is still there: a crash of PostgreSQL empties the tables it stands in. */
export async function isWhole(trx: Trx, run: ImportRunId, staged: { rows: number; changes: number }): Promise<boolean> {
  const { rows } = await sql<{ rows: number; changes: number }>`
    select (select count(*)::int from import_rows where run_id = ${run}) as rows,
      (select count(*)::int from import_changes where run_id = ${run}) as changes`.execute(trx)
  return rows[0]?.rows === staged.rows && rows[0]?.changes === staged.changes
}

/**
 * Holds those whom the run changes, one after the other in the order of their ids, so that two who hold several cannot
 * wait for each other. `no key`: a sign-in only points at the person and does not wait.
 */
export async function holdPeople(trx: Trx, run: ImportRunId): Promise<void> {
  await sql`
    select from people where id in (select person_id from import_changes where run_id = ${run} and kind <> 'joiner')
    order by id for no key update`.execute(trx)
}

/**
 * Whether somebody whom the run changes is not any more what the plan compared them with. The digest of their answer does not
 * count: a right answer meanwhile only put the same one under another key (req 48), and must not drop a plan for everybody.
 */
export async function isOutOfDate(trx: Trx, run: ImportRunId): Promise<boolean> {
  const { rows } = await sql<{ outdated: boolean }>`
    select exists (
      select from import_changes planned
      left join lateral (
        select md5((facts - 'proof')::text) as now from registry_facts where registry_facts.person_id = planned.person_id offset 0
      ) registry on true
      where planned.run_id = ${run} and planned.kind = 'mover' and not planned.refused
        and registry.now is distinct from planned.before
    ) as outdated`.execute(trx)
  return rows[0]?.outdated !== false
}

/** Whether the run changes somebody who works at the desk, by a role of today: the caller holds them all. */
export async function changesPeopleAtTheDesk(trx: Trx, run: ImportRunId, by: PersonId): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from import_changes planned join people on people.id = planned.person_id
      where planned.run_id = ${run} and not planned.refused and (people.roles <> '{}' or people.id = ${by})
    ) as found`.execute(trx)
  return rows[0]?.found !== false
}

/**
 * Mails no link before `until` to people with a password whose assigned address the run changes, as after a move at the
 * desk (req 91). The trail says who moved them, since that person is not the second one who may end the wait. Whose address
 * an earlier feed had dropped waits too: the password is worth a theft.
 */
export async function holdMoved(
  trx: Trx,
  run: ImportRunId,
  { by, now, until, reason }: { by: string; now: Date; until: Date; reason: string },
): Promise<void> {
  const hours = Math.round((until.getTime() - now.getTime()) / 3_600_000)
  await sql`
    with held as (
      update people set reset_held_until = ${until} from import_changes planned
      where planned.run_id = ${run} and planned.kind = 'mover' and not planned.refused and people.id = planned.person_id
        and 'address' = any(planned.changed)
        and exists (select from credentials where credentials.person_id = people.id)
      returning people.id
    )
    insert into audit_events (at, event, outcome, person_id, actor, reference, details)
    select ${now}::timestamptz, 'address-assigned', 'success', id, ${by}::text, ${run}::text,
      jsonb_build_object('reason', ${reason}::text, 'held', ${hours}::int)
    from held`.execute(trx)
}

/** Puts the whole plan into the registry, set by set. Fails with `23505` when somebody took an address or a number meanwhile. */
export async function writePlan(trx: Trx, run: ImportRunId, now: Date): Promise<void> {
  await writeChanges(trx, run, now)
  await noteMissing(trx, run, now)
}

/** The same without who is missing: SCIM plans one person at a time, and nobody is missing from that. */
export async function writeChanges(trx: Trx, run: ImportRunId, now: Date): Promise<void> {
  await writePeople(trx, run, now)
  await writeAddresses(trx, run)
  await writeStudies(trx, run)
  await writeProofs(trx, run)
}

async function writePeople(trx: Trx, run: ImportRunId, now: Date) {
  // Numbers may change hands within one feed: all are let go before any is taken.
  await sql`
    update people set album_number = null from import_changes planned
    where planned.run_id = ${run} and planned.kind = 'mover' and not planned.refused and people.id = planned.person_id
      and 'album-number' = any(planned.changed)`.execute(trx)
  await sql`
    update people set
      given_names = planned.given_names, surname = planned.surname, album_number = planned.album_number,
      words = planned.words, student_status = planned.student_status,
      phd_student_status = planned.phd_student_status, staff_status = planned.staff_status,
      connected = planned.connected, valid_until = planned.valid_until, proof_kind = planned.proof_kind,
      missing_since = null, closed_because = planned.closed_because, changed_at = ${now},
      closed_at = case when planned.closed then coalesce(closed_at, ${now}) end,
      -- Whoever is open or comes back is here, and is shown to identity systems also when they leave another time.
      removed_at = case when planned.closed and closed_at is not null then removed_at end,
      connected_by_desk_at = case when planned.keep_connected_mark then connected_by_desk_at end,
      assigned_by_desk_at = case when planned.keep_assigned_mark then assigned_by_desk_at end
    from import_changes planned
    where planned.run_id = ${run} and planned.kind = 'mover' and not planned.refused and people.id = planned.person_id
  `.execute(trx)
  await sql`
    insert into people (id, usos_id, given_names, surname, album_number, student_status, phd_student_status,
      staff_status, connected, closed_at, closed_because, valid_until, proof_kind, language, created_at, words, roles)
    select person_id, usos_id, given_names, surname, album_number, student_status, phd_student_status,
      staff_status, connected, case when closed then ${now}::timestamptz end, closed_because, valid_until, proof_kind,
      language, ${now}, words, '{}'
    from import_changes where run_id = ${run} and kind = 'joiner' and not refused`.execute(trx)
}

/** Addresses change hands too. */
async function writeAddresses(trx: Trx, run: ImportRunId) {
  await sql`
    delete from addresses using import_changes planned
    where planned.run_id = ${run} and planned.kind = 'mover' and not planned.refused
      and addresses.person_id = planned.person_id and planned.changed && array['address', 'other-addresses']`.execute(
    trx,
  )
  await sql`
    insert into addresses (address, person_id, assigned)
    select assigned_address, person_id, true from import_changes planned
    where run_id = ${run} and not refused and assigned_address is not null
      and (kind = 'joiner' or changed && array['address', 'other-addresses'])
    union all
    select other, person_id, false from import_changes planned cross join lateral unnest(other_addresses) as other
    where run_id = ${run} and not refused and (kind = 'joiner' or changed && array['address', 'other-addresses'])
  `.execute(trx)
}

async function writeStudies(trx: Trx, run: ImportRunId) {
  await sql`
    delete from studies using import_changes planned
    where planned.run_id = ${run} and planned.kind = 'mover' and not planned.refused
      and studies.person_id = planned.person_id and 'studies' = any(planned.changed)`.execute(trx)
  await sql`
    insert into studies (person_id, programme, name_pl, name_en, faculty, status, is_primary)
    select person_id, study->>'programme', study->'name'->>'pl', study->'name'->>'en', study->>'faculty',
      study->>'status', (study->>'isPrimary')::boolean
    from import_changes planned cross join lateral jsonb_array_elements(studies) as study
    where run_id = ${run} and not refused and (kind = 'joiner' or 'studies' = any(changed))`.execute(trx)
}

/** Wrong answers to an earlier question are not forgiven: the budget belongs to the person (req 45). */
async function writeProofs(trx: Trx, run: ImportRunId) {
  await sql`
    delete from identity_proofs using import_changes planned
    where planned.run_id = ${run} and planned.kind = 'mover' and not planned.refused
      and identity_proofs.person_id = planned.person_id and planned.changed && array['proof', 'proof-key']`.execute(trx)
  await sql`
    insert into identity_proofs (person_id, kind, key_id, digest, bucket)
    select person_id, proof_kind, proof_key_id, decode(proof_digest, 'hex'), proof_bucket from import_changes planned
    where run_id = ${run} and not refused and proof_digest is not null
      and (kind = 'joiner' or changed && array['proof', 'proof-key'])`.execute(trx)
}

async function noteMissing(trx: Trx, run: ImportRunId, now: Date) {
  await sql`
    update people set missing_since = ${now} from import_changes planned
    where planned.run_id = ${run} and planned.kind = 'missing' and people.id = planned.person_id
      and people.missing_since is null and people.closed_at is null`.execute(trx)
  // Whose row was refused is in the file all the same.
  await sql`
    update people set missing_since = null
    where missing_since is not null and exists (
      select from import_rows where run_id = ${run} and import_rows.usos_id = people.usos_id)`.execute(trx)
}

/** Of those whom the run changes, who has an open link, code or session that has to end with it. */
export async function findTouched(trx: Trx, run: ImportRunId): Promise<{ ways: PersonId[]; sessions: PersonId[] }> {
  const shut = sql`(suspended or ('connection' = any(changed) and not connected))`
  const ways = await sql<{ person_id: PersonId }>`
    select person_id from import_changes planned
    where run_id = ${run} and kind = 'mover' and not refused and ('address' = any(changed) or ${shut})
      and (exists (select from mailed_links where mailed_links.person_id = planned.person_id and closed_at is null)
        or exists (select from one_time_codes where one_time_codes.person_id = planned.person_id and closed_at is null))
    order by person_id`.execute(trx)
  const sessions = await sql<{ person_id: PersonId }>`
    select person_id from import_changes planned
    where run_id = ${run} and kind = 'mover' and not refused and ${shut}
      and exists (select from sessions where sessions.person_id = planned.person_id and ended_at is null)
    order by person_id`.execute(trx)
  return {
    ways: ways.rows.map(({ person_id }) => person_id),
    sessions: sessions.rows.map(({ person_id }) => person_id),
  }
}

/** One row of the trail for everybody the run joins, moves, misses, suspends or has back: names of fields, never their content. */
export async function recordPeople(trx: Trx, run: ImportRunId, by: string, now: Date): Promise<void> {
  const events: { event: AuditEvent['event']; which: ReturnType<typeof sql> }[] = [
    { event: 'person-joined', which: sql`kind = 'joiner'` },
    { event: 'person-moved', which: sql`changed <> '{}'` },
    { event: 'person-missing', which: sql`kind = 'missing'` },
    { event: 'person-suspended', which: sql`suspended` },
    { event: 'person-returned', which: sql`returned` },
  ]
  for (const { event, which } of events) {
    await sql`
      insert into audit_events (at, event, outcome, person_id, actor, reference, details)
      select ${now}, ${event}, 'success', person_id, ${by}, run_id, case ${event}::text
        when 'person-moved' then jsonb_build_object('changed', array_to_string(changed, ' '), 'run', run_id)
        when 'person-suspended' then jsonb_build_object('because', closed_because, 'run', run_id)
        else jsonb_build_object('run', run_id) end
      from import_changes where run_id = ${run} and not refused and ${which}`.execute(trx)
  }
}

/** What the run would give to somebody who does not have it: everything of new people, and whatever changes of an address or a number. */
export async function listNewClaims(trx: Trx, run: ImportRunId) {
  const { rows } = await sql<{
    usosId: string | null
    albumNumber: string | null
    assignedAddress: string | null
    otherAddresses: string[]
  }>`
    select usos_id as "usosId", album_number as "albumNumber", assigned_address as "assignedAddress",
      other_addresses as "otherAddresses"
    from import_changes where run_id = ${run} and kind <> 'missing' and not refused`.execute(trx)
  return rows
}
