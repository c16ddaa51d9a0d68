/** Whether what a person agreed to includes that the service may come back while nobody is signed in (OIDC Core, section 11). */
export const scopeOfConsents = `
alter table consents add column offline boolean not null default false;
comment on column consents.offline is 'the service may ask while the person is away';
`
