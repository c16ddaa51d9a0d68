/** The rest of CAS 3.0.3: proxying, remembered sessions, and the wish to be asked before another service is told. */
export const casProtocol = `
alter table sessions
  add column long_term boolean not null default false,
  add column warns boolean not null default false,
  add column signed_in_for text;
comment on column sessions.long_term is 'remembered past the end of the browser (CAS 3.0.3, section 4.1)';
comment on column sessions.warns is 'the person is asked before another service is told (section 2.2.1)';
comment on column sessions.signed_in_for is 'the address the password was typed for, while its ticket still waits for a consent or a second factor';

-- Unlogged as before: a crash forgets a ticket.
alter table service_tickets add column proxies text[] not null default '{}';
comment on column service_tickets.proxies is 'of a proxy ticket: the callbacks it came through, the last one first; empty for a service ticket';

create table proxy_granting_tickets (
  ticket_hash bytea primary key,
  session_id text not null references sessions on delete cascade,
  proxies text[] not null,
  granted_at timestamptz not null
);
comment on column proxy_granting_tickets.proxies is 'the callback it was sent to, then those before it';
create index proxy_granting_tickets_of_session on proxy_granting_tickets (session_id);
`
