import type { CaseId, CaseKind, HelpRequestId } from '../../database/index.ts'
import type { Language } from '../../language/index.ts'

/** Milliseconds in which the mailbox can be proved (req 13). */
export const HELP_REQUEST_LIFETIME = 24 * 3_600_000

/** What somebody asks for. Written by a stranger until the mailbox is proved, and until then seen by that mailbox alone. */
export interface HelpFacts {
  readonly kind: CaseKind
  /** Canonical. */
  readonly address: string
  readonly fieldOfStudy: string
  readonly albumNumber: string
  readonly hasRight: boolean
  readonly note: string
  readonly language: Language
}

/** What somebody has to tell beside the mailbox; the statement is made anew each time. */
export type HelpTold = Pick<HelpFacts, 'kind' | 'fieldOfStudy' | 'albumNumber' | 'note'>

export interface HelpRequest extends HelpFacts {
  readonly id: HelpRequestId
  /** SHA-256 of the other half of the mailed link (req 12). */
  readonly secretHash: Buffer
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly provedAt: Date | undefined
  /** The case it opened or joined; undefined where the account turned out to be there, and a link was mailed instead. */
  readonly case: CaseId | undefined
}

export type HelpRequestState = 'unproved' | 'expired' | 'settled' | 'handed-over'

export function helpRequestState(
  request: Pick<HelpRequest, 'provedAt' | 'expiresAt' | 'case'>,
  now: Date,
): HelpRequestState {
  if (request.provedAt) return request.case === undefined ? 'settled' : 'handed-over'
  return now < request.expiresAt ? 'unproved' : 'expired'
}

/** The two halves of a mailed URL's last part, `id.secret`; undefined when it is nothing we ever mailed. */
export function readHelpToken(text: string): { id: HelpRequestId; secret: string } | undefined {
  const [, id, secret] = /^([A-Za-z0-9]{12})\.([A-Za-z0-9]{24})$/.exec(text) ?? []
  return id !== undefined && secret !== undefined ? { id: id as HelpRequestId, secret } : undefined
}
