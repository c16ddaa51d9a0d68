/** Services may be registered at the desk too, beside those of the operator's file. */
export const registeredServices = `
create table registered_services (
  id text primary key,
  definition jsonb not null,
  version integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  disabled_at timestamptz
);
comment on table registered_services is 'Services that administrators registered at the desk. Rows are never deleted, and their versions only grow: the sum of them tells every node whether anything has changed.';
comment on column registered_services.id is 'For OpenID Connect the client_id';
comment on column registered_services.definition is 'The whole entry, as services.yaml would have it, with secretDigest (SHA-256, base64url) instead of a secret';
comment on column registered_services.changed_by is 'Id of the member of staff';

-- What services were visited lately: the desk shows it. Visits come in the order of time.
create index service_visits_by_age on service_visits using brin (visited_at);
-- And what services one person visited, in sessions that have ended too: the person sees it.
create index sessions_ever_of_person on sessions (person_id);
`
