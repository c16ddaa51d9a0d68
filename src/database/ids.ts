declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Opaque, stable, never re-used; says nothing about the person. */
export type PersonId = Branded<'PersonId'>
/** The public half of a mailed link; the other half is the secret. */
export type LinkId = Branded<'LinkId'>
/** The public half of the ticket-granting cookie. */
export type SessionId = Branded<'SessionId'>
export type LetterId = Branded<'LetterId'>

export const asPersonId = (text: string) => text as PersonId
export const asLinkId = (text: string) => text as LinkId
export const asSessionId = (text: string) => text as SessionId
export const asLetterId = (text: string) => text as LetterId
