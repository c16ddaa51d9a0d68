/** What a person can meet instead of a page. Each kind has one status and one page in two languages (req 68). */
export type ProblemKind =
  | 'bad-request'
  | 'forbidden-form'
  | 'expired-form'
  | 'form-without-cookie'
  | 'not-found'
  | 'method'
  | 'slow'
  | 'too-large'
  | 'address-too-long'
  | 'wrong-type'
  | 'unknown-host'
  | 'headers-too-large'
  | 'too-many'
  /** A browser came again and again for one service. */
  | 'too-often'
  | 'busy'
  /** The database is away, and with it the knowledge of what became of a form. */
  | 'away'
  | 'broken'

const statuses: Readonly<Record<ProblemKind, number>> = {
  'bad-request': 400,
  'forbidden-form': 403,
  'expired-form': 403,
  'form-without-cookie': 403,
  'not-found': 404,
  method: 405,
  slow: 408,
  'too-large': 413,
  'address-too-long': 414,
  'wrong-type': 415,
  'unknown-host': 421,
  'too-many': 429,
  'too-often': 429,
  'headers-too-large': 431,
  broken: 500,
  busy: 503,
  away: 503,
}

interface ProblemDetails {
  /** Milliseconds after which another try makes sense: becomes `Retry-After`. */
  retryAfterMs?: number | undefined
  /** When there is a place for whoever sends the form again; the browser is given it to show. */
  dueAt?: Date | undefined
  /** Where the form that was sent is opened again, when it is not the address it was sent to. */
  again?: string | undefined
  /** What the server does accept: becomes `Allow`. */
  allow?: readonly string[] | undefined
  /** Why, for the log alone. Never shown. */
  because?: string | undefined
  cause?: unknown
}

/** Thrown by routes to end a request with one of the clear error pages. Its text goes to the log, never to the page. */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly status: number
  readonly retryAfterMs: number | undefined
  readonly dueAt: Date | undefined
  readonly again: string | undefined
  readonly allow: readonly string[] | undefined

  constructor(kind: ProblemKind, { retryAfterMs, dueAt, again, allow, because, cause }: ProblemDetails = {}) {
    super(because ?? kind, { cause })
    this.name = 'Problem'
    this.kind = kind
    this.status = statuses[kind]
    this.retryAfterMs = retryAfterMs
    this.dueAt = dueAt
    this.again = again
    this.allow = allow
  }
}
