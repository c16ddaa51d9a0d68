import type { Db, Trx } from '../../database/index.ts'
import type { Keyring } from '../../world/index.ts'
import { beginning, type SealFacts, type StoredEvent, sealDigest, sourceDigest } from './digest.ts'
import { type ChainRow, countUnsealed, findChain, findSeal, listPutIn, listSealed, type SealedEvent } from './store.ts'
import { hasOwnEnds } from './tasks.ts'
import type { Witness } from './witness-tasks.ts'

/** What is wrong with the trail, and where. */
export type Break =
  /** The event, or the seal, is not what was sealed. */
  | { readonly kind: 'changed'; readonly position: string; readonly event: string; readonly at: Date }
  /** The seal is there, the event is not. `at`: when it was sealed. */
  | { readonly kind: 'removed'; readonly position: string; readonly event: string; readonly at: Date }
  /** Neither is there. */
  | { readonly kind: 'cut-out'; readonly position: string; readonly until: string }
  /** Events were put in where everything had been sealed. */
  | { readonly kind: 'put-in'; readonly event: string; readonly at: Date }
  /** The newest seals are gone. */
  | { readonly kind: 'cut-off'; readonly position: string; readonly until: string }
  /** The row that holds both ends was changed, or APP_SECRET is another one. */
  | { readonly kind: 'ends-changed' }
  /** The database goes on from elsewhere than this node has seen: an older copy of it was put back. */
  | { readonly kind: 'not-what-was-seen'; readonly position: string; readonly at: Date }

export interface Verification {
  /** How many events were compared. */
  readonly events: number
  readonly position: string
  readonly digest: string | undefined
  readonly sealedTo: Date | undefined
  /** Written a moment ago, and not sealed yet. */
  readonly unsealed: number
  /** In the order of the chain; at most as many as were asked for. */
  readonly breaks: readonly Break[]
  /** Of all breaks. */
  readonly broken: number
}

interface VerifyParts {
  readonly db: Db
  readonly keys: Keyring
  /** What this node has seen of the chain, kept outside the database. */
  readonly witness?: Witness | undefined
  /** How many breaks are told; the others are counted. */
  readonly most?: number
}

const BATCH = 2_000

/** Goes through the whole trail as it stands at this moment, some thousand rows at a time (req 97). */
export function verifyTrail({ db, keys, witness, most = 100 }: VerifyParts): Promise<Verification> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((trx) => verify(trx, keys, { witness, most }))
}

async function verify(trx: Trx, keys: Keyring, { witness, most }: { witness: Witness | undefined; most: number }) {
  const chain = await findChain(trx)
  const found: Break[] = []
  let broken = 0
  const note = (one: Break) => {
    broken += 1
    if (found.length < most) found.push(one)
  }
  if (!hasOwnEnds(keys, chain)) note({ kind: 'ends-changed' })

  let events = 0
  let position = chain.anchorPosition
  let digest = chain.anchorDigest ?? beginning(keys)
  let next = listSealed(trx, position, BATCH)
  for (;;) {
    const rows = await next
    // While these are compared, PostgreSQL reads the next ones.
    if (rows.length === BATCH) next = listSealed(trx, rows.at(-1)?.position ?? position, BATCH)
    for (const row of rows) {
      if (Number(row.position) !== Number(position) + 1) note(cutOut(position, row.position))
      const what = breakOf(keys, chain, digest, row)
      if (what) note(what)
      if (row.position === witness?.position && row.digest !== witness.digest) note(notSeen(witness))
      events += row.event ? 1 : 0
      // What is stored, not what it should be: each row is judged by itself.
      ;({ position, digest } = row)
    }
    if (rows.length < BATCH) break
  }
  if (BigInt(position) < BigInt(chain.position))
    note({ kind: 'cut-off', position: String(BigInt(position) + 1n), until: chain.position })
  else if (broken === 0 && (position !== chain.position || digest !== (chain.digest ?? digest)))
    note({ kind: 'ends-changed' })
  if (witness && BigInt(witness.position) > BigInt(position)) note(notSeen(witness))
  for (const { id, at } of await listPutIn(trx, chain.settledId, most)) note({ kind: 'put-in', event: id, at })

  return {
    events,
    position,
    digest: chain.digest ?? undefined,
    sealedTo: (await findSeal(trx, position))?.sealedAt,
    unsealed: await countUnsealed(trx, chain.settledId),
    breaks: found,
    broken,
  }
}

function breakOf(keys: Keyring, chain: ChainRow, previous: string, row: SealedEvent): Break | undefined {
  const { position, eventId, event } = row
  if (!event) return { kind: 'removed', position, event: eventId, at: moment(row.sealedAt) }
  const whole = sealDigest(keys, previous, row, event) === row.digest && isSourceWhole(keys, chain, row, event)
  return whole ? undefined : { kind: 'changed', position, event: eventId, at: moment(event.at) }
}

/** The address is the one that was sealed; or its time was over, and both it and the salt are gone. */
function isSourceWhole(
  keys: Keyring,
  { sourcesGoneTo }: ChainRow,
  { position, salt, sourceDigest: sealed }: SealFacts & { salt: string | null },
  { source }: StoredEvent,
): boolean {
  if (sealed === null) return source === null
  if (source === null) return salt === null && BigInt(position) <= BigInt(sourcesGoneTo)
  return salt !== null && sourceDigest(keys, salt, source) === sealed
}

function cutOut(before: string, after: string): Break {
  return { kind: 'cut-out', position: String(BigInt(before) + 1n), until: String(BigInt(after) - 1n) }
}

function notSeen({ position, at }: Witness): Break {
  return { kind: 'not-what-was-seen', position, at }
}

function moment(microseconds: string): Date {
  return new Date(Number(BigInt(microseconds) / 1000n))
}
