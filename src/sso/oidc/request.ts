import { AsyncLocalStorage } from 'node:async_hooks'
import type { VNode } from 'preact'
import type { PersonId } from '../../database/index.ts'
import type { Person, Study } from '../../people/index.ts'
import type { WhoIsTold } from '../../services/index.ts'
import type { Session } from '../../sessions/index.ts'
import type { TakeTicketShare } from '../ticket-share.ts'

/** What a client was granted within one session. */
export interface Grant {
  readonly id: string
  readonly session: Session['id']
  readonly client: string
  readonly person: PersonId
  readonly sid: string
  readonly scopes: readonly string[]
  readonly madeAt: Date
  readonly expiresAt: Date
}

/** The session as OpenID Connect sees it. */
export interface SignedIn {
  readonly session: Pick<Session, 'id' | 'person' | 'createdAt'>
  readonly secondFactorAt: Date | undefined
  readonly grants: readonly Pick<Grant, 'id' | 'client' | 'sid'>[]
}

export interface AboutAccount {
  readonly person: Person
  readonly studies: readonly Study[]
}

/**
 * What is known while one request is answered. The library asks its adapter for token, session, grant and account one after
 * the other; one statement brings them all, and the rest is answered from here.
 */
export interface OidcRequest {
  readonly source: string
  readonly reference: string
  /** The living session of this browser; nobody's while its password has to be changed first (req 9). */
  readonly session: Session | undefined
  /** Takes one code from the share that the session has of this client; nothing where none is asked for. */
  readonly takeTicketShare: ((client: string) => ReturnType<TakeTicketShare>) | undefined
  signedIn: SignedIn | undefined
  readonly sessions: Map<string, SignedIn>
  readonly grants: Map<string, Grant>
  readonly accounts: Map<string, AboutAccount>
  /** Whose token came that had been used before. */
  replayed: PersonId | undefined
  /** The page to answer with, instead of what the library would write. */
  page: { readonly content: VNode; readonly status?: number; readonly postsTo?: string } | undefined
  /** What went wrong, other than by the protocol. */
  broken: unknown
  /** It is about signing out. */
  readonly leaving: boolean
  /** The session has ended in this request: the browser forgets it, and these services hear of it or do not. */
  signedOut: WhoIsTold | undefined
}

const requests = new AsyncLocalStorage<OidcRequest>()

/** The request that is being answered; none in a background job. */
export function currentRequest(): OidcRequest | undefined {
  return requests.getStore()
}

export function duringRequest<Result>(request: OidcRequest, work: () => Result): Result {
  return requests.run(request, work)
}

export function newRequest(
  of: Pick<OidcRequest, 'source' | 'reference' | 'session' | 'takeTicketShare' | 'leaving'>,
): OidcRequest {
  return {
    ...of,
    signedIn: undefined,
    sessions: new Map(),
    grants: new Map(),
    accounts: new Map(),
    replayed: undefined,
    page: undefined,
    broken: undefined,
    signedOut: undefined,
  }
}
