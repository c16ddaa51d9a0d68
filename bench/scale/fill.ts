import type pg from 'pg'

/** More than one page of the queue at each of the two desks, so that both universities are asked for a full one. */
const CASES_OPEN_AT_LEAST = 120

/**
 * Two devices and two letters of each who is no former student, as the first week of a term leaves them; one in ten has mistyped a password,
 * one in ten had a case at the desk in the last year, and the case of one in two hundred waits there.
 */
export async function fill(database: pg.Client, people: number) {
  await database.query(
    `insert into sessions (id, secret_hash, person_id, created_at, last_used_at, source, browser)
     select gen_random_uuid(), sha256((p.id || n)::bytea), p.id, now() - interval '3 days' * random(), now(), '10.0.0.1', 'Firefox, Linux'
     from people p, generate_series(1, 2) n where p.closed_at is null`,
  )
  await database.query(
    `insert into letters (id, kind, person_id, recipient, language, subject, state, created_at, next_attempt_at, finished_at, attempts)
     select gen_random_uuid(), 'password-set', p.id, a.address, 'pl', 'Nowe hasło', 'sent', now() - interval '9 days' * random(), now(), now(), 1
     from people p join addresses a on a.person_id = p.id and a.assigned, generate_series(1, 2) n where p.closed_at is null`,
  )
  await database.query(
    `insert into sign_in_lanes (lane, failures, last_failed_at)
     select p.id || device, 1, now() - interval '1 hour' * random()
     from people p, unnest(array['', '/device/' || md5(p.id)]) device where hashtext(p.id) % 10 = 0`,
  )
  const open = CASES_OPEN_AT_LEAST + Math.round(people / 200)
  await database.query(
    `insert into cases (id, kind, address, person_id, field_of_study, album_number, has_right, note, language, opened_at, last_asked_at,
       state, closed_at, closed_by, answer, reason)
     select ${CASE_NUMBER}, case n % 2 when 0 then 'student' else 'teacher' end, 'spoza' || n || '@student.agh.edu.pl',
       case when n > $2 then p.id end, 'Informatyka', coalesce(p.album_number, ''), true, 'Nie ma mnie.', 'pl', at, at,
       case when n > $2 then 'closed' else 'open' end, case when n > $2 then at + interval '1 hour' end,
       case when n > $2 then 'system' end, case when n > $2 then 'link-sent' end, case when n > $2 then 'Znaleziono.' end
     from (select row_number() over (order by hashtext(id)) as n, id, album_number, now() - interval '365 days' * random() as at from people) p
     where n <= $1::int / 10 + $2`,
    [people, open],
  )
}

/** The next number of a case, in six digits. */
export const CASE_NUMBER = `'R-2026-' || to_char(nextval('case_numbers'), 'FM000000')`
