/** Whoever downloads their own data is told of the cases that were written from their addresses: without an index that read those of all years. */
export const writtenFromAnAddress = `
create index cases_by_address on cases (address);
`
