import type { Db, Trx } from '../../database/index.ts'
import { tell } from '../../signals/index.ts'
import type { Keyring, World } from '../../world/index.ts'
import { sameDigest } from '../../world/index.ts'
import { recordEvent } from '../store.ts'
import { beginning, type ChainEnds, endsMac, type StoredEvent, sealDigest, sourceDigest } from './digest.ts'
import {
  type ChainRow,
  findEndOfOld,
  findNewestEvent,
  findNewestSeal,
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
      return { sealed: events, after: events.at(-1)?.id, last }
    })
    for (const { event, outcome } of step?.sealed ?? []) tell('event-sealed', { event, outcome })
    sealed += step?.sealed.length ?? 0
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
    const end = await findEndOfOld(trx, '0', moment, BATCH)
    if (!end) return undefined
    const removed = await removeSealed(trx, end.position)
    // Where the chain was begun anew, what is older lies before the anchor.
    if (BigInt(end.position) > BigInt(chain.anchorPosition))
      await save(parts.keys, trx, { ...chain, anchorPosition: end.position, anchorDigest: end.digest })
    return removed
  })
}

/** Forgets where requests before `moment` came from, without breaking the chain (req 98). Gives of how many events. */
export async function forgetSourcesBefore(parts: ChainParts, moment: Date): Promise<number> {
  return inSteps(parts, async (trx, chain) => {
    const end = await findEndOfOld(trx, chain.sourcesGoneTo, moment, BATCH)
    if (!end) return undefined
    const removed = await removeSources(trx, chain.sourcesGoneTo, end.position)
    await save(parts.keys, trx, { ...chain, sourcesGoneTo: end.position })
    return removed
  })
}

/** Wider than what another node may have seen beyond this one. */
const GAP = 1_000

/**
 * Begins the chain anew behind everything that is there, under the keys of now: after another APP_SECRET, or a database that
 * was brought back from a backup. What stood before is kept, and no longer vouched for. Gives the seal that it goes on after.
 */
export async function restartChain(
  parts: ChainParts,
  { seen, reason, reference }: { seen: string | undefined; reason: string; reference: string },
): Promise<string> {
  return parts.db.transaction().execute(async (trx) => {
    const chain = await lockChain(trx, { wait: true })
    if (!chain) throw new Error('The row of the audit chain is missing.')
    const newest = await findNewestSeal(trx)
    const furthest = Math.max(...[newest?.position, chain.position, seen].map((one) => Number(one ?? 0)))
    const position = String(furthest + GAP)
    const digest = newest?.digest ?? beginning(parts.keys)
    const ends = { position, digest, anchorPosition: position, anchorDigest: digest, settledId: '0' }
    const marks = { markId: null, markTransaction: null, markedAt: null }
    await save(parts.keys, trx, { ...chain, ...ends, ...marks })
    await recordEvent(trx, {
      at: parts.world.clock.now(),
      event: 'audit-restarted',
      outcome: 'success',
      actor: 'operator',
      reference,
      details: { position, reason },
    })
    return position
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
