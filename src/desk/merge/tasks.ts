import { recordEvent } from '../../audit/index.ts'
import { settleSoon } from '../../cases/index.ts'
import { closeWaysOf } from '../../challenges/index.ts'
import type { Institution, Settings } from '../../config/index.ts'
import { listSecondFactors } from '../../credentials/second-factor/index.ts'
import { asPersonId, type Database, type Db, type PersonId, type Trx } from '../../database/index.ts'
import {
  canonicalAddress,
  findByAddress,
  findByAlbumNumber,
  findPerson,
  isUsosId,
  listStudies,
  lockPerson,
  type Merged,
  mergedRecord,
  type Person,
  type Study,
} from '../../people/index.ts'
import { endSessionsOf } from '../../sessions/index.ts'
import type { World } from '../../world/index.ts'
import { postAddressMoved, postNotice } from '../notice.ts'
import { spendForm } from '../people/store.ts'
import { mayActOn } from '../permissions.ts'
import { type ReasonFault, readReason } from '../reason.ts'
import { type MergeObstacle, mergeObstacle, type StayingPart, UNDO_DAYS } from './obstacle.ts'
import {
  addId,
  countBelongings,
  findByUsosId,
  findMerge,
  holdBoth,
  type MergeRow,
  removeId,
  snapshotOf,
  writeMerge,
  writeUndo,
} from './store.ts'

export interface MergeParts {
  readonly settings: Pick<Settings, 'ADDRESS_HOLD'>
  readonly institution: Institution
  readonly database: Database
  readonly world: World
}

/** One of two records, with what hangs on it. */
export interface Side {
  readonly person: Person
  readonly studies: readonly Study[]
  readonly sessions: number
  readonly cases: number
  readonly consents: number
  /** Whether there is a second factor. It is sealed for its record and goes over to no other. */
  readonly factor: boolean
}

export interface Preview {
  readonly kept: Side
  readonly gone: Side
  readonly merged: Merged
  readonly obstacle: MergeObstacle | undefined
}

const DAY = 86_400_000

/** Both records side by side, and what would come of them. */
export async function previewMerge(
  db: Db,
  staff: Person,
  ids: { kept: PersonId; gone: PersonId },
): Promise<Preview | undefined> {
  const [kept, gone] = [await sideOf(db, ids.kept), await sideOf(db, ids.gone)]
  if (!kept || !gone) return undefined
  const merged = mergedRecord(kept, gone)
  const factors = await listSecondFactors(db, [ids.kept, ids.gone])
  const losesFactor = merged.password === 'gone' && factors.has(ids.gone) && !factors.has(ids.kept)
  const obstacle = mergeObstacle(staff, kept.person, gone.person) ?? (losesFactor ? 'other-has-factor' : undefined)
  return { kept, gone, merged, obstacle }
}

async function sideOf(db: Db, id: PersonId): Promise<Side | undefined> {
  const person = await findPerson(db, id)
  return person && { person, studies: await listStudies(db, id), ...(await countBelongings(db, id)) }
}

/** The other record by what people have at hand: an address, an album number, or a USOS id. */
export async function findOther(db: Db, typed: string): Promise<PersonId | undefined> {
  const text = typed.trim()
  const address = canonicalAddress(text)
  if (address !== undefined) return (await findByAddress(db, address))?.person.id
  const byId = await findByUsosId(db, text)
  return byId ?? (await findByAlbumNumber(db, text))?.id
}

/** Who does it, and by which form. */
export interface Merging {
  readonly staff: PersonId
  readonly reason: string
  readonly form: Buffer
  readonly source: string
  readonly reference: string
}

export type MergeOutcome =
  | { kind: 'merged' }
  | { kind: 'refused'; because: ReasonFault }
  /** Somebody was quicker, or the registry. */
  | { kind: 'not-possible' }
  | { kind: 'sent-before' }

/** Makes one of two records: all or nothing, with both as they are now. */
export async function mergePeople(
  parts: MergeParts,
  ids: { kept: PersonId; gone: PersonId },
  merging: Merging,
): Promise<MergeOutcome> {
  const read = readReason(merging.reason)
  if ('fault' in read) return { kind: 'refused', because: read.fault }
  return parts.database.db.transaction().execute(async (trx): Promise<MergeOutcome> => {
    await holdBoth(trx, ids.kept, ids.gone)
    const staff = await findPerson(trx, merging.staff)
    const preview = staff && (await previewMerge(trx, staff, ids))
    const now = parts.world.clock.now()
    if (!staff || !preview) return { kind: 'not-possible' }
    if (!(await spendForm(trx, merging.form, new Date(now.getTime() + 7 * DAY)))) return { kind: 'sent-before' }
    if (preview.obstacle) return { kind: 'not-possible' }

    const { kept, gone, merged } = preview
    const id = parts.world.random.token(16)
    const moved = passwordMoves(preview)
    const heldUntil = moved && new Date(now.getTime() + parts.settings.ADDRESS_HOLD)
    await writeMerge(trx, {
      id,
      kept,
      gone,
      merged,
      before: {
        kept: snapshotOf(kept.person, kept.studies),
        gone: snapshotOf(gone.person, gone.studies),
        after: snapshotOf({ ...kept.person, ...merged }, merged.studies),
        password: merged.password,
      },
      by: staff.id,
      reason: read.reason,
      now,
      undoUntil: new Date(now.getTime() + UNDO_DAYS * DAY),
      heldUntil,
    })
    await endSessionsOf(trx, gone.person.id, 'ended-by-desk', now)
    // They die with the addresses that change hands.
    await closeWaysOf(trx, [kept.person.id, gone.person.id], now)
    await recordBoth(trx, { ...merging, reason: read.reason }, 'records-merged', ids, now, {
      ...(moved && { held: Math.round(parts.settings.ADDRESS_HOLD / 3_600_000) }),
    })
    await tellBoth(parts, trx, [kept.person, gone.person], 'merged', now)
    if (moved && heldUntil) await postAddressMoved(parts, trx, kept.person, { ...moved, heldUntil, now })
    await settleSoon(trx)
    return { kind: 'merged' }
  })
}

/**
 * A password that is there already is worth a theft: where it comes under another address than before, no link goes there for a
 * while, and whoever merges is not the second person who may end the wait (req 91).
 */
function passwordMoves({ kept, gone, merged }: Preview): { address: string; before: string | undefined } | undefined {
  const { assignedAddress: address, password } = merged
  const before = (password === 'gone' ? gone : kept).person.assignedAddress
  if (password === 'none' || address === undefined || address === before) return undefined
  return { address, before }
}

export interface MergeView {
  readonly merge: MergeRow
  readonly kept: Person
  readonly gone: Person
  readonly by: Person | undefined
  readonly canUndo: boolean
}

export async function lookAtMerge(parts: MergeParts, staff: Person, id: string): Promise<MergeView | undefined> {
  const { db } = parts.database
  const merge = await findMerge(db, id)
  const kept = merge && (await findPerson(db, merge.kept))
  const gone = merge && (await findPerson(db, merge.gone))
  if (!merge || !kept || !gone) return undefined
  const by = await findPerson(db, asPersonId(merge.by))
  return { merge, kept, gone, by, canUndo: canUndo(parts, staff, { merge, kept, gone }) }
}

function canUndo(
  { world }: MergeParts,
  staff: Person,
  { merge, kept, gone }: Pick<MergeView, 'merge' | 'kept' | 'gone'>,
) {
  const inTime = merge.before !== undefined && !merge.undoneAt && world.clock.now() < merge.undoUntil
  // A record that went on into a third one comes back first.
  const inOrder = kept.closedBecause !== 'merged' && gone.closedBecause === 'merged'
  return inTime && inOrder && staff.id !== kept.id && !kept.roles.includes('administrator')
}

export type UndoOutcome =
  | { kind: 'undone'; stays: readonly StayingPart[] }
  | { kind: 'refused'; because: ReasonFault }
  | { kind: 'not-possible' }

/** Two records again, each as it was where nothing has changed since. */
export async function undoMerge(parts: MergeParts, id: string, merging: Merging): Promise<UndoOutcome> {
  const read = readReason(merging.reason)
  if ('fault' in read) return { kind: 'refused', because: read.fault }
  return parts.database.db.transaction().execute(async (trx): Promise<UndoOutcome> => {
    const found = await findMerge(trx, id)
    if (found) await holdBoth(trx, found.kept, found.gone)
    const merge = await findMerge(trx, id)
    const staff = await findPerson(trx, merging.staff)
    const kept = merge && (await findPerson(trx, merge.kept))
    const gone = merge && (await findPerson(trx, merge.gone))
    if (!staff || !merge?.before || !kept || !gone) return { kind: 'not-possible' }
    if (!canUndo(parts, staff, { merge, kept, gone })) return { kind: 'not-possible' }
    const now = parts.world.clock.now()
    const stays = await writeUndo(trx, merge, merge.before, { kept, gone, by: staff.id, now })
    // Whoever is signed in to the one account is not told by the session which of the two they are.
    // Nor does one come back that began in the very moment of the merge.
    for (const person of [kept.id, gone.id]) await endSessionsOf(trx, person, 'ended-by-desk', now)
    await closeWaysOf(trx, [kept.id, gone.id], now)
    const ids = { kept: kept.id, gone: gone.id }
    await recordBoth(trx, { ...merging, reason: read.reason }, 'merge-undone', ids, now, {
      ...(stays.length > 0 && { stays: stays.join(' ') }),
    })
    const both = [await findPerson(trx, kept.id), await findPerson(trx, gone.id)].filter((each) => each !== undefined)
    await tellBoth(parts, trx, both, 'merge-undone', now)
    return { kind: 'undone', stays }
  })
}

async function recordBoth(
  trx: Trx,
  { staff, reason, source, reference }: Merging,
  event: 'records-merged' | 'merge-undone',
  { kept, gone }: { kept: PersonId; gone: PersonId },
  at: Date,
  more: { readonly held?: number; readonly stays?: string },
) {
  const common = { at, event, outcome: 'success', actor: staff, source, reference } as const
  const details = { reason, ...more }
  await recordEvent(trx, { ...common, person: kept, details: { gone, ...details } })
  await recordEvent(trx, { ...common, person: gone, details: { kept, ...details } })
}

/** Both mailboxes hear of it: who has not two records hears that somebody took theirs for another’s. */
async function tellBoth(
  parts: MergeParts,
  trx: Trx,
  people: readonly Person[],
  about: 'merged' | 'merge-undone',
  now: Date,
) {
  for (const person of people) await postNotice(parts, trx, person, about, now)
}

/**
 * One more USOS id means this person, or does not any more. For an id whose rows were never let in, because their PESEL is
 * that of somebody who is here: there is no second record to merge, and the next import follows all the same.
 */
export async function changeId(
  parts: MergeParts,
  { person: id, usosId, what }: { person: PersonId; usosId: string; what: 'add' | 'remove' },
  merging: Merging,
): Promise<{ kind: 'done' } | { kind: 'refused'; because: ReasonFault } | { kind: 'not-possible' }> {
  const read = readReason(merging.reason)
  if ('fault' in read) return { kind: 'refused', because: read.fault }
  if (!isUsosId(usosId)) return { kind: 'not-possible' }
  return parts.database.db.transaction().execute(async (trx) => {
    const person = await lockPerson(trx, id)
    const staff = await findPerson(trx, merging.staff)
    if (!person || !staff || !mayChangeIds(staff, person)) return { kind: 'not-possible' }
    const changed = what === 'add' ? await addId(trx, id, usosId) : await removeId(trx, id, usosId)
    if (!changed) return { kind: 'not-possible' }
    await recordEvent(trx, {
      at: parts.world.clock.now(),
      event: 'usos-id-added',
      outcome: 'success',
      person: id,
      actor: staff.id,
      source: merging.source,
      reference: merging.reference,
      details: { reason: read.reason, ...(what === 'remove' && { removed: true }) },
    })
    return { kind: 'done' }
  })
}

/** As for a merge; and rows under a second id can only mean somebody who has a first one. */
export function mayChangeIds(staff: Pick<Person, 'id' | 'roles'>, person: Person): boolean {
  const allowed = mayActOn(staff, person, 'merge-people') && !person.roles.includes('administrator')
  return allowed && person.usosId !== undefined && person.closedBecause !== 'merged'
}
