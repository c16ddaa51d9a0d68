import { recordEvent, SCIM_ACTOR } from '../../../audit/index.ts'
import { sourceMark, takeFromBudget } from '../../../challenges/index.ts'
import type { Database, PersonId, ScimScope } from '../../../database/index.ts'
import { type Keyring, type Secret, secretDigest, type World } from '../../../world/index.ts'
import { findToken, listTokens, noteUse, revokeToken, saveToken } from './store.ts'
import { bearerIn, needsNoting, newScimToken, type ScimToken, scimScopes, tokenState } from './token.ts'

export interface TokenParts {
  readonly database: Pick<Database, 'db' | 'quick'>
  readonly world: World
  /** Of APP_SECRET. */
  readonly keys: Keyring
}

export type Admission =
  | { kind: 'admitted'; token: ScimToken }
  | { kind: 'no-token' }
  | { kind: 'refused' }
  /** So many wrong ones came from there that the next are not looked into for a while. A right one still opens. */
  | { kind: 'too-many'; retryAfterMs: number }

/** Wrong tokens from one source block that are answered and recorded. */
const WRONG_TOKENS = 20
const WINDOW_MS = 600_000

/** Whose token it is. Wrong ones are counted for their source, and recorded while the budget lasts (req 5, 95). */
export async function admit(
  { database, world, keys }: TokenParts,
  asked: { header: string | undefined; source: string; reference: string },
): Promise<Admission> {
  const now = world.clock.now()
  const bearer = bearerIn(asked.header)
  if (asked.header === undefined) return { kind: 'no-token' }
  const token = bearer === undefined ? undefined : await findToken(database.db, secretDigest(bearer))
  const state = token && tokenState(token, now)
  if (token && state === 'valid') {
    if (needsNoting(token, now)) await noteUse(database.quick, token.name, now)
    return { kind: 'admitted', token }
  }
  const { granted, retryAfterMs } = await takeFromBudget(database.quick, {
    budget: 'wrong-scim-tokens',
    holder: sourceMark(keys, asked.source),
    limit: WRONG_TOKENS,
    windowMs: WINDOW_MS,
    now,
  })
  if (!granted) return { kind: 'too-many', retryAfterMs }
  await recordEvent(database.db, {
    at: now,
    event: 'scim-refused',
    outcome: 'failure',
    actor: token ? SCIM_ACTOR + token.name : 'system',
    source: asked.source,
    reference: asked.reference,
    details: { because: state ?? 'unknown' },
  })
  return { kind: 'refused' }
}

export interface TokenMaker {
  readonly by: PersonId
  readonly reason: string
  readonly source: string
  readonly reference: string
}

/** The tokens as they are lent to the desk. */
export function createTokenBook({ database, world }: TokenParts) {
  return {
    scopes: scimScopes,
    list: () => listTokens(database.db),
    /** The token is given out once; undefined when there was one of this name. */
    async make(
      { name, scopes, lifetimeMs }: { name: string; scopes: readonly ScimScope[]; lifetimeMs: number },
      { by, reason, source, reference }: TokenMaker,
    ): Promise<Secret | undefined> {
      const now = world.clock.now()
      const { secret, hash } = newScimToken(world.random)
      const expiresAt = new Date(now.getTime() + lifetimeMs)
      const made = await database.db.transaction().execute(async (trx) => {
        if (!(await saveToken(trx, { name, hash, scopes, madeBy: by, expiresAt }, now))) return false
        await recordEvent(trx, {
          at: now,
          event: 'scim-token-made',
          outcome: 'success',
          actor: by,
          source,
          reference,
          details: { token: name, scopes: scopes.join(' '), reason },
        })
        return true
      })
      return made ? secret : undefined
    },
    /** False when somebody has revoked it already, or there is none. */
    revoke(name: string, { by, reason, source, reference }: TokenMaker): Promise<boolean> {
      const now = world.clock.now()
      return database.db.transaction().execute(async (trx) => {
        if (!(await revokeToken(trx, name, now))) return false
        await recordEvent(trx, {
          at: now,
          event: 'scim-token-revoked',
          outcome: 'success',
          actor: by,
          source,
          reference,
          details: { token: name, reason },
        })
        return true
      })
    },
  }
}
