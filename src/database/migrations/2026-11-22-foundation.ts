/** The first tables. Forward only; a later change is a later file. */
export const foundation = `
create table people (
  id text primary key,
  usos_id text unique,
  given_names text not null,
  surname text not null,
  album_number text unique,
  student_status smallint check (student_status between 0 and 2),
  phd_student_status smallint check (phd_student_status between 0 and 2),
  staff_status smallint not null check (staff_status between 0 and 2),
  connected boolean not null,
  disabled_at timestamptz,
  closed_at timestamptz,
  proof_kind text not null check (proof_kind in ('pesel', 'birth_date', 'document', 'none')),
  language text not null check (language in ('pl', 'en')),
  roles text[] not null default '{}',
  demo boolean not null default false,
  created_at timestamptz not null
);
comment on column people.id is 'Opaque and stable; OIDC sub, SCIM id';
comment on column people.usos_id is 'USOS person id (services/users/user: id); SCIM externalId';
comment on column people.given_names is 'USOS first_name and middle_names; OIDC given_name. Empty for a person with one name';
comment on column people.surname is 'USOS last_name; OIDC family_name, LDAP sn';
comment on column people.album_number is 'USOS student_number: one per person on all fields of study; text, for leading zeros';
comment on column people.student_status is 'USOS student_status: 0 not a student, 1 inactive, 2 active';
comment on column people.staff_status is 'USOS staff_status: 0 not staff, 1 non-academic staff, 2 academic teacher';
comment on column people.connected is 'Connected to registration: may have an account. False for the student of manual section 3.1';
comment on column people.proof_kind is 'What the security question asks this person for';

create table addresses (
  address text primary key,
  person_id text not null references people on delete cascade,
  assigned boolean not null
);
create unique index one_assigned_address on addresses (person_id) where assigned;
create index addresses_of_person on addresses (person_id);
comment on table addresses is 'University e-mail addresses; exactly one is assigned: the login, and the only one letters go to (req 24)';

create table studies (
  person_id text not null references people on delete cascade,
  programme text not null,
  name_pl text not null,
  name_en text not null,
  faculty text not null,
  status text not null,
  is_primary boolean not null,
  primary key (person_id, programme)
);
comment on table studies is 'USOS student_programmes: any number under one album number';

create table identity_proofs (
  person_id text not null references people on delete cascade,
  kind text not null check (kind in ('pesel', 'birth_date', 'document')),
  key_id text not null,
  digest bytea not null,
  primary key (person_id, kind)
);
comment on column identity_proofs.digest is 'HMAC-SHA-256 under a key outside the database, bound to the person (req 44). The number itself is nowhere';

create table credentials (
  person_id text primary key references people on delete cascade,
  password_hash text not null,
  set_at timestamptz not null,
  must_change boolean not null default false
);
create table previous_passwords (
  id bigint generated always as identity primary key,
  person_id text not null references people on delete cascade,
  password_hash text not null,
  replaced_at timestamptz not null
);
create index previous_passwords_of_person on previous_passwords (person_id, replaced_at desc);

create table mailed_links (
  id text primary key,
  secret_hash bytea not null,
  person_id text not null references people on delete cascade,
  purpose text not null check (purpose in ('first-password', 'forgotten-password')),
  address text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  wrong_answers smallint not null default 0,
  typing_errors smallint not null default 0,
  closed_at timestamptz,
  closed_because text check (closed_because in ('password-set', 'superseded', 'too-many-wrong-answers', 'account-changed'))
);
create unique index one_open_link on mailed_links (person_id) where closed_at is null;
create index mailed_links_by_end on mailed_links (expires_at);

create table wrong_answers (
  id bigint generated always as identity primary key,
  person_id text not null references people on delete cascade,
  answered_at timestamptz not null,
  forgiven_at timestamptz
);
create index wrong_answers_of_person on wrong_answers (person_id, answered_at);
comment on table wrong_answers is 'The question budget belongs to the person, not to a link (req 45)';

create table sign_in_lanes (
  lane text primary key,
  failures integer not null,
  last_failed_at timestamptz not null
);
create index sign_in_lanes_by_age on sign_in_lanes using brin (last_failed_at);
create table sign_in_failures (
  source bytea not null,
  account text not null,
  failures integer not null,
  first_failed_at timestamptz not null,
  last_failed_at timestamptz not null,
  primary key (source, account)
);
create index sign_in_failures_by_age on sign_in_failures using brin (last_failed_at);
create table budgets (
  budget text not null,
  holder bytea not null,
  window_started_at timestamptz not null,
  spent integer not null,
  primary key (budget, holder)
);
create index budgets_by_age on budgets (window_started_at);

-- A crash forgets which forms were sent: the worst that follows is one form sent twice.
create unlogged table spent_forms (
  form bytea primary key,
  expires_at timestamptz not null
);
create index spent_forms_by_end on spent_forms using brin (expires_at);

create table sessions (
  id text primary key,
  secret_hash bytea not null,
  person_id text not null references people on delete cascade,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('signed-out', 'password-set', 'disabled', 'ended-elsewhere')),
  source text not null,
  browser text not null
);
create index sessions_of_person on sessions (person_id) where ended_at is null;
create index sessions_by_age on sessions using brin (created_at);

-- A crash forgets tickets, which is the safe direction, and a validation costs no fsync.
create unlogged table service_tickets (
  ticket_hash bytea primary key,
  session_id text not null,
  person_id text not null,
  service text not null,
  from_new_login boolean not null,
  signed_in_at timestamptz not null,
  expires_at timestamptz not null
);
create index service_tickets_by_end on service_tickets using brin (expires_at);

create table service_visits (
  ticket text primary key,
  session_id text not null references sessions on delete cascade,
  service text not null,
  visited_at timestamptz not null,
  told_at timestamptz
);
-- Of all visits, told or not: a session that is forgotten takes them along.
create index service_visits_of_session on service_visits (session_id);

create table portal_sessions (
  secret_hash bytea primary key,
  ticket_hash bytea not null unique,
  user_name text not null,
  attributes jsonb not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null
);
create index portal_sessions_by_age on portal_sessions (last_used_at);

create table audit_events (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  event text not null,
  outcome text not null check (outcome in ('success', 'failure')),
  person_id text,
  actor text not null,
  source text,
  reference text,
  details jsonb not null
);
create index audit_events_of_person on audit_events (person_id, at desc);
create index audit_events_by_age on audit_events using brin (at);

create table letters (
  id text primary key,
  kind text not null,
  person_id text references people on delete cascade,
  recipient text not null,
  language text not null,
  subject text not null,
  text text,
  html text,
  message_id text,
  state text not null check (state in ('queued', 'sending', 'sent', 'given-up', 'dropped', 'void')),
  created_at timestamptz not null,
  useless_after timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  lease_until timestamptz,
  finished_at timestamptz,
  last_error text
);
create index letters_due on letters (next_attempt_at) where state in ('queued', 'sending');
create index letters_of_person on letters (person_id, created_at desc);
comment on column letters.text is 'Blanked once the letter is sent or dropped: it holds a link';
comment on column letters.state is 'void: made for an account that is not there, so that both take the same time; never sent';

create table development_mailbox (
  position bigint generated always as identity primary key,
  id text not null unique,
  sender text not null,
  recipient text not null,
  subject text not null,
  text text not null,
  html text not null,
  headers jsonb not null,
  created_at timestamptz not null
);
create table development_cast (
  key text primary key,
  person_id text not null references people on delete cascade,
  position integer not null,
  password text,
  pesel text,
  birth_date text,
  document text
);
`
