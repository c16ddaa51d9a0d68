import { auditRow, recordEvent } from '../../audit/index.ts'
import { settleSoon } from '../../cases/index.ts'
import type { Institution, Settings } from '../../config/index.ts'
import { asImportRunId, asPersonId, type Database, type PersonId, type Trx } from '../../database/index.ts'
import { proofDigest } from '../../people/index.ts'
import { endSessionsOf } from '../../sessions/index.ts'
import type { Keyring, World } from '../../world/index.ts'
import { type Change, planPerson } from '../account.ts'
import { findTouched, holdMoved, writeChanges } from '../apply/store.ts'
import type { FeedProof } from '../feed.ts'
import { closeWaysOf } from '../leavers/tasks.ts'
import { stageChanges } from '../staging/store.ts'
import { ScimError } from './error.ts'
import { applyPatch } from './patch.ts'
import { type Read, readResource } from './resource.ts'
import { userType } from './schema.ts'
import { type Known, type Shown, showPerson } from './show.ts'
import { type Answer, asPut, type Spoken, spokenOf } from './spoken.ts'
import {
  casesWait,
  findKnown,
  findTaken,
  insertJoiner,
  knownJoiner,
  lockKnown,
  unstage,
  writeBeyondFacts,
} from './store.ts'

export interface ScimParts {
  readonly database: Pick<Database, 'db' | 'quick'>
  readonly world: World
  readonly settings: Pick<Settings, 'ADDRESS_HOLD'>
  readonly institution: Pick<Institution, 'mailDomains' | 'university' | 'timeZone'>
  readonly origin: string
  /** Of APP_SECRET. */
  readonly keys: Keyring
  /** The keyring of PESEL_KEY. */
  readonly peselKeys: Keyring
}

/** On whose behalf something is written: the token, and where the request came from. */
export interface Doing {
  /** `scim:` and the name of the token: the actor of every event. */
  readonly actor: string
  readonly source: string
  readonly reference: string
}

/** What the client knew of the resource when it wrote (RFC 7644, section 3.14). */
export interface Precondition {
  readonly ifMatch: string | undefined
  readonly ifNoneMatch: string | undefined
}

/** POST: a person joins, or one whom an identity system had removed comes back. */
export async function createPerson(parts: ScimParts, doing: Doing, body: unknown): Promise<Known> {
  const { database, world } = parts
  const read = readResource(userType, body)
  const now = world.clock.now()
  const spoken = spokenOf(read, undefined, now)
  const id = asPersonId(world.random.token(20))
  const change = planPerson(feedOf(parts, spoken, id), undefined, now, spoken.standing)
  if (change.kind !== 'joiner') throw new Error('Somebody new can only join.')
  const joiner = { id, next: change.next, externalId: spoken.externalId ?? null }
  try {
    const event = auditRow({ ...eventOf(doing, now), event: 'person-joined', person: id })
    const { waits } = await insertJoiner(database.db, joiner, event, now)
    // Where the program ends in between, the next who joins or moves wakes the job.
    if (waits) await database.db.transaction().execute(settleSoon)
  } catch (error) {
    if (!isTaken(error)) throw error
    return comeBack(parts, doing, read, spoken)
  }
  return knownJoiner(joiner, now)
}

/**
 * Somebody has what the newcomer claims. Where that is one person whom an identity system has removed, and an identifier
 * besides the address agrees, it is the same human being, who keeps the account; a login never goes to somebody else.
 */
async function comeBack(parts: ScimParts, doing: Doing, read: Read, spoken: Spoken): Promise<Known> {
  const claims = claimsOf(spoken)
  const taken = await findTaken(parts.database.db, { ...claims, id: undefined })
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
          isSameAnswer(parts, spoken.answer, known)
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

function isSameAnswer(parts: ScimParts, answer: Answer | undefined, { facts }: Known) {
  if (!answer || answer.kind === 'none' || !facts.proof) return false
  const { keyId, digest } = proofDigest(parts.peselKeys, facts.id, answer.kind, answer.text)
  return facts.proofKind === answer.kind && facts.proof.keyId === keyId && facts.proof.digest === digest.toString('hex')
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
      const known = await lockKnown(trx, id, { removed })
      if (!known) throw notFound()
      checkPrecondition(known, precondition)
      if (known.atTheDesk)
        throw new ScimError(
          403,
          'The person works at the desk, and no identity system changes them. Take the roles first.',
        )
      const spoken = spokenOf(read(known), known.facts, now)
      const planned = planPerson(feedOf(parts, spoken, id), known.facts, now, spoken.standing)
      const wrote = await write(parts, doing, trx, { known, spoken, planned, removes, now })
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
    throw takenError(await findTaken(database.db, { ...claims, id }))
  }
}

interface Planned {
  readonly known: Known
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
  { known, spoken, planned, removes, now }: Planned,
): Promise<boolean> {
  const { id } = known.facts
  const beyond = {
    ...(spoken.externalId !== undefined && spoken.externalId !== known.externalId && { externalId: spoken.externalId }),
    ...(spoken.feed.usosId !== known.facts.usosId && { usosId: spoken.feed.usosId }),
    ...(removes && { removedAt: now }),
    ...(spoken.standing === 'here' && { removedAt: null }),
  }
  const names = [
    ...(planned.kind === 'mover' ? planned.changed : []),
    ...('externalId' in beyond ? ['external-id'] : []),
    ...('usosId' in beyond ? ['usos-id'] : []),
    ...(removes ? ['removed'] : []),
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

function feedOf({ peselKeys }: ScimParts, { feed, answer }: Spoken, id: PersonId) {
  return { ...feed, proof: proofOf(peselKeys, answer, id) }
}

/** The answer never leaves this process but as a digest (req 44). */
function proofOf(keys: Keyring, answer: Answer | undefined, id: PersonId): FeedProof | undefined {
  if (answer === undefined || answer.kind === 'none') return answer
  const { keyId, digest } = proofDigest(keys, id, answer.kind, answer.text)
  return { kind: answer.kind, keyId, digest: digest.toString('hex') }
}

function claimsOf({ feed }: Spoken) {
  return {
    addresses: [feed.email, ...(feed.otherEmails ?? [])].filter((one) => typeof one === 'string'),
    usosId: feed.usosId,
    albumNumber: feed.albumNumber ?? null,
  }
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

const takenNames = {
  address: 'An address',
  employeeNumber: 'The employeeNumber',
  albumNumber: 'The albumNumber',
} as const

function takenError(taken: readonly { what: keyof typeof takenNames }[]) {
  const [first] = taken
  // Free again in the moment between: the client tries once more.
  const sentence = first
    ? `${takenNames[first.what]} belongs to somebody else.`
    : 'Somebody else was quicker. Try again.'
  return new ScimError(409, sentence, 'uniqueness')
}

/** Of PostgreSQL: a unique index already has it. */
function isTaken(error: unknown) {
  return error instanceof Error && 'code' in error && error.code === '23505'
}

function eventOf({ actor, source, reference }: Doing, now: Date) {
  return { at: now, outcome: 'success', actor, source, reference } as const
}
