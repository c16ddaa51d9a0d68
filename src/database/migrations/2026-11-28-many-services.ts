/** Services are visited by two protocols, and hear of an ended session by the one they came with. */
export const manyServices = `
-- A foreign key would lock the row of the session at every validation; visits go with their session by the statement that forgets sessions.
alter table service_visits
  drop constraint service_visits_session_id_fkey,
  add column protocol text not null default 'cas' check (protocol in ('cas', 'oidc'));
comment on column service_visits.ticket is 'cas: the spent ticket, the SessionIndex of single logout; oidc: the sid of the client in this session';
comment on column service_visits.service is 'cas: the address the ticket was for; oidc: the client_id';
`
