declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** Opaque, stable, never re-used; says nothing about the person. */
export type PersonId = Branded<'PersonId'>
/** The public half of a mailed link; the other half is the secret. */
export type LinkId = Branded<'LinkId'>
/** The public half of the ticket-granting cookie. */
export type SessionId = Branded<'SessionId'>
export type LetterId = Branded<'LetterId'>

/** The public half of the link that proves the mailbox of a help request. */
export type HelpRequestId = Branded<'HelpRequestId'>
/** What people quote: `R-2026-0418`. */
export type CaseId = Branded<'CaseId'>
export type CodeId = Branded<'CodeId'>
/** One feed on its way into the registry. */
export type ImportRunId = Branded<'ImportRunId'>
/** One pull of people from the USOS API. */
export type UsosPullId = Branded<'UsosPullId'>

export const asPersonId = (text: string) => text as PersonId
export const asLinkId = (text: string) => text as LinkId
export const asSessionId = (text: string) => text as SessionId
export const asLetterId = (text: string) => text as LetterId
export const asHelpRequestId = (text: string) => text as HelpRequestId
export const asCaseId = (text: string) => text as CaseId
export const asCodeId = (text: string) => text as CodeId
export const asImportRunId = (text: string) => text as ImportRunId
export const asUsosPullId = (text: string) => text as UsosPullId
