/** By what a node tells that its APP_SECRET is the one of this database (req 128). */
export const keyChecks = `
create table key_checks (
  name text primary key check (name in ('app-secret')),
  digest bytea not null,
  made_at timestamptz not null
);
comment on table key_checks is 'A node whose keys are others than those of the data is not ready, and says so';
comment on column key_checks.digest is 'HMAC-SHA-256 of a fixed text under a key derived from APP_SECRET: tells one secret from another, and nothing of either';
`
