import type { Db, Trx } from '../../database/index.ts'
import type { Keyring, World } from '../../world/index.ts'
import { sameDigest } from '../../world/index.ts'
import { beginning, type ChainEnds, endsMac, type StoredEvent, sealDigest, sourceDigest } from './digest.ts'
import {
  type ChainRow,
  findEndOfOld,
  findNewestEvent,
  findSeal,
  isSealingDue,
  type LockedChain,
  listUnsealed,
  lockChain,
  type NewSeal,
  removeSealed,
  removeSources,
  saveChain,
  saveSeals,
} from './store.ts'

export interface ChainParts {
  readonly db: Db
  /** Of APP_SECRET: whoever has the database alone cannot make a seal. */
  readonly keys: Keyring
  readonly world: World
}

/** The ends of the chain are not what this program wrote. */
export class BadAuditChain extends Error {
  override readonly name = 'BadAuditChain'
}

const BATCH = 2_000
/** A transaction takes the id of an event and its own number one after the other, not at once: this is longer by far. */
const SETTLED_AFTER_MS = 5_000

/**
 * Seals what has been written since (req 97). Nobody waits for it: events are written as they always were, and of all nodes
 * the one that holds the row of the chain goes through them (decision 170). Gives how many were sealed.
 */
export async function sealEvents(parts: ChainParts): Promise<number> {
  if (!(await isSealingDue(parts.db))) return 0
  let after: string | undefined
  let settled: string | undefined
  let sealed = 0
  for (;;) {
    const step = await parts.db.transaction().execute(async (trx) => {
      const chain = await lockChain(trx, { wait: false })
      if (!chain) return undefined
      demandOwnEnds(parts.keys, chain)
      // Before the events are looked through: what may have come since is not settled by it.
      if (after === undefined) settled = settledBy(chain, parts.world.clock.now())
      const events = await listUnsealed(trx, after ?? chain.settledId, BATCH)
      const last = events.length < BATCH
      const extended = await extend(parts, trx, chain, events)
      const marks = last ? await nextMark(trx, chain, settled, parts.world.clock.now()) : {}
      await save(parts.keys, trx, { ...chain, ...extended, ...marks })
      return { sealed: events.length, after: events.at(-1)?.id, last }
    })
    sealed += step?.sealed ?? 0
    if (!step || step.last) return sealed
    after = step.after
  }
}

/** The id up to which nothing can come any more: every transaction that might have written there has ended. */
function settledBy({ markId, markTransaction, markedAt, oldestRunning }: LockedChain, now: Date) {
  if (markId === null || markTransaction === null || markedAt === null) return undefined
  const over = BigInt(oldestRunning) > BigInt(markTransaction)
  return over && now.getTime() - markedAt.getTime() >= SETTLED_AFTER_MS ? markId : undefined
}

/** In three steps, a pass or more apart: an id is noted, then a transaction that began after it, then both have been overtaken. */
async function nextMark(trx: Trx, chain: LockedChain, settled: string | undefined, now: Date) {
  const { markId, markTransaction, transaction, settledId } = chain
  if (settled !== undefined) return { settledId: settled, markId: null, markTransaction: null, markedAt: null }
  if (markId === null) {
    const newest = await findNewestEvent(trx)
    return BigInt(newest) <= BigInt(settledId) ? {} : { markId: newest, markTransaction: null, markedAt: null }
  }
  // A database that was moved to another cluster counts its transactions from there on.
  if (markTransaction === null || BigInt(markTransaction) > BigInt(transaction))
    return { markTransaction: transaction, markedAt: now }
  return {}
}

async function extend(
  { keys, world }: ChainParts,
  trx: Trx,
  chain: ChainRow,
  events: readonly StoredEvent[],
): Promise<Pick<ChainEnds, 'position' | 'digest'>> {
  const now = world.clock.now()
  const sealedAt = `${now.getTime()}000`
  let { digest, position } = chain
  const seals = events.map((event): NewSeal => {
    position = String(BigInt(position) + 1n)
    const salt = event.source === null ? null : world.random.bytes(16).toString('hex')
    const hidden = event.source === null || salt === null ? null : sourceDigest(keys, salt, event.source)
    const facts = { position, sealedAt, sourceDigest: hidden }
    digest = sealDigest(keys, digest ?? beginning(keys), facts, event)
    return { ...facts, event: event.id, salt, digest }
  })
  if (seals.length > 0) await saveSeals(trx, now, seals)
  return { digest, position }
}

/** Removes what was written before `moment`, from the oldest end on; the anchor keeps what the rest of the chain hangs on. */
export async function forgetEventsBefore(parts: ChainParts, moment: Date): Promise<number> {
  await sealEvents(parts)
  return inSteps(parts, async (trx, chain) => {
    const { anchorPosition: from } = chain
    const to = await findEndOfOld(trx, from, moment, BATCH)
    if (to === from) return undefined
    const end = await findSeal(trx, to)
    const removed = await removeSealed(trx, from, to)
    await save(parts.keys, trx, { ...chain, anchorPosition: to, anchorDigest: end?.digest ?? null })
    return removed
  })
}

/** Forgets where requests before `moment` came from, without breaking the chain (req 98). Gives of how many events. */
export async function forgetSourcesBefore(parts: ChainParts, moment: Date): Promise<number> {
  return inSteps(parts, async (trx, chain) => {
    const from = BigInt(chain.sourcesGoneTo) > BigInt(chain.anchorPosition) ? chain.sourcesGoneTo : chain.anchorPosition
    const to = await findEndOfOld(trx, from, moment, BATCH)
    if (to === from) return undefined
    const removed = await removeSources(trx, from, to)
    await save(parts.keys, trx, { ...chain, sourcesGoneTo: to })
    return removed
  })
}

async function inSteps({ db, keys }: ChainParts, step: (trx: Trx, chain: ChainRow) => Promise<number | undefined>) {
  let all = 0
  for (;;) {
    const removed = await db.transaction().execute(async (trx) => {
      const chain = await lockChain(trx, { wait: true })
      if (!chain) return undefined
      demandOwnEnds(keys, chain)
      return step(trx, chain)
    })
    if (removed === undefined) return all
    all += removed
  }
}

async function save(keys: Keyring, trx: Trx, chain: ChainRow) {
  await saveChain(trx, { ...chain, mac: endsMac(keys, chain) })
}

/** Nothing is added to a chain that somebody has moved: what is wrong would be covered up. */
function demandOwnEnds(keys: Keyring, chain: ChainRow) {
  if (!hasOwnEnds(keys, chain))
    throw new BadAuditChain(
      'The audit chain was not left like this by this program: APP_SECRET is another one now, or somebody has changed the row in audit_chain. Nothing is sealed or removed until that is settled: docs/operating/audit.md',
    )
}

/** A chain without any seal has no MAC yet. */
export function hasOwnEnds(keys: Keyring, chain: ChainRow): boolean {
  if (chain.mac === null) return chain.position === '0' && chain.anchorPosition === '0'
  return sameDigest(chain.mac, endsMac(keys, chain))
}
