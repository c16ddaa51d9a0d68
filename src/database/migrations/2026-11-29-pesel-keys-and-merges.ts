/** Keys of the national-ID digests that can be rotated, where to look for equal PESELs, and two records of one human made one. */
export const peselKeysAndMerges = `
create table pesel_keys (
  position bigint generated always as identity unique,
  id text primary key,
  made_at timestamptz not null
);
comment on table pesel_keys is 'The keys of identity_proofs.digest; the last one makes new digests, all of them verify (req 48)';
comment on column pesel_keys.id is 'Derived from the key by HMAC: tells keys apart and nothing of them';
create table pesel_key_seals (
  key_id text not null references pesel_keys on delete cascade,
  root_id text not null,
  sealed bytea not null,
  primary key (key_id, root_id)
);
comment on column pesel_key_seals.sealed is 'The key under AES-256-GCM with a PESEL_KEY, which never stands in the database (req 44)';
comment on column pesel_key_seals.root_id is 'Which PESEL_KEY opens it: while that one is changed, there are two';

alter table identity_proofs add column bucket integer check (bucket between 0 and 65535);
comment on column identity_proofs.bucket is 'Sixteen bits of an HMAC of the PESEL alone: where equal ones may be, which the digest then proves. Some 5,600 numbers share each value';
create index identity_proofs_by_bucket on identity_proofs (bucket) where bucket is not null;

alter table import_rows add column proof_taken_by text[] not null default '{}';
comment on column import_rows.proof_taken_by is 'People of the registry whose stored PESEL is that of the row';
alter table import_rows add column merged boolean not null default false;
comment on column import_rows.merged is 'The row stands under an id that was merged into the one of usos_id';
alter table import_changes add column proof_bucket integer;

alter table people drop constraint if exists people_closed_because_check;
alter table people add constraint people_closed_because_check
  check (closed_because in ('left', 'missing', 'valid-until', 'merged'));

create table merges (
  id text primary key,
  kept_id text not null references people on delete cascade,
  gone_id text not null references people on delete cascade,
  merged_at timestamptz not null,
  by text not null,
  reason text not null,
  undo_until timestamptz not null,
  undone_at timestamptz,
  undone_by text,
  before jsonb
);
create unique index one_merge_into on merges (gone_id) where undone_at is null;
create index merges_of_kept on merges (kept_id);
comment on table merges is 'Two records of one human made one. The record that went stays, closed, so that it can come back';
comment on column merges.before is 'Both records as they were, and what came of them; no password, no digest. Blanked when the time to undo is over';

create table merged_ids (
  usos_id text primary key,
  person_id text not null references people on delete cascade,
  merge_id text references merges on delete cascade
);
create index merged_ids_of_person on merged_ids (person_id);
comment on column merged_ids.merge_id is 'Null where no record was there for the id: an administrator said whose it is';
comment on table merged_ids is 'USOS ids that lead to somebody who has another one: a feed that names them means that person';

create or replace view registry_facts as
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
  'proof', (select jsonb_build_object('keyId', key_id, 'digest', encode(digest, 'hex'), 'bucket', bucket)
    from identity_proofs where person_id = p.id and kind = p.proof_kind),
  'assignedAddress', (select address from addresses where person_id = p.id and assigned),
  'otherAddresses', (select coalesce(jsonb_agg(address order by address), '[]') from addresses
    where person_id = p.id and not assigned),
  'studies', (select coalesce(jsonb_agg(jsonb_build_object('programme', programme,
    'name', jsonb_build_object('pl', name_pl, 'en', name_en), 'faculty', faculty, 'status', status,
    'isPrimary', is_primary) order by programme), '[]') from studies where person_id = p.id)
) as facts
from people p;
`
