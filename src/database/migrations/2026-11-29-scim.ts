/** Identity systems write into the registry by SCIM: their tokens, and what SCIM asks of a person beyond what is there. */
export const scim = `
alter table people
  add column external_id text,
  add column changed_at timestamptz,
  add column removed_at timestamptz;
comment on column people.usos_id is 'USOS person id (services/users/user: id); SCIM employeeNumber';
comment on column people.external_id is 'SCIM externalId: what the identity system calls the person. Means nothing here';
comment on column people.changed_at is 'SCIM meta.lastModified: when a feed, the desk or SCIM last changed what SCIM shows; null for never';
comment on column people.removed_at is 'SCIM DELETE: while the account is closed, SCIM does not show the person any more. Nothing is erased';
create index people_by_external_id on people (external_id) where external_id is not null;
create index people_by_change on people ((coalesce(changed_at, created_at)));

-- What SCIM changes of one person is staged like a plan: also of somebody whom USOS does not know.
alter table import_changes alter column usos_id drop not null;

create table scim_tokens (
  name text primary key,
  token_hash bytea not null unique,
  scopes text[] not null,
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
comment on table scim_tokens is 'Bearer tokens of identity systems. Rows stay when they are revoked, as long as the audit trail names them';
comment on column scim_tokens.name is 'Chosen at the desk; not given again while the row is there. The actor of an event is scim: and this name';
comment on column scim_tokens.token_hash is 'SHA-256 of the token, which has 256 random bits and is nowhere';
comment on column scim_tokens.last_used_at is 'To the minute';
`
