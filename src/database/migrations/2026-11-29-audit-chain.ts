/** The audit trail: nothing but added to, sealed by a chain of digests, shipped to a collector, and quick to search. */
export const auditChain = `
create table audit_seals (
  position bigint primary key,
  event_id bigint not null unique,
  sealed_at timestamptz not null,
  salt bytea,
  source_digest bytea,
  digest bytea not null
);
comment on table audit_seals is 'One seal for each event, in the order in which the sealer saw them. A seal covers the event and the seal before it, under a key outside the database.';
comment on column audit_seals.salt is 'Goes together with the network address of the event, so that nobody can find it out again from source_digest';

create table audit_chain (
  one boolean primary key default true check (one),
  position bigint not null default 0,
  digest bytea,
  anchor_position bigint not null default 0,
  anchor_digest bytea,
  sources_gone_to bigint not null default 0,
  settled_id bigint not null default 0,
  mac bytea,
  mark_id bigint,
  mark_transaction bigint,
  marked_at timestamptz
);
comment on table audit_chain is 'Both ends of the chain. mac covers everything down to settled_id, so that an end cannot be moved.';
comment on column audit_chain.anchor_position is 'The last seal that retention has removed; anchor_digest is its digest';
comment on column audit_chain.sources_gone_to is 'Up to this seal, network addresses have been forgotten';
comment on column audit_chain.settled_id is 'Every event up to this id has been sealed or was never written: an unsealed one there was put in by hand';
comment on column audit_chain.mark_id is 'The next settled_id, once all transactions up to mark_transaction have ended';
insert into audit_chain default values;

create table audit_shipping (
  one boolean primary key default true check (one),
  position bigint not null default 0,
  shipped_at timestamptz,
  leased_by text,
  leased_until timestamptz
);
comment on table audit_shipping is 'How far the trail has reached the collector (AUDIT_SYSLOG_URL); one node at a time holds the lease.';
insert into audit_shipping default values;

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' or coalesce(current_setting('furta.retention', true), '') <> 'on' then
    raise exception 'The audit trail is append-only: % of % is refused.', tg_op, tg_table_name using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  if coalesce(to_jsonb(new)->'source', to_jsonb(new)->'salt') <> 'null'::jsonb
    or to_jsonb(new) - 'source' - 'salt' is distinct from to_jsonb(old) - 'source' - 'salt' then
    raise exception 'The audit trail is append-only: of % only a network address may be forgotten.', tg_table_name
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger append_only before update or delete on audit_events for each row execute function audit_is_append_only();
create trigger append_only before update or delete on audit_seals for each row execute function audit_is_append_only();
create trigger never_emptied before truncate on audit_events for each statement execute function audit_is_append_only();
create trigger never_emptied before truncate on audit_seals for each statement execute function audit_is_append_only();

-- Auditors look from the newest on, whatever they look for.
drop index audit_events_of_person, audit_events_by_age, audit_events_by_event, audit_events_by_staff;
create index audit_events_in_time on audit_events (at, id);
create index audit_events_by_event on audit_events (event, at, id);
create index audit_events_of_person on audit_events (person_id, at, id) where person_id is not null;
create index audit_events_by_actor on audit_events (actor, at, id) where actor <> 'person';
create index audit_events_by_staff on audit_events (at, id) where actor not in ('person', 'system', 'operator');
create index audit_events_from_source on audit_events (source, at, id) where source is not null;
create index audit_events_of_reference on audit_events (reference) where reference is not null;
create index audit_events_failed on audit_events (at, id) where outcome = 'failure';
`
