/** People on their way from the USOS API: how far a pull is, so that it goes on after a restart, and what it has read. */
export const usosPulls = `
create table usos_pulls (
  id text primary key,
  kind text not null check (kind in ('sweep', 'quick')),
  by text not null,
  dry_run boolean not null,
  state text not null check (state in ('pulling', 'waiting', 'applied', 'unchanged', 'reported', 'failed', 'stopped')),
  step text not null check (step in ('units', 'staff', 'programmes', 'students', 'known', 'people', 'plan', 'done')),
  position jsonb not null,
  without text[] not null default '{}',
  listed integer not null default 0,
  read integer not null default 0,
  run_id text,
  held text,
  problem jsonb,
  tries integer not null default 0,
  not_before timestamptz,
  leased_by text,
  leased_until timestamptz,
  started_at timestamptz not null,
  moved_at timestamptz not null,
  finished_at timestamptz
);
create unique index usos_pulls_one_at_a_time on usos_pulls ((true)) where state = 'pulling';
create index usos_pulls_by_start on usos_pulls (started_at desc);
comment on column usos_pulls.kind is 'sweep: everybody, so that somebody can be missing; quick: newcomers, people who come back, people who wait';
comment on column usos_pulls.by is 'schedule, operator for the command line, or the id of the member of staff who started it';
comment on column usos_pulls.dry_run is 'Its plan is reported and dropped';
comment on column usos_pulls.position is 'Where its step goes on: after which unit, programme or person, and from which place of a list';
comment on column usos_pulls.without is 'Fields the installation refuses to this key: nothing changes in them';
comment on column usos_pulls.run_id is 'The import that its plan is';
comment on column usos_pulls.held is 'Why its plan waits for somebody: mode, changes or leavers';
comment on column usos_pulls.problem is 'Why it came to nothing or is tried again: a code, a service, a field; never what was answered';
comment on column usos_pulls.not_before is 'When it is tried again after the installation was down';
comment on column usos_pulls.leased_until is 'One node at a time pulls; a lease that has run out is taken over by another';

create table usos_pull_lists (
  pull_id text not null references usos_pulls on delete cascade,
  kind text not null check (kind in ('unit', 'programme')),
  item text not null,
  primary key (pull_id, kind, item)
);
comment on table usos_pull_lists is 'Units whose staff, and programmes whose students, a pull lists; gone when it is over';

create table usos_pull_people (
  pull_id text not null references usos_pulls on delete cascade,
  usos_id text not null,
  listed boolean not null,
  answered boolean not null default false,
  gone boolean not null default false,
  person_id text,
  rows jsonb,
  pesel_mark text,
  proof_taken_by text[] not null default '{}',
  primary key (pull_id, usos_id)
);
create index usos_pull_people_to_ask on usos_pull_people (pull_id, usos_id) where not answered;
comment on table usos_pull_people is 'Whom a pull asks about and what it has read of them; gone when it is over';
comment on column usos_pull_people.listed is 'Stands in a list of the installation: then the person is there, even when nothing is told of them';
comment on column usos_pull_people.gone is 'The installation was asked about this person, lists them nowhere, and has nobody of this id';
comment on column usos_pull_people.rows is 'Understood and checked like rows of a file; an answer to the security question only as its digest (req 44)';
comment on column usos_pull_people.proof_taken_by is 'People of the registry whose stored PESEL that is';
comment on column usos_pull_people.pesel_mark is 'HMAC under a key outside the database and of this pull alone: tells that two people have one PESEL (req 44)';
`
