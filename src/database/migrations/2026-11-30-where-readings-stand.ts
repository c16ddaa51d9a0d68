/** An identity system reads everybody page by page, and each page may be asked of another node (decision 194). */
export const whereReadingsStand = `
alter table scim_tokens add column page_ends jsonb not null default '{}';
comment on column scim_tokens.page_ends is 'By the size of pages: the index after the last page of everybody that was read with the token, and after whom that page ended';
`
