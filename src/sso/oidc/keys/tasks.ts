import { recordEvent } from '../../../audit/index.ts'
import type { Db, Trx } from '../../../database/index.ts'
import {
  type Keyring,
  newSigningKey,
  type PrivateJwk,
  type SigningAlgorithm,
  type World,
} from '../../../world/index.ts'
import { algorithms, type KeyState, OVERLAP, type SigningKey, stateOf } from './signing-key.ts'
import { holdKeys, listKeys, removeKeys, type SealedKey, saveKey } from './store.ts'

export interface KeyParts {
  readonly db: Db
  readonly keys: Keyring
  readonly world: World
}

const PURPOSE = 'oidc-signing-key'

export class BadSigningKeys extends Error {
  override readonly name = 'BadSigningKeys'
}

/** The signing keys of this university, made at the first use. */
export async function openSigningKeys(parts: KeyParts): Promise<SigningKey[]> {
  const known = await listKeys(parts.db)
  const missing = algorithms.filter((algorithm) => !known.some((key) => key.algorithm === algorithm))
  if (missing.length === 0) return known.map((key) => opened(parts, key))
  // Made before the transaction: nobody waits for them.
  const made = await Promise.all(missing.map(newSigningKey))
  return parts.db.transaction().execute(async (trx) => {
    await holdKeys(trx)
    const now = parts.world.clock.now()
    const there = await listKeys(trx)
    for (const [index, algorithm] of missing.entries()) {
      const jwk = made[index]
      if (jwk && !there.some((key) => key.algorithm === algorithm)) await keep(parts, trx, { algorithm, jwk }, now, now)
    }
    return (await listKeys(trx)).map((key) => opened(parts, key))
  })
}

export interface KeyLine {
  readonly id: string
  readonly algorithm: SigningAlgorithm
  readonly state: KeyState
  readonly signsFrom: Date
}

/** What the operator reads: every key and what it is for. */
export async function describeKeys({ db, world }: Pick<KeyParts, 'db' | 'world'>): Promise<KeyLine[]> {
  const now = world.clock.now()
  const all = await listKeys(db)
  return all.map((key) => ({
    id: key.id,
    algorithm: key.algorithm,
    state: stateOf(key, all, now),
    signsFrom: key.signsFrom,
  }))
}

/**
 * New keys, one of each algorithm: published at once, signing after `OVERLAP`, or at once where the present ones are no
 * longer trusted. Keys that are over go.
 */
export async function rotateKeys(parts: KeyParts, { atOnce }: { atOnce: boolean }): Promise<KeyLine[]> {
  await openSigningKeys(parts)
  const made = await Promise.all(algorithms.map(newSigningKey))
  await parts.db.transaction().execute(async (trx) => {
    await holdKeys(trx)
    const now = parts.world.clock.now()
    const signsFrom = atOnce ? now : new Date(now.getTime() + OVERLAP)
    for (const [index, algorithm] of algorithms.entries()) {
      const jwk = made[index]
      if (jwk) await keep(parts, trx, { algorithm, jwk }, now, signsFrom)
    }
    await forgetOver(trx, now)
    await recordEvent(trx, {
      at: now,
      event: 'signing-keys-rotated',
      outcome: 'success',
      actor: 'operator',
      reference: parts.world.random.reference(),
      details: { signsFrom: signsFrom.toISOString() },
    })
  })
  return describeKeys(parts)
}

export type RetireOutcome =
  | { kind: 'retired' }
  | { kind: 'unknown' }
  /** Nothing would be left to sign with: rotate at once first. */
  | { kind: 'still-signing' }

/** Takes one key away at once: what it signed is worth nothing from now on. */
export async function retireKey({ db, world }: Pick<KeyParts, 'db' | 'world'>, id: string): Promise<RetireOutcome> {
  return db.transaction().execute(async (trx) => {
    await holdKeys(trx)
    const now = world.clock.now()
    const all = await listKeys(trx)
    const key = all.find((one) => one.id === id)
    if (!key) return { kind: 'unknown' }
    if (stateOf(key, all, now) === 'signing') return { kind: 'still-signing' }
    await removeKeys(trx, [id])
    await recordEvent(trx, {
      at: now,
      event: 'signing-key-retired',
      outcome: 'success',
      actor: 'operator',
      reference: world.random.reference(),
      details: { key: id },
    })
    return { kind: 'retired' }
  })
}

/** Keys that are over go by themselves: the hourly retention calls this. */
export async function forgetOldKeys(db: Db, now: Date): Promise<void> {
  await db.transaction().execute((trx) => forgetOver(trx, now))
}

async function forgetOver(trx: Trx, now: Date) {
  const all = await listKeys(trx)
  await removeKeys(
    trx,
    all.filter((key) => stateOf(key, all, now) === 'over').map(({ id }) => id),
  )
}

async function keep(
  { keys, world }: KeyParts,
  trx: Trx,
  { algorithm, jwk }: { algorithm: SigningAlgorithm; jwk: PrivateJwk },
  madeAt: Date,
  signsFrom: Date,
) {
  const id = world.random.token(16)
  const sealed = keys.seal(PURPOSE, Buffer.from(JSON.stringify({ ...jwk, kid: id })), id)
  await saveKey(trx, { id, algorithm, sealed, madeAt, signsFrom })
}

function opened({ keys }: KeyParts, { sealed, ...key }: SealedKey): SigningKey {
  const content = keys.open(PURPOSE, sealed, key.id)
  if (!content) {
    throw new BadSigningKeys(
      'The signing keys in the database do not open under this APP_SECRET. Bring back the one they were made with, or empty the table oidc_keys: every client then has to fetch the new keys.',
    )
  }
  return { ...key, jwk: JSON.parse(content.toString()) }
}
