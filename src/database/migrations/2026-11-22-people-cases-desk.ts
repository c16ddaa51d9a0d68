/**
 * Who is here already is found by the desk as newcomers are: `fold` of language/ in SQL; a test compares them. Marks go and
 * letters are taken apart before they are made small, which a database with the locale C does to a-z only.
 */
export const foldNames = `
update people set words = trim(regexp_replace(lower(
  replace(replace(replace(replace(replace(replace(replace(
    translate(regexp_replace(normalize(concat_ws(' ', given_names, surname, album_number), NFKD),
      '[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\u200b-\\u200f\\u2060\\ufe20-\\ufe2f\\ufeff]', '', 'g'),
      'łŁđĐøØħĦŧŦðÐıŋŊ', 'lLdDoOhHtTdDinN'),
    'ß', 'ss'), 'þ', 'th'), 'Þ', 'th'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe')),
  '[^[:alnum:]]+', ' ', 'g'));`

/** Help requests and cases, the desk and its second factor, one-time codes, and what people need for them. */
export const peopleCasesDesk = `
alter table people
  add column words text not null default '',
  add column search tsvector generated always as (array_to_tsvector(string_to_array(words, ' '))) stored,
  add column connected_by_desk_at timestamptz,
  add column assigned_by_desk_at timestamptz,
  add column reset_held_until timestamptz,
  add column missing_since timestamptz,
  add column valid_until timestamptz,
  add column closed_because text check (closed_because in ('left', 'missing', 'valid-until')),
  add constraint roles_are_known check (roles <@ array['help-desk', 'registration-desk', 'auditor', 'administrator']);
comment on column people.words is 'Names and album number folded to a-z and 0-9, one space between: what the desk searches (req 122)';
comment on column people.connected_by_desk_at is 'The desk connected the person: a feed that does not know it yet must not undo it';
comment on column people.assigned_by_desk_at is 'The desk assigned the address: a feed that still has the old one must not undo it';
comment on column people.reset_held_until is 'No link is mailed before: the address has just been moved (req 91)';
comment on column people.missing_since is 'The first full feed that did not have the person; suspended after REGISTRY_GRACE';
comment on column people.valid_until is 'The registry says that the account ends then';
comment on column people.closed_because is 'Why closed_at is set; null where the feed of an earlier version set it';
${foldNames}
create index people_by_words on people using gin (search);
create index people_missing on people (missing_since) where missing_since is not null and closed_at is null;
create index people_ending on people (valid_until) where valid_until is not null and closed_at is null;
create index people_with_roles on people (id) where roles <> '{}';
create index addresses_by_beginning on addresses (address text_pattern_ops);

alter table sessions
  add column second_factor_at timestamptz,
  add column desk_used_at timestamptz,
  drop constraint sessions_ended_because_check,
  add constraint sessions_ended_because_check
    check (ended_because in ('signed-out', 'password-set', 'disabled', 'ended-elsewhere', 'ended-by-desk'));
comment on column sessions.second_factor_at is 'When this session proved the second factor: without it no page of the desk opens (req 92)';

alter table mailed_links
  drop constraint mailed_links_closed_because_check,
  add constraint mailed_links_closed_because_check check (closed_because in
    ('password-set', 'superseded', 'too-many-wrong-answers', 'too-many-old-passwords', 'account-changed'));

create table second_factors (
  person_id text primary key references people on delete cascade,
  sealed_secret bytea not null,
  enrolled_at timestamptz not null,
  last_step bigint not null
);
comment on column second_factors.sealed_secret is 'TOTP secret (RFC 6238) under AES-256-GCM with a key outside the database';
comment on column second_factors.last_step is 'The last 30-second step whose code was accepted: no code is accepted twice';
create table recovery_codes (
  person_id text not null references people on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);

create table one_time_codes (
  id text primary key,
  person_id text not null references people on delete cascade,
  purpose text not null check (purpose in ('set-password', 'enrol-second-factor')),
  code_hash bytea not null,
  issued_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  wrong_tries smallint not null default 0,
  closed_at timestamptz,
  closed_because text check (closed_because in ('used', 'superseded', 'too-many-tries', 'account-changed'))
);
create unique index one_open_code on one_time_codes (person_id, purpose) where closed_at is null;
create index one_time_codes_by_end on one_time_codes (expires_at);
comment on table one_time_codes is 'What the desk hands over in person instead of the security question (req 90); only the hash is stored';

create table help_requests (
  id text primary key,
  secret_hash bytea not null,
  kind text not null check (kind in ('student', 'teacher')),
  address text not null,
  field_of_study text not null,
  album_number text not null,
  has_right boolean not null,
  note text not null,
  language text not null check (language in ('pl', 'en')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  proved_at timestamptz,
  case_id text
);
create index help_requests_by_end on help_requests (expires_at);
create index help_requests_of_case on help_requests (case_id);
comment on table help_requests is 'Written by a stranger until proved_at: nothing of it reaches the desk before the mailbox is proved';

create sequence case_numbers;
create table cases (
  id text primary key,
  secret_hash bytea,
  kind text not null check (kind in ('student', 'teacher')),
  address text not null,
  person_id text references people on delete cascade,
  field_of_study text not null,
  album_number text not null,
  has_right boolean not null,
  note text not null,
  language text not null check (language in ('pl', 'en')),
  opened_at timestamptz not null,
  last_asked_at timestamptz not null,
  asked_times integer not null default 1,
  state text not null check (state in ('open', 'asked-back', 'closed')),
  owner text references people on delete set null,
  taken_at timestamptz,
  closed_at timestamptz,
  closed_by text,
  answer text check (answer in ('connected', 'address-assigned', 'link-sent', 'declined', 'resolved-itself')),
  reason text
);
create unique index one_open_case on cases (kind, address) where closed_at is null;
create index cases_waiting on cases (opened_at) where closed_at is null;
create index cases_of_person on cases (person_id);
create index cases_closed on cases (closed_at) where closed_at is not null;
comment on column cases.id is 'What people quote: R-2026-0418';
comment on column cases.address is 'Canonical; whoever asks reads this mailbox: a mailed link proved it';
comment on column cases.person_id is 'Whom the registry knows under the address; empty until it knows anybody';
create table case_messages (
  id bigint generated always as identity primary key,
  case_id text not null references cases on delete cascade,
  at timestamptz not null,
  author text not null,
  text text not null
);
create index case_messages_of_case on case_messages (case_id, id);
comment on column case_messages.author is 'person, or the id of the member of staff';

create index audit_events_by_event on audit_events (event, id);
create index audit_events_by_staff on audit_events (actor, id) where actor not in ('person', 'system', 'operator');
`
