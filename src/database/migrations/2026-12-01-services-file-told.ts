/** What the trail heard last of the operator's file outlives the event that said so (decision 150). */
export const servicesFileTold = `
create table services_file_told (
  one boolean primary key default true check (one),
  entries text not null
);
comment on table services_file_told is 'The entries of the file of services as the audit trail heard of them last, each with a fingerprint';
insert into services_file_told (entries)
  select details->>'entries' from audit_events
  where event = 'services-file-changed' and details->>'entries' is not null order by id desc limit 1;
`
