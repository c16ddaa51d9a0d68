/** A feed on its way into the registry: what was read, what it would change, and what came of it. */
export const registryImport = `
create table import_runs (
  id text primary key,
  state text not null check (state in ('reading', 'planned', 'applied', 'refused', 'cancelled', 'superseded', 'abandoned')),
  phase text not null check (phase in ('reading', 'comparing', 'waiting', 'applying', 'done')),
  is_full boolean not null,
  file_name text not null,
  by text not null,
  started_at timestamptz not null,
  planned_at timestamptz,
  finished_at timestamptz,
  rows_expected integer not null default 0,
  rows_read integer not null default 0,
  people_compared integer not null default 0,
  staged_rows integer not null default 0,
  staged_changes integer not null default 0,
  report jsonb
);
create index import_runs_by_start on import_runs (started_at desc);
comment on column import_runs.by is 'Id of the member of staff, or operator for the command line';
comment on column import_runs.report is 'Counts, row numbers and USOS ids; names of examples only until the staged rows are blanked';
comment on column import_runs.staged_rows is 'How many rows were staged: fewer are there after a crash, and then nothing is applied';

-- A crash forgets what was staged, which is the safe direction: the run is then refused, and the file is read again.
create unlogged table import_rows (
  run_id text not null,
  row integer not null,
  usos_id text not null,
  person_id text not null,
  refused boolean not null,
  album_number text,
  addresses text[] not null,
  pesel_mark text,
  facts jsonb
);
create index import_rows_by_id on import_rows (run_id, usos_id);
comment on table import_rows is 'One row of the file each, blanked after the import, when it is cancelled and after 24 hours';
comment on column import_rows.pesel_mark is 'HMAC under a key outside the database and of this run alone: tells that two rows have one PESEL (req 44)';

create unlogged table import_changes (
  run_id text not null,
  person_id text not null,
  row integer not null,
  kind text not null check (kind in ('joiner', 'mover', 'missing')),
  refused boolean not null,
  changed text[] not null,
  returned boolean not null,
  suspended boolean not null,
  before text,
  usos_id text not null,
  given_names text not null,
  surname text not null,
  album_number text,
  student_status smallint,
  phd_student_status smallint,
  staff_status smallint not null,
  connected boolean not null,
  keep_connected_mark boolean not null,
  keep_assigned_mark boolean not null,
  closed_because text,
  closed boolean not null,
  valid_until timestamptz,
  proof_kind text not null,
  proof_key_id text,
  proof_digest text,
  language text not null,
  words text not null,
  assigned_address text,
  other_addresses text[] not null,
  studies jsonb not null,
  primary key (run_id, person_id)
);
comment on table import_changes is 'What a run would do to one person, decided and not done yet; blanked like import_rows';
comment on column import_changes.before is 'What the person was compared with (registry_facts): when it differs at the import, the plan is out of date';

-- What a feed is compared with. Passwords, roles, the demo mark and being disabled are none of its business.
create view registry_facts as
select p.id as person_id, p.usos_id, jsonb_build_object(
  'id', p.id,
  'usosId', p.usos_id,
  'givenNames', p.given_names,
  'surname', p.surname,
  'albumNumber', p.album_number,
  'studentStatus', p.student_status,
  'phdStudentStatus', p.phd_student_status,
  'staffStatus', p.staff_status,
  'connected', p.connected,
  'connectedByDesk', p.connected_by_desk_at is not null,
  'assignedByDesk', p.assigned_by_desk_at is not null,
  'missing', p.missing_since is not null,
  'closed', p.closed_at is not null,
  'closedBecause', p.closed_because,
  'validUntil', to_char(p.valid_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'language', p.language,
  'proofKind', p.proof_kind,
  'proof', (select jsonb_build_object('keyId', key_id, 'digest', encode(digest, 'hex')) from identity_proofs
    where person_id = p.id and kind = p.proof_kind),
  'assignedAddress', (select address from addresses where person_id = p.id and assigned),
  'otherAddresses', (select coalesce(jsonb_agg(address order by address), '[]') from addresses
    where person_id = p.id and not assigned),
  'studies', (select coalesce(jsonb_agg(jsonb_build_object('programme', programme,
    'name', jsonb_build_object('pl', name_pl, 'en', name_en), 'faculty', faculty, 'status', status,
    'isPrimary', is_primary) order by programme), '[]') from studies where person_id = p.id)
) as facts
from people p;
`
