/** What belonged to people who were erased: it is given to nobody else. */
export const erasedIdentifiers = `
create table erased_identifiers (
  digest bytea primary key,
  kind text not null check (kind in ('usos-id', 'address', 'album-number')),
  person_id text not null,
  erased_at timestamptz not null
);
create index erased_identifiers_of_person on erased_identifiers (person_id);
comment on table erased_identifiers is 'A login is not issued again: whoever would get one of these is refused until the operator lifts it';
comment on column erased_identifiers.digest is 'HMAC-SHA-256 of kind and value under a key derived from APP_SECRET: without the key it names nobody';
comment on column erased_identifiers.person_id is 'the opaque id under which the audit trail knows the person; there is no row in people any more';
`
