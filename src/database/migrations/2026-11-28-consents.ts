/** Which services a person has agreed to be known to, and by what. */
export const consents = `
create table consents (
  person_id text not null references people on delete cascade,
  service text not null,
  attributes text[] not null,
  given_at timestamptz not null,
  primary key (person_id, service)
);
comment on column consents.service is 'the id of the service in the registry';
comment on column consents.attributes is 'what the person agreed to; a service that wants more asks again';
`
