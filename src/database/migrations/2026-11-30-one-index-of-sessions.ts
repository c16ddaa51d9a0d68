/**
 * The sessions of a person are found by one index, over those that have ended too. While a table is small, PostgreSQL may read an index of
 * open ones from end to end to find one of them by its id, and goes on doing so when thousands have come (decision 251).
 */
export const oneIndexOfSessions = `
drop index sessions_of_person;
`
