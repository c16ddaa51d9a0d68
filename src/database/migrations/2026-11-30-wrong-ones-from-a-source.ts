/** Each sign-in asks what failed at its address in the last minutes: without an index that read all that had failed there in a month. */
export const wrongOnesFromASource = `
create index sign_in_failures_by_source on sign_in_failures (source, last_failed_at);
`
