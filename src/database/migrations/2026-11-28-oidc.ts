/**
 * OpenID Connect: signing keys, what clients were granted, and their tokens. Codes, tokens and the like are found by the
 * SHA-256 of what the client holds; the value itself is nowhere.
 */
export const oidc = `
create table oidc_keys (
  id text primary key,
  algorithm text not null check (algorithm in ('ES256', 'RS256')),
  sealed bytea not null,
  made_at timestamptz not null,
  signs_from timestamptz not null
);
comment on table oidc_keys is 'signing keys, shared by all nodes';
comment on column oidc_keys.sealed is 'the private key as JWK, AES-256-GCM under a key derived from APP_SECRET';
comment on column oidc_keys.signs_from is 'published from the start, used from here on, until a later one is';

create table oidc_grants (
  id text primary key,
  session_id text not null,
  client_id text not null,
  person_id text not null references people on delete cascade,
  sid text not null,
  scopes text[] not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  unique (session_id, client_id)
);
create index oidc_grants_of_person on oidc_grants (person_id);
create index oidc_grants_by_end on oidc_grants using brin (expires_at);
comment on column oidc_grants.sid is 'what the client calls the session: claim sid of ID and logout tokens';

-- Refresh tokens, and assertions of clients that were used: a crash must forget neither.
create table oidc_tokens (
  id bytea primary key,
  kind text not null,
  payload jsonb not null,
  grant_id text,
  session_id text,
  person_id text,
  expires_at timestamptz not null,
  consumed_at timestamptz
);
create index oidc_tokens_of_grant on oidc_tokens (grant_id) where grant_id is not null;
create index oidc_tokens_of_person on oidc_tokens (person_id) where person_id is not null;
create index oidc_tokens_by_end on oidc_tokens using brin (expires_at);
comment on column oidc_tokens.id is 'SHA-256 of the token';

-- Codes, access tokens, interactions and pushed requests. A crash forgets them, which is the safe direction, and no exchange costs an fsync.
create unlogged table oidc_passing (
  id bytea primary key,
  kind text not null,
  payload jsonb not null,
  grant_id text,
  session_id text,
  person_id text,
  expires_at timestamptz not null,
  consumed_at timestamptz
);
create index oidc_passing_of_grant on oidc_passing (grant_id) where grant_id is not null;
create index oidc_passing_of_session on oidc_passing (session_id) where session_id is not null;
create index oidc_passing_of_person on oidc_passing (person_id) where person_id is not null;
create index oidc_passing_by_end on oidc_passing using brin (expires_at);
comment on column oidc_passing.id is 'SHA-256 of the code, token or number';
`
