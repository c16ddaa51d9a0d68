import type { Db } from '../../database/index.ts'
import { recordEvent } from '../store.ts'
import { countUnsealed, findChain, findLastCheck, findNewestSealAt, type LastCheck } from './store.ts'
import type { ChainParts } from './tasks.ts'
import { type Break, type Verification, verifyTrail } from './verify-tasks.ts'
import { readWitness, type Witness } from './witness-tasks.ts'

interface Check {
  readonly dataDir: string
  readonly by: 'system' | 'operator'
  /** What an auditor has noted of the chain, instead of what this node has seen. */
  readonly seen?: Witness | undefined
}

/** Verifies the whole trail, and notes in it that it was, and how it came out. */
export async function checkTrail(parts: ChainParts, { dataDir, by, seen }: Check): Promise<Verification> {
  const { db, keys, world } = parts
  const result = await verifyTrail({ db, keys, witness: seen ?? readWitness(dataDir) })
  const { events, position, broken, breaks } = result
  await recordEvent(db, {
    at: world.clock.now(),
    event: 'audit-verified',
    outcome: broken === 0 ? 'success' : 'failure',
    actor: by,
    reference: world.random.reference(),
    details: { events, position, broken, ...(breaks[0] && { first: inShort(breaks[0]) }) },
  })
  return result
}

/** “changed 41” */
function inShort(first: Break): string {
  const where = 'event' in first ? `event ${first.event}` : 'position' in first ? `seal ${first.position}` : ''
  return `${first.kind} ${where}`.trim()
}

/** How the chain stands, at a glance: without going through it. */
export interface ChainState {
  /** When the newest seal was made, and which it is. */
  readonly sealed: { readonly position: string; readonly at: Date } | undefined
  /** Not sealed yet. */
  readonly unsealed: number
  /** The last time that somebody, or the program by itself, went through all of it. */
  readonly checked: LastCheck | undefined
}

export async function findChainState(db: Db): Promise<ChainState> {
  const [chain, sealed, checked] = await Promise.all([findChain(db), findNewestSealAt(db), findLastCheck(db)])
  return { sealed, unsealed: await countUnsealed(db, chain.settledId), checked }
}
