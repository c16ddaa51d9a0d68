import { recordEvent } from '../../audit/index.ts'
import { settleSoon } from '../../cases/index.ts'
import { closeWaysOf } from '../../challenges/index.ts'
import { asImportRunId, asPersonId, type PersonId, type Trx } from '../../database/index.ts'
import { findErased, holdErasures } from '../../people/index.ts'
import { endSessionsOf } from '../../sessions/index.ts'
import { type Change, planPerson } from '../account.ts'
import { findTouched, holdMoved, writeChanges } from '../apply/store.ts'
import { isStoredAnswer, openProofs, type Proofs } from '../proofs.ts'
import { stageChanges } from '../staging/store.ts'
import { claimsOf, type Doing, eventOf, feedOf, type ScimParts } from './doing.ts'
import { ScimError } from './error.ts'
import { joinerOf, type Newcomer, openJoining } from './join-tasks.ts'
import { applyPatch } from './patch.ts'
import { type Read, readResource } from './resource.ts'
import { userType } from './schema.ts'
import { type Known, type Shown, showPerson } from './show.ts'
import { asPut, type Spoken, spokenOf } from './spoken.ts'
import {
  analyseRegistry,
  casesWait,
  findKnown,
  findTaken,
  holdPesels,
  insertJoiners,
  knownJoiner,
  lockKnown,
  type Taken,
  unstage,
  writeBeyondFacts,
} from './store.ts'

/** What the client knew of the resource when it wrote (RFC 7644, section 3.14). */
export interface Precondition {
  readonly ifMatch: string | undefined
  readonly ifNoneMatch: string | undefined
}

/** POST: a person joins, or one whom an identity system had removed comes back. Many at once go in together (`join-tasks.ts`). */
export function personCreator(parts: ScimParts): (doing: Doing, body: unknown) => Promise<Known> {
  const joinTogether = openJoining(parts)
  const noteGrowth = watchGrowth(parts)
  return async (doing, body) => {
    const read = readResource(userType, body)
    const now = parts.world.clock.now()
    const spoken = spokenOf(read, undefined, now)
    const newcomer = { id: asPersonId(parts.world.random.token(20)), spoken, doing, now }
    const joined = (await joinTogether(newcomer)) ?? (await joinAlone(parts, newcomer))
    if (!joined) return comeBack(parts, doing, read, spoken)
    await noteGrowth()
    return joined
  }
}

/**
 * A registry that fills by SCIM grows faster than PostgreSQL looks at it by itself: statements would go on as planned for a handful of
 * people, and read whole tables. So it is told each time the newcomers have doubled.
 */
function watchGrowth({ database }: ScimParts): () => Promise<void> {
  let newcomers = 0
  let next = FIRST_LOOK
  return async () => {
    newcomers += 1
    if (newcomers < next) return
    next *= 2
    // Whoever joined is there either way.
    await analyseRegistry(database.quick).catch(() => {})
  }
}

const FIRST_LOOK = 250

/** Undefined where somebody has what the newcomer claims. */
async function joinAlone(parts: ScimParts, newcomer: Newcomer): Promise<Known | undefined> {
  const { id, spoken, now } = newcomer
  try {
    return await parts.database.db.transaction().execute(async (trx) => {
      await holdErasures(trx, 'shared')
      const proofs = await openProofs(trx, parts.peselKeys)
      if ((await findTakenOrErased(parts, trx, { proofs, spoken, id, known: undefined })).length > 0) return undefined
      const one = joinerOf(proofs, newcomer)
      const { waits } = await insertJoiners(trx, [one], now)
      if (waits) await settleSoon(trx)
      return knownJoiner(one.joiner, now)
    })
  } catch (error) {
    if (!isTaken(error)) throw error
    return undefined
  }
}

/**
 * What somebody else has of all that a person is to get; what belonged to somebody who was erased, nobody gets (req 100). The
 * caller holds erasures off.
 */
async function findTakenOrErased(
  { keys }: ScimParts,
  trx: Trx,
  { proofs, spoken, id, known }: { proofs: Proofs; spoken: Spoken; id: PersonId; known: Known | undefined },
): Promise<Taken[]> {
  const claims = claimsOf(spoken)
  const had = new Set([known?.facts.assignedAddress, ...(known?.facts.otherAddresses ?? [])])
  const { usosId, albumNumber } = claims
  const erased = await findErased(trx, keys, [
    ...(usosId === null || usosId === known?.facts.usosId ? [] : [{ kind: 'usos-id' as const, value: usosId }]),
    ...(albumNumber === null || albumNumber === known?.facts.albumNumber
      ? []
      : [{ kind: 'album-number' as const, value: albumNumber }]),
    ...claims.addresses.filter((address) => !had.has(address)).map((value) => ({ kind: 'address' as const, value })),
  ])
  const [first] = erased
  if (first)
    throw new ScimError(
      409,
      `${erasedNames[first.kind]} belonged to somebody who was erased, and goes to nobody else.`,
      'uniqueness',
    )
  return findTaken(trx, {
    ...claims,
    id: known?.facts.id,
    peselHolders: await holdersOf(trx, { proofs, spoken, id, known }),
  })
}

const erasedNames = {
  address: 'An address',
  'usos-id': 'The employeeNumber',
  'album-number': 'The albumNumber',
} as const

/** Who has the PESEL that is said; nobody where the person has had it all along. */
async function holdersOf(
  trx: Trx,
  { proofs, spoken, id, known }: { proofs: Proofs; spoken: Spoken; id: PersonId; known: Known | undefined },
): Promise<readonly PersonId[]> {
  const { answer } = spoken
  const proof = proofs.of(answer, id)
  if (proof?.kind !== 'pesel' || (known && isStoredAnswer(proof, known.facts))) return []
  await holdPesels(trx, [proof.bucket ?? 0])
  const [holders = []] = await proofs.holders(trx, [{ person: id, answer }])
  return holders
}

/**
 * Somebody has what the newcomer claims. Where that is one person whom an identity system has removed, and an identifier
 * besides the address agrees, it is the same human being, who keeps the account; a login never goes to somebody else.
 */
async function comeBack(parts: ScimParts, doing: Doing, read: Read, spoken: Spoken): Promise<Known> {
  const claims = claimsOf(spoken)
  const { db } = parts.database
  const proofs = await openProofs(db, parts.peselKeys)
  const [peselHolders = []] = await proofs.holders(db, [{ person: asPersonId(''), answer: spoken.answer }])
  const taken = await findTaken(db, { ...claims, id: undefined, peselHolders })
  const [first] = taken
  if (!first || taken.some(({ id, removed }) => id !== first.id || !removed)) throw takenError(taken)
  return change(
    parts,
    doing,
    first.id,
    { ifMatch: undefined, ifNoneMatch: undefined },
    {
      removed: true,
      read: (known) => {
        const same =
          (claims.usosId !== null && claims.usosId === known.facts.usosId) ||
          (claims.albumNumber !== null && claims.albumNumber === known.facts.albumNumber) ||
          (spoken.externalId !== undefined && spoken.externalId !== null && spoken.externalId === known.externalId) ||
          isStoredAnswer(proofs.of(spoken.answer, known.facts.id), known.facts)
        if (!same)
          throw new ScimError(
            409,
            'The userName belonged to somebody who was removed. To bring the same person back, send the employeeNumber, albumNumber, externalId or pesel that the person had.',
            'uniqueness',
          )
        return read.said.has('active')
          ? read
          : { resource: { ...read.resource, active: true }, said: new Set([...read.said, 'active']) }
      },
    },
  )
}

export function replacePerson(
  parts: ScimParts,
  doing: Doing,
  id: PersonId,
  body: unknown,
  how: { precondition: Precondition },
): Promise<Known> {
  const read = asPut(readResource(userType, body))
  return change(parts, doing, id, how.precondition, { read: () => read })
}

export function patchPerson(
  parts: ScimParts,
  doing: Doing,
  id: PersonId,
  body: unknown,
  how: { precondition: Precondition; shown: Shown },
): Promise<Known> {
  return change(parts, doing, id, how.precondition, {
    read: (known) => applyPatch(userType, showPerson(known, how.shown), body),
  })
}

/** DELETE: the person leaves and is not shown any more. Nothing is erased, and the login goes to nobody else. */
export async function removePerson(
  parts: ScimParts,
  doing: Doing,
  id: PersonId,
  how: { precondition: Precondition; shown: Shown },
): Promise<void> {
  await change(parts, doing, id, how.precondition, {
    removes: true,
    read: (known) => ({ resource: { ...showPerson(known, how.shown), active: false }, said: new Set(['active']) }),
  })
}

interface Writing {
  readonly read: (known: Known) => Read
  /** Also finds whoever was removed. */
  readonly removed?: boolean
  readonly removes?: boolean
}

/** The one way in which SCIM changes somebody: held, compared with what the client knew, planned by the one rule, written. */
async function change(
  parts: ScimParts,
  doing: Doing,
  id: PersonId,
  precondition: Precondition,
  { read, removed = false, removes = false }: Writing,
): Promise<Known> {
  const { database, world } = parts
  const now = world.clock.now()
  try {
    return await database.db.transaction().execute(async (trx) => {
      await holdErasures(trx, 'shared')
      const shown = await lockKnown(trx, id)
      const known = shown ?? (removed ? await lockKnown(trx, id, { removed }) : undefined)
      if (!known) throw notFound()
      const standsRemoved = !shown
      checkPrecondition(known, precondition)
      if (known.atTheDesk)
        throw new ScimError(
          403,
          'The person works at the desk, and no identity system changes them. Take the roles first.',
        )
      const spoken = spokenOf(read(known), known.facts, now)
      const proofs = await openProofs(trx, parts.peselKeys)
      const taken = await findTakenOrErased(parts, trx, { proofs, spoken, id, known })
      if (taken.length > 0) throw takenError(taken)
      const planned = planPerson(feedOf(proofs, spoken, id), known.facts, now, spoken.standing)
      const wrote = await write(parts, doing, trx, { known, standsRemoved, spoken, planned, removes, now })
      if (!wrote) return known
      if (removes) return known
      const after = await lockKnown(trx, id)
      if (!after) throw new Error('Somebody was changed and is not there.')
      return after
    })
  } catch (error) {
    if (!isTaken(error)) throw error
    const known = await findKnown(database.db, id)
    if (!known) throw notFound()
    const claims = claimsOf(spokenOf(read(known), known.facts, now))
    throw takenError(await findTaken(database.db, { ...claims, id, peselHolders: [] }))
  }
}

interface Planned {
  readonly known: Known
  /** An identity system has removed the person, and none sees them until this is written. */
  readonly standsRemoved: boolean
  readonly spoken: Spoken
  readonly planned: Change
  readonly removes: boolean
  readonly now: Date
}

/** Writes a plan with the very statements of a feed; false when nothing is different. */
async function write(
  parts: ScimParts,
  doing: Doing,
  trx: Trx,
  { known, standsRemoved, spoken, planned, removes, now }: Planned,
): Promise<boolean> {
  const { id } = known.facts
  const beyond = {
    ...(spoken.externalId !== undefined && spoken.externalId !== known.externalId && { externalId: spoken.externalId }),
    ...(spoken.feed.usosId !== known.facts.usosId && { usosId: spoken.feed.usosId }),
    // Whoever was removed may have come back by another feed: any other write is about somebody who is here, also one that suspends them.
    removedAt: removes ? now : null,
  }
  const names = [
    ...(planned.kind === 'mover' ? planned.changed : []),
    ...('externalId' in beyond ? ['external-id'] : []),
    ...('usosId' in beyond ? ['usos-id'] : []),
    ...(removes || standsRemoved ? ['removed'] : []),
  ]
  if (planned.kind === 'unchanged' && names.length === 0) return false

  const event = { ...eventOf(doing, now), person: id }
  if (planned.kind === 'mover') {
    const run = asImportRunId(`scim-${parts.world.random.token(16)}`)
    await stageChanges(trx, run, [{ person: id, row: 0, current: known.facts, change: planned }])
    await writeChanges(trx, run, now)
    const touched = await findTouched(trx, run)
    await closeWaysOf(trx, touched.ways, now)
    for (const person of touched.sessions) await endSessionsOf(trx, person, 'disabled', now)
    const until = new Date(now.getTime() + parts.settings.ADDRESS_HOLD)
    await holdMoved(trx, run, { by: doing.actor, now, until, reason: 'SCIM' })
    await unstage(trx, run)
    if (planned.suspended)
      await recordEvent(trx, { ...event, event: 'person-suspended', details: { because: planned.next.closedBecause } })
    if (planned.returned) await recordEvent(trx, { ...event, event: 'person-returned' })
  }
  await writeBeyondFacts(trx, id, beyond, now)
  if (names.length > 0)
    await recordEvent(trx, { ...event, event: 'person-moved', details: { changed: names.join(' ') } })
  if (await casesWait(trx)) await settleSoon(trx)
  return true
}

function checkPrecondition({ version }: Known, { ifMatch, ifNoneMatch }: Precondition) {
  const changed = () => new ScimError(412, 'The resource has changed since you read it. Read it again.')
  if (ifMatch !== undefined && !namesVersion(ifMatch, version)) throw changed()
  if (ifNoneMatch !== undefined && namesVersion(ifNoneMatch, version)) throw changed()
}

/** Whether a header of RFC 9110, section 13.1 names this version. Weakly: RFC 7644 knows weak ones only. */
export function namesVersion(header: string, version: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((one) => bare(one) === bare(version))
}

export function notFound() {
  return new ScimError(404, 'There is no such resource.')
}

const takenSentences = {
  address: 'An address belongs to somebody else.',
  employeeNumber: 'The employeeNumber belongs to somebody else.',
  mergedNumber:
    'The employeeNumber is the second number of somebody whose two records were made one. Send the number that the person goes by.',
  albumNumber: 'The albumNumber belongs to somebody else.',
  pesel: 'The pesel is that of somebody else. Where both are the same person, the desk makes one record of the two.',
} as const

function takenError(taken: readonly Taken[]) {
  const [first] = taken
  // Free again in the moment between: the client tries once more.
  const sentence = first ? takenSentences[first.what] : 'Somebody else was quicker. Try again.'
  return new ScimError(409, sentence, 'uniqueness')
}

/** Of PostgreSQL: a unique index already has it. */
function isTaken(error: unknown) {
  return error instanceof Error && 'code' in error && error.code === '23505'
}
