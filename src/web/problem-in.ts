import { Problem } from './problem.ts'

/**
 * Turns what is thrown into the page people get (req 68). `undefined` is what nobody foresaw: a broken page.
 * Expected outcomes are values and never come here.
 */
export function problemIn(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const code = codeOf(error)
  const kind = fastifyCodes[code]
  if (kind) return new Problem(kind, { because: code })
  // The connection broke, or there is none. A statement that was on its way may have been carried out: only its answer is lost.
  if (AWAY.test(code) || socketIsMissing(error) || connectionLost(error))
    return new Problem('away', { retryAfterMs: 5_000, cause: error, because: 'the database does not answer' })
  // PostgreSQL has undone it: two in each other's way, too long, too many, no room.
  if (UNDONE.test(code))
    return new Problem('busy', { retryAfterMs: 5_000, cause: error, because: 'the database could not do it' })
  return undefined
}

const AWAY = /^(ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EHOSTUNREACH|EAI_AGAIN|08|57P)/
const UNDONE = /^(53|40001|40P01|25P03|57014|55P03)/

const fastifyCodes: Readonly<Record<string, ConstructorParameters<typeof Problem>[0]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'wrong-type',
  FST_ERR_CTP_EMPTY_TYPE: 'wrong-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-request',
  FST_ERR_VALIDATION: 'bad-request',
  FST_ERR_NOT_FOUND: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'address-too-long',
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

/** A PostgreSQL that is just being started again has no socket yet. A missing file of another kind is a fault of ours. */
function socketIsMissing(error: unknown) {
  return codeOf(error) === 'ENOENT' && error instanceof Error && 'syscall' in error && error.syscall === 'connect'
}

/** pg says these without a code. */
function connectionLost(error: unknown) {
  return (
    error instanceof Error &&
    /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/.test(
      error.message,
    )
  )
}
