import type { ClosedAccountBecause, PersonId, ProofKind, StaffStatus, StudentStatus } from '../database/index.ts'
import type { Study } from '../people/index.ts'
import type { FeedPerson, FeedProof, KeyedProof } from './feed.ts'

/** What the registry knows of a person, as far as a feed may touch it. */
export interface CurrentPerson {
  readonly id: PersonId
  readonly usosId: string | null
  readonly givenNames: string
  readonly surname: string
  readonly albumNumber: string | null
  readonly studentStatus: StudentStatus | null
  readonly phdStudentStatus: StudentStatus | null
  readonly staffStatus: StaffStatus
  readonly connected: boolean
  readonly connectedByDesk: boolean
  readonly assignedByDesk: boolean
  /** A full feed did not have the person. */
  readonly missing: boolean
  readonly closed: boolean
  readonly closedBecause: ClosedAccountBecause | null
  readonly validUntil: string | null
  readonly language: 'pl' | 'en'
  readonly proofKind: ProofKind
  readonly proof: Omit<KeyedProof, 'before'> | null
  readonly assignedAddress: string | null
  readonly otherAddresses: readonly string[]
  readonly studies: readonly Study[]
}

/** What a person is to be after the feed. */
export interface NextPerson extends Omit<CurrentPerson, 'id' | 'missing' | 'proof'> {
  readonly proof: KeyedProof | null
}

/** What a feed changes of somebody who is here; in the order of a report. */
export const changedFields = [
  'name',
  'album-number',
  'status',
  'studies',
  'connection',
  'address',
  'other-addresses',
  'proof',
  'proof-key',
  'valid-until',
  'desk-agreed',
] as const
export type ChangedField = (typeof changedFields)[number]

/** What the desk has decided and the feed does not know yet: it stays. */
export type KeptForDesk = 'connection' | 'address'

export type Change =
  | { kind: 'joiner'; next: NextPerson }
  | {
      kind: 'mover'
      next: NextPerson
      changed: readonly ChangedField[]
      /** Was missing or suspended, and is here again. */
      returned: boolean
      /** The time that the registry gave the account is over. */
      suspended: boolean
      kept: readonly KeptForDesk[]
    }
  | { kind: 'unchanged'; kept: readonly KeptForDesk[] }

/**
 * What a source says of whether the person is here. A row of a feed says it by being there; SCIM says `active`, or speaks of
 * other things only.
 */
export type Standing = 'in-the-feed' | 'here' | 'gone' | 'not-said'

/**
 * The one rule of joiners, movers and leavers, whatever the feed came by: what a person is to be after it. A feed never
 * touches roles, passwords, the demo mark, and whether somebody is disabled; it never takes back what the desk has decided
 * before it agrees. Who does not stand in it is not decided here: missing people are found when all rows are read.
 */
export function planPerson(
  feed: FeedPerson,
  current: CurrentPerson | undefined,
  now: Date,
  standing: Standing = 'in-the-feed',
): Change {
  const before = current && inOneOrder(current)
  const { next, kept } = nextPerson(feed, before ?? newcomer(feed), now, standing)
  if (!before) return { kind: 'joiner', next }

  const returned = (before.missing && standing !== 'gone') || (before.closed && !next.closed)
  // Who is said to have left does not come back with a feed that only has them again.
  const leaves = next.closedBecause === 'left' && before.closedBecause !== 'left'
  const suspended = next.closed && (!before.closed || leaves)
  const changed = whatChanged(before, next)
  if (changed.length === 0 && !returned && !suspended) return { kind: 'unchanged', kept }
  return { kind: 'mover', next, changed, returned, suspended, kept }
}

/** Lists are compared item by item, so both sides have them in one order, whatever the collation of the database. */
function inOneOrder(current: CurrentPerson): CurrentPerson {
  const studies = current.studies.toSorted((one, other) => (one.programme < other.programme ? -1 : 1))
  return { ...current, otherAddresses: current.otherAddresses.toSorted(), studies }
}

/** Somebody of whom nothing is known yet: what the feed does not speak of stays like this. */
function newcomer({ usosId, studentStatus, phdStudentStatus, staffStatus, language }: FeedPerson) {
  const statuses = { studentStatus: studentStatus ?? null, phdStudentStatus: phdStudentStatus ?? null }
  return {
    usosId,
    givenNames: '',
    surname: '',
    albumNumber: null,
    ...statuses,
    staffStatus: staffStatus ?? 0,
    // Who studies or works here now is connected, unless the feed says otherwise.
    connected: isActive({ ...statuses, staffStatus: staffStatus ?? 0 }),
    connectedByDesk: false,
    assignedByDesk: false,
    closed: false,
    closedBecause: null,
    validUntil: null,
    language: language ?? 'pl',
    proofKind: 'none',
    proof: null,
    assignedAddress: null,
    otherAddresses: [],
    studies: [],
  } satisfies NextPerson
}

function nextPerson(feed: FeedPerson, before: NextPerson, now: Date, standing: Standing) {
  const keptConnection = before.connectedByDesk && feed.connected === false
  const keptAddress = before.assignedByDesk && feed.email !== undefined && feed.email !== before.assignedAddress
  const validUntil = said(feed.validUntil, before.validUntil)
  const statuses = {
    studentStatus: said(feed.studentStatus, before.studentStatus),
    phdStudentStatus: said(feed.phdStudentStatus, before.phdStudentStatus),
    staffStatus: said(feed.staffStatus, before.staffStatus),
  }
  const next: NextPerson = {
    usosId: feed.usosId,
    givenNames: said(feed.givenNames, before.givenNames),
    surname: feed.surname,
    albumNumber: said(feed.albumNumber, before.albumNumber),
    ...statuses,
    connected: keptConnection ? true : said(feed.connected, before.connected),
    // Once the feed agrees, the mark has done its work.
    connectedByDesk: before.connectedByDesk && feed.connected !== true,
    assignedByDesk: before.assignedByDesk && (feed.email === undefined || keptAddress),
    ...closing(before, { active: isActive(statuses), standing, validUntil, now }),
    validUntil,
    language: before.language,
    ...proofAfter(feed.proof, before),
    ...addressesAfter(feed, before, keptAddress),
    studies: feed.studies === undefined ? before.studies : inOrder(feed.studies),
  }
  const kept: KeptForDesk[] = []
  if (keptConnection) kept.push('connection')
  if (keptAddress) kept.push('address')
  return { next, kept }
}

/**
 * Time over closes, and so does a source that says that the person has left. Being in the feed opens again what was closed
 * because the feed had left the person out; a source that says that the person is here opens whatever is closed.
 */
function closing(
  before: Pick<NextPerson, 'closed' | 'closedBecause'>,
  said: { active: boolean; standing: Standing; validUntil: string | null; now: Date },
): Pick<NextPerson, 'closed' | 'closedBecause'> {
  const { active, standing, validUntil, now } = said
  if (standing === 'gone') return { closed: true, closedBecause: 'left' }
  const over = validUntil !== null && new Date(validUntil) <= now
  if (!before.closed)
    return over ? { closed: true, closedBecause: 'valid-until' } : { closed: false, closedBecause: null }
  const { closedBecause } = before
  const opens: Record<Exclude<Standing, 'gone'>, boolean> = {
    'in-the-feed': closedBecause === 'missing' || closedBecause === 'valid-until' || active,
    here: true,
    'not-said': closedBecause === 'valid-until',
  }
  if (over || !opens[standing]) return { closed: true, closedBecause: over ? 'valid-until' : closedBecause }
  return { closed: false, closedBecause: null }
}

function proofAfter(feed: FeedProof | undefined, before: Pick<NextPerson, 'proofKind' | 'proof'>) {
  if (feed === undefined) return { proofKind: before.proofKind, proof: before.proof }
  if (feed.kind === 'none') return { proofKind: 'none' as const, proof: null }
  const { kind, ...proof } = feed
  return { proofKind: kind, proof }
}

/** An address that the feed does not name any more is given up, where it names the others at all. */
function addressesAfter(feed: FeedPerson, before: NextPerson, keptAddress: boolean) {
  const assignedAddress = keptAddress ? before.assignedAddress : said(feed.email, before.assignedAddress)
  const known = feed.otherEmails ?? [...before.otherAddresses, before.assignedAddress]
  const others = [...known, keptAddress ? feed.email : undefined]
  const otherAddresses = [...new Set(others)]
    .filter((address): address is string => typeof address === 'string' && address !== assignedAddress)
    .sort()
  return { assignedAddress, otherAddresses }
}

/** By programme; where the feed marks none as the primary one, the first that is studied now is. */
function inOrder(studies: readonly Study[]): Study[] {
  const sorted = [...studies].sort((one, other) => (one.programme < other.programme ? -1 : 1))
  if (sorted.some(({ isPrimary }) => isPrimary)) return sorted
  const primary = sorted.find(({ status }) => status === 'active') ?? sorted[0]
  return sorted.map((study) => (study === primary ? { ...study, isPrimary: true } : study))
}

function whatChanged(current: CurrentPerson, next: NextPerson): ChangedField[] {
  const differs = (...names: (keyof CurrentPerson & keyof NextPerson)[]) =>
    names.some((name) => !alike(current[name], next[name]))
  const changed: Record<ChangedField, boolean> = {
    name: differs('givenNames', 'surname'),
    'album-number': differs('albumNumber'),
    status: differs('studentStatus', 'phdStudentStatus', 'staffStatus'),
    studies: differs('studies'),
    connection: differs('connected'),
    address: differs('assignedAddress'),
    'other-addresses': differs('otherAddresses'),
    proof: proofDiffers(current, next),
    'proof-key': !proofDiffers(current, next) && keyDiffers(current, next),
    'valid-until': differs('validUntil'),
    'desk-agreed': differs('connectedByDesk', 'assignedByDesk'),
  }
  return changedFields.filter((field) => changed[field])
}

/** Under a key of before it is compared with the digest under that one; where the key is gone, it cannot be (req 48). */
function proofDiffers(current: CurrentPerson, next: NextPerson) {
  if (current.proofKind !== next.proofKind) return true
  if (!current.proof || !next.proof) return current.proof !== next.proof
  const stored = current.proof
  const given = [next.proof, ...(next.proof.before ?? [])].find(({ keyId }) => keyId === stored.keyId)
  return given !== undefined && given.digest !== stored.digest
}

/** Such a proof is only made anew under the key of today, or gets the bucket that it was made without. */
function keyDiffers({ proof: stored }: CurrentPerson, { proof: given }: NextPerson) {
  return stored?.keyId !== given?.keyId || (stored?.bucket ?? null) !== (given?.bucket ?? null)
}

function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  const [keys, others] = [Object.keys(one), Object.keys(other)]
  const at = (value: object, key: string) => (value as Record<string, unknown>)[key]
  return keys.length === others.length && keys.every((key) => alike(at(one, key), at(other, key)))
}

/** Studies or works here now. */
function isActive(person: Pick<NextPerson, 'studentStatus' | 'phdStudentStatus' | 'staffStatus'>) {
  return person.studentStatus === 2 || person.phdStudentStatus === 2 || person.staffStatus > 0
}

/** `undefined`: the feed does not speak of it. */
function said<Value>(feed: Value | undefined, before: Value): Value {
  return feed === undefined ? before : feed
}
