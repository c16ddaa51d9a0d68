/** A consent is given to a service at its addresses, and an id that is given anew inherits none (decision 159). */
export const consentsToPlaces = `
alter table consents add column places text[] not null default '{}';
comment on column consents.places is 'where the service stood when the person agreed: its addresses of CAS, and those that browsers return to';

alter table proxy_granting_tickets add column service text;
comment on column proxy_granting_tickets.service is 'id of the service that goes on in the name of the person';

-- The newest visits are looked at first, and no more of them than a page may take. They come in the order of time.
drop index service_visits_by_age;
create index service_visits_by_age on service_visits (visited_at);
`
