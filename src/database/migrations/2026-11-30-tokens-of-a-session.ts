/** A renewed sign-in takes the tokens of the session before along, and found them by reading all tokens there are. */
export const tokensOfASession = `
create index oidc_tokens_of_session on oidc_tokens (session_id) where session_id is not null;
`
