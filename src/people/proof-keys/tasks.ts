import { recordEvent } from '../../audit/index.ts'
import type { Db, PersonId, ProofKind, Trx } from '../../database/index.ts'
import { type Keyring, keyring, type Random, type RootKeyring, Secret } from '../../world/index.ts'
import {
  type Proof,
  type ProofKeyring,
  peselBucket,
  proofDigest,
  proofKeyId,
  proofKeyring,
  sameProof,
} from '../proof.ts'
import {
  countProofsByKey,
  deleteKey,
  deleteSealsBut,
  dropProofsUnder,
  findInBuckets,
  insertKey,
  insertSeal,
  listSeals,
  replaceProof,
  takeKeyTurn,
} from './store.ts'

/** The PESEL_KEY of the settings is not the one that this database knows. Told in its own sentence. */
class BadPeselKey extends Error {
  override readonly name = 'BadPeselKey'

  constructor() {
    super(
      'PESEL_KEY is not the key under which this database keeps its PESEL digests: with it no right answer would be one.\n' +
        'Bring back the right key. If it was changed on purpose, PESEL_KEY_BEFORE takes the former one; if it is lost for good:\n' +
        'npm run furta -- keys rotate-pesel --lost    (docs/operating/keys.md)',
    )
  }
}

interface ProofKey {
  readonly id: string
  readonly keys: ProofKeyring
}

/** The keys of national-ID digests as they are at this moment. */
export interface ProofKeys {
  /** Makes new digests. Throws `BadPeselKey` when the PESEL_KEY does not open it. */
  readonly inUse: ProofKey
  /** Those that open, the newest first: each verifies what was made under it. */
  readonly all: readonly ProofKey[]
  find(id: string | undefined): ProofKeyring | undefined
}

/**
 * Reads the keys anew each time, in the caller's transaction: a key that was made a moment ago on another node verifies
 * here at once, so a rotation makes no right answer wrong (req 48). The first key is PESEL_KEY itself, as it was before
 * keys could be rotated.
 */
export async function openProofKeys(db: Db, roots: RootKeyring): Promise<ProofKeys> {
  let seals = await listSeals(db)
  if (seals.length === 0) {
    await beginProofKeys(db, roots, new Date(0))
    seals = await listSeals(db)
  }
  const newest = seals[0]?.id
  const opened = new Map<string, ProofKeyring>()
  for (const { id, rootId, sealed } of seals) {
    const keys = opened.get(id) ?? openKey(roots, { id, rootId, sealed })
    if (keys) opened.set(id, keys)
  }
  return {
    get inUse() {
      const keys = newest === undefined ? undefined : opened.get(newest)
      if (newest === undefined || keys === undefined) throw new BadPeselKey()
      return { id: newest, keys }
    },
    all: [...opened].map(([id, keys]) => ({ id, keys })),
    find: (id) => (id === undefined ? undefined : opened.get(id)),
  }
}

/** What was opened once: deriving a key costs more than the digest. */
const openedBefore = new WeakMap<RootKeyring, Map<string, ProofKeyring>>()

function openKey(
  roots: RootKeyring,
  { id, rootId, sealed }: { id: string; rootId: string | null; sealed: Buffer | null },
): ProofKeyring | undefined {
  const known = openedBefore.get(roots) ?? new Map<string, ProofKeyring>()
  openedBefore.set(roots, known)
  const before = known.get(id)
  if (before) return before
  const root = [roots, ...roots.before].find((each) => rootIdOf(each) === rootId)
  const secret = sealed === null ? undefined : root?.open(SEAL, sealed, id)
  if (!secret) return undefined
  const keys = proofKeyring(new Secret(secret.toString()))
  known.set(id, keys)
  return keys
}

const SEAL = 'pesel-key'

/** Tells one PESEL_KEY from another, and nothing of either. */
function rootIdOf(roots: Keyring) {
  return roots.mac('pesel-root-id').toString('hex', 0, 4)
}

/**
 * At the start: makes PESEL_KEY the first key of a new database, seals what there is under a PESEL_KEY that has been
 * changed, and throws `BadPeselKey` where it opens nothing.
 */
export async function beginProofKeys(db: Db, roots: RootKeyring, now: Date): Promise<void> {
  // Called within somebody's transaction or outside of one: either way keys and seals appear together.
  if (!(await isSealed(db, roots)))
    await inTransaction(db, async (trx) => {
      await takeKeyTurn(trx)
      const seals = await listSeals(trx)
      if (seals.length === 0) {
        // The PESEL_KEY of before keys could be rotated may be the one that is being changed right now.
        const counts = await countProofsByKey(trx)
        const first = [roots, ...roots.before].find((root) => counts.has(proofKeyId(root))) ?? roots
        const id = proofKeyId(first)
        if (counts.size > 0 && !counts.has(id)) throw new BadPeselKey()
        await insertKey(trx, id, now)
        await sealUnderAll(trx, roots, id, first.root)
        return
      }
      await sealAnew(trx, roots, seals)
    })
  assertOpens(await openProofKeys(db, roots))
}

/** Whether the PESEL_KEY opens the key in use, or there is nothing yet that it would have to open. Writes nothing. */
export async function peselKeyFits(db: Db, roots: RootKeyring): Promise<boolean> {
  const seals = await listSeals(db)
  const [newest] = seals
  if (newest) return secretOf(roots, newest.id, seals) !== undefined
  const counts = await countProofsByKey(db)
  return counts.size === 0 || [roots, ...roots.before].some((root) => counts.has(proofKeyId(root)))
}

type Seals = Awaited<ReturnType<typeof listSeals>>

async function sealAnew(trx: Trx, roots: RootKeyring, seals: Seals) {
  for (const id of new Set(seals.map((seal) => seal.id))) {
    const secret = secretOf(roots, id, seals)
    if (secret) await sealUnderAll(trx, roots, id, secret)
  }
}

function assertOpens({ inUse }: ProofKeys) {
  return inUse
}

async function isSealed(db: Db, roots: RootKeyring) {
  const seals = await listSeals(db)
  const mine = rootIdOf(roots)
  const ids = new Set(seals.map(({ id }) => id))
  return seals.length > 0 && [...ids].every((id) => seals.some((seal) => seal.id === id && seal.rootId === mine))
}

function secretOf(roots: RootKeyring, id: string, seals: Seals): Secret | undefined {
  for (const root of [roots, ...roots.before]) {
    const seal = seals.find((each) => each.id === id && each.rootId === rootIdOf(root))
    const secret = seal?.sealed && root.open(SEAL, seal.sealed, id)
    if (secret) return new Secret(secret.toString())
  }
  return undefined
}

/** Also under the roots of before: a node that has not been restarted yet opens it too. */
async function sealUnderAll(trx: Trx, roots: RootKeyring, id: string, secret: Secret) {
  for (const root of [roots, ...roots.before]) {
    await insertSeal(trx, id, rootIdOf(root), root.seal(SEAL, Buffer.from(secret.reveal()), id))
  }
}

function inTransaction<Result>(db: Db, work: (trx: Trx) => Promise<Result>): Promise<Result> {
  return db.isTransaction ? work(db as Trx) : db.transaction().execute(work)
}

export interface PeselKeyLine {
  readonly id: string
  readonly madeAt: Date | undefined
  readonly state: 'in-use' | 'verifying' | 'does-not-open' | 'unknown'
  /** Stored answers under it. */
  readonly proofs: number
}

/** Each key and how many answers stand under it; also keys that answers name and nobody has. */
export async function describePeselKeys(db: Db, roots: RootKeyring): Promise<PeselKeyLine[]> {
  const keys = await openProofKeys(db, roots)
  const counts = await countProofsByKey(db)
  const made = new Map((await listSeals(db)).map(({ id, madeAt }) => [id, madeAt]))
  const [newest] = made.keys()
  const known = [...made].map(([id, madeAt]) => ({
    id,
    madeAt,
    state: keys.find(id) ? (id === newest ? ('in-use' as const) : ('verifying' as const)) : ('does-not-open' as const),
    proofs: counts.get(id) ?? 0,
  }))
  const unknown = [...counts].filter(([id]) => !made.has(id))
  return [...known, ...unknown.map(([id, proofs]) => ({ id, madeAt: undefined, state: 'unknown' as const, proofs }))]
}

/**
 * A new key: all new digests are made under it, on every node, from the moment this commits. Those of before go on being
 * verified. `lost`: although PESEL_KEY does not open the present one.
 */
export async function rotatePeselKey(
  trx: Trx,
  roots: RootKeyring,
  { random, lost, now }: { random: Random; lost: boolean; now: Date },
): Promise<{ kind: 'rotated'; id: string } | { kind: 'does-not-open' }> {
  await takeKeyTurn(trx)
  const seals = await listSeals(trx)
  const [newest] = seals
  const counts = await countProofsByKey(trx)
  const opens = newest
    ? secretOf(roots, newest.id, seals) !== undefined
    : counts.size === 0 || [roots, ...roots.before].some((root) => counts.has(proofKeyId(root)))
  if (!opens && !lost) return { kind: 'does-not-open' }
  if (!newest && opens) await beginProofKeys(trx, roots, now)
  await sealAnew(trx, roots, seals)
  const secret = new Secret(random.token(48))
  const id = proofKeyId(keyring(secret))
  await insertKey(trx, id, now)
  await sealUnderAll(trx, roots, id, secret)
  // Where the root was changed, what it left behind goes: old seals are of use to whoever has seen the old root.
  await deleteSealsBut(trx, [rootIdOf(roots), ...roots.before.map(rootIdOf)])
  await recordEvent(trx, {
    at: now,
    event: 'pesel-key-rotated',
    outcome: 'success',
    actor: 'operator',
    details: { key: id },
  })
  return { kind: 'rotated', id }
}

export type Retired =
  | { kind: 'retired'; toDesk: number }
  | { kind: 'unknown' }
  | { kind: 'in-use' }
  /** Their owners would have no answer any more. */
  | { kind: 'proofs-left'; proofs: number }

/** Takes a key away. With `toDesk`, those whose answer stands under it are left to a code of the help desk. */
export async function retirePeselKey(
  trx: Trx,
  id: string,
  { toDesk, now }: { toDesk: boolean; now: Date },
): Promise<Retired> {
  await takeKeyTurn(trx)
  const ids = (await listSeals(trx)).map((seal) => seal.id)
  const proofs = (await countProofsByKey(trx)).get(id) ?? 0
  if (ids[0] === id) return { kind: 'in-use' }
  if (!ids.includes(id) && proofs === 0) return { kind: 'unknown' }
  if (proofs > 0 && !toDesk) return { kind: 'proofs-left', proofs }
  const dropped = await dropProofsUnder(trx, id)
  await deleteKey(trx, id)
  await recordEvent(trx, {
    at: now,
    event: 'pesel-key-retired',
    outcome: 'success',
    actor: 'operator',
    details: { key: id, toDesk: dropped },
  })
  return { kind: 'retired', toDesk: dropped }
}

/**
 * Whether the answer is the stored one: the same work for every answer, and without a stored proof none is right (req 42,
 * 46). A right one is kept under the key of today from now on (req 48). The caller holds the person.
 */
export async function proveAndRekey(
  trx: Trx,
  roots: RootKeyring,
  {
    person,
    stored,
    answer,
  }: { person: PersonId; stored: ({ kind: ProofKind } & Proof) | undefined; answer: string | undefined },
): Promise<boolean> {
  const proofKeys = await openProofKeys(trx, roots)
  const kind = stored?.kind ?? 'pesel'
  const keys = proofKeys.find(stored?.keyId)
  const given = proofDigest(keys ?? proofKeys.all[0]?.keys ?? proofKeyring(roots.root), person, kind, answer ?? '')
  const right = sameProof(keys && stored, given) && answer !== undefined
  const [newest] = proofKeys.all
  const today = right && newest ? proofDigest(newest.keys, person, kind, answer) : undefined
  if (stored && today && (today.keyId !== stored.keyId || today.bucket !== stored.bucket)) {
    await replaceProof(trx, person, kind, today)
  }
  return right
}

/**
 * Who else has each of these PESELs already. The sixteen bits of a bucket say where to look, and the digest that is bound to
 * the person proves it: what is stored tells nobody who has equal numbers (decision 186). `digits` are canonical.
 */
export async function findPeselHolders(
  db: Db,
  proofKeys: ProofKeys,
  pesels: readonly { readonly person: PersonId; readonly digits: string | undefined }[],
): Promise<PersonId[][]> {
  const sought = pesels.flatMap(({ person, digits }, index) =>
    digits === undefined
      ? []
      : proofKeys.all.map(({ id, keys }) => ({
          index,
          person,
          digits,
          keyId: id,
          keys,
          bucket: peselBucket(keys, digits),
        })),
  )
  const unique = new Map(sought.map((each) => [`${each.keyId} ${each.bucket}`, each]))
  const there = Map.groupBy(await findInBuckets(db, [...unique.values()]), (each) => `${each.keyId} ${each.bucket}`)
  const holders: PersonId[][] = pesels.map(() => [])
  for (const { index, person, digits, keyId, keys, bucket } of sought) {
    for (const holder of there.get(`${keyId} ${bucket}`) ?? []) {
      if (holder.person === person) continue
      const given = proofDigest(keys, holder.person, 'pesel', digits)
      if (sameProof({ keyId, digest: holder.digest }, given)) holders[index]?.push(holder.person)
    }
  }
  return holders
}
