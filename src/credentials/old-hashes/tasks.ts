import { recordEvent } from '../../audit/index.ts'
import type { Database, PersonId } from '../../database/index.ts'
import type { World } from '../../world/index.ts'
import type { HashGate } from '../hash.ts'
import { isKeptWithin, type OldHash, type OldKind, spellOldHash } from './old-hash.ts'
import type { ListRow } from './read-list.ts'
import { type OldHashFault, readOldHash } from './read-old-hash.ts'
import { findOwners, insertOldHashes } from './store.ts'

export interface IntakeParts {
  readonly database: Database
  readonly world: World
  readonly hashGate: Pick<HashGate, 'hash'>
}

export type RowFault = OldHashFault | 'nobody' | 'closed' | 'twice'

export interface Intake {
  readonly taken: ReadonlyMap<OldKind, number>
  /** They have a password of their own, which stays. */
  readonly kept: number
  /** Rows without a hash. */
  readonly empty: number
  readonly faults: readonly { readonly row: number; readonly fault: RowFault }[]
}

const AT_ONCE = 200
/** The queue before the hashes refuses whoever would wait for more than five seconds, on a slow machine too. */
const HASHED_AT_ONCE = 16

/**
 * Gives people the password they had elsewhere, as long as they have none here. Each batch is written as a whole, so that a list that
 * was broken off goes on where it ended when it is read again.
 */
export async function takeOldHashes(
  parts: IntakeParts,
  list: AsyncIterable<ListRow>,
  { dryRun }: { dryRun: boolean },
): Promise<Intake> {
  const taken = new Map<OldKind, number>()
  const faults: { row: number; fault: RowFault }[] = []
  const seen = new Set<PersonId>()
  let kept = 0
  let empty = 0
  let batch: ListRow[] = []
  for await (const row of list) {
    batch.push(row)
    if (batch.length === AT_ONCE) await takeBatch()
  }
  await takeBatch()
  return { taken, kept, empty, faults: faults.toSorted((one, other) => one.row - other.row) }

  async function takeBatch() {
    const rows = batch.map((row) => ({ ...row, name: row.name.includes('@') ? row.name.toLowerCase() : row.name }))
    batch = []
    const owners = await findOwners(
      parts.database.db,
      rows.map(({ name }) => name),
    )
    const wanted: { person: PersonId; old: OldHash }[] = []
    for (const { row, name, hash } of rows) {
      const owner = owners.get(name)
      const old = hash === '' ? undefined : readOldHash(hash)
      if (!old) empty += 1
      else if (!owner) faults.push({ row, fault: 'nobody' })
      else if (seen.has(owner.person)) faults.push({ row, fault: 'twice' })
      else if (owner.closed) faults.push({ row, fault: 'closed' })
      else if ('fault' in old) faults.push({ row, fault: old.fault })
      else if (owner.hasPassword) kept += 1
      else {
        seen.add(owner.person)
        wanted.push({ person: owner.person, old })
      }
    }
    const put = dryRun ? new Set(wanted.map(({ person }) => person)) : await write(wanted)
    for (const { person, old } of wanted) {
      if (put.has(person)) taken.set(old.kind, (taken.get(old.kind) ?? 0) + 1)
      else kept += 1
    }
  }

  async function storedOf({ person, old }: { person: PersonId; old: OldHash }) {
    const rest = isKeptWithin(old.kind) ? await parts.hashGate.hash(old.expected) : old.expected
    return { person, stored: spellOldHash(old, rest) }
  }

  async function write(wanted: readonly { person: PersonId; old: OldHash }[]) {
    const stored: { person: PersonId; stored: string }[] = []
    for (let at = 0; at < wanted.length; at += HASHED_AT_ONCE)
      stored.push(...(await Promise.all(wanted.slice(at, at + HASHED_AT_ONCE).map(storedOf))))
    const now = parts.world.clock.now()
    return parts.database.db.transaction().execute(async (trx) => {
      const put = await insertOldHashes(trx, stored, now)
      for (const { person, old } of wanted) {
        if (!put.has(person)) continue
        await recordEvent(trx, {
          at: now,
          event: 'old-password-taken',
          outcome: 'success',
          person,
          actor: 'operator',
          details: { kind: old.kind },
        })
      }
      return put
    })
  }
}
