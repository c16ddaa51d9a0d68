/** What became of a letter after the server took it, and the addresses that are left alone for a while (req 109). */
export const mailSeen = `
alter table letters
  drop constraint letters_state_check,
  add constraint letters_state_check
    check (state in ('queued', 'sending', 'sent', 'given-up', 'dropped', 'void', 'suppressed')),
  add column bounce_token text,
  add column bounce text check (bounce in ('delayed', 'soft', 'hard')),
  add column bounce_status text,
  add column bounced_at timestamptz,
  add column again_of text;
create unique index letters_by_bounce_token on letters (bounce_token);
create index letters_newest on letters (created_at desc, id desc) where state <> 'void';
create index letters_of_recipient on letters (recipient, created_at desc);
comment on column letters.bounce_token is 'Stands in the return path, the envelope id and the Message-ID: only a report that repeats it is believed (RFC 3464, RFC 3461)';
comment on column letters.bounce is 'What a report of delivery has told since: not yet, not this time, or never';
comment on column letters.bounce_status is 'Enhanced status code of that report (RFC 3463)';
comment on column letters.again_of is 'The letter that the desk has sent again with this one';

create table resting_addresses (
  address text primary key,
  soft_bounces integer not null default 0,
  last_bounce_at timestamptz not null,
  status text,
  rests_since timestamptz,
  rests_until timestamptz
);
comment on table resting_addresses is 'Addresses that sent letters back; while one rests, no letter goes there. Read by couriers and the desk alone (req 109)';
comment on column resting_addresses.soft_bounces is 'Letters in a row that came back for a reason that may pass, within fourteen days of each other';
`
