import type { Person, Study } from './person.ts'

/** What a record of the registry comes to be when another one of the same human is merged into it. */
export interface Merged
  extends Pick<
    Person,
    | 'usosId'
    | 'albumNumber'
    | 'studentStatus'
    | 'phdStudentStatus'
    | 'staffStatus'
    | 'connected'
    | 'disabledAt'
    | 'closedAt'
    | 'closedBecause'
    | 'validUntil'
    | 'missingSince'
    | 'assignedAddress'
    | 'otherAddresses'
    | 'roles'
  > {
  readonly studies: readonly Study[]
  /** Whose password opens the account. */
  readonly password: 'kept' | 'gone' | 'none'
  /** An answer is bound to its record: the one of a record that goes cannot be taken along. */
  readonly answer: 'kept' | 'lost' | 'none'
}

export interface MergeSide {
  readonly person: Person
  readonly studies: readonly Study[]
}

/**
 * The one rule of two records of one human, at the desk: what is kept speaks; the other adds addresses, fields of study and
 * statuses, and fills what the kept one has not. Nothing is widened that somebody was denied: roles are those of the record
 * that is kept, and whoever is disabled under one record is disabled. Two rows of a feed follow the same idea
 * (`provisioning/feed.ts`), by the same two functions below.
 */
export function mergedRecord(kept: MergeSide, gone: MergeSide): Merged {
  const [one, other] = [kept.person, gone.person]
  const assignedAddress = one.assignedAddress ?? other.assignedAddress
  const goneAddresses = [other.assignedAddress, ...other.otherAddresses].filter((each) => each !== undefined)
  return {
    usosId: one.usosId ?? other.usosId,
    albumNumber: one.albumNumber ?? other.albumNumber,
    studentStatus: higher(one.studentStatus, other.studentStatus),
    phdStudentStatus: higher(one.phdStudentStatus, other.phdStudentStatus),
    staffStatus: higher(one.staffStatus, other.staffStatus) ?? 0,
    connected: one.connected || other.connected,
    disabledAt: one.disabledAt ?? other.disabledAt,
    ...closing(one, other),
    assignedAddress,
    otherAddresses: withAddresses(one.otherAddresses, goneAddresses, assignedAddress),
    roles: one.roles,
    studies: withStudies(kept.studies, gone.studies),
    password: one.hasPassword ? 'kept' : other.hasPassword ? 'gone' : 'none',
    answer: one.proofKind !== 'none' ? 'kept' : other.proofKind !== 'none' ? 'lost' : 'none',
  }
}

function higher<Status extends number>(one: Status | undefined, other: Status | undefined): Status | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return one > other ? one : other
}

/**
 * Open where one of the two is; then it ends when the open ones have ended, and is missing where all of them are. Since when a closed one was
 * missing, and how long it was to last, closes nobody anew.
 */
function closing(
  one: Person,
  other: Person,
): Pick<Person, 'closedAt' | 'closedBecause' | 'validUntil' | 'missingSince'> {
  const open = [one, other].filter(({ closedAt }) => closedAt === undefined)
  const { closedAt, closedBecause, validUntil, missingSince } = one
  if (open.length === 0) return { closedAt, closedBecause, validUntil, missingSince }
  return {
    closedAt: undefined,
    closedBecause: undefined,
    validUntil: latest(open.map((each) => each.validUntil)),
    missingSince: latest(open.map((each) => each.missingSince)),
  }
}

/** None, where one has none. */
function latest(moments: readonly (Date | undefined)[]): Date | undefined {
  return moments.includes(undefined) ? undefined : new Date(Math.max(...moments.map((each) => each?.getTime() ?? 0)))
}

/** Fields of study of both; of one that both have, the first tells. One is the primary one. */
export function withStudies(own: readonly Study[], more: readonly Study[]): Study[] {
  const known = new Set(own.map(({ programme }) => programme))
  const added = more.filter(({ programme }) => !known.has(programme))
  return own.length === 0 ? [...added] : [...own, ...added.map((each) => ({ ...each, isPrimary: false }))]
}

/** Addresses of both but for the assigned one. */
export function withAddresses(
  own: readonly string[],
  more: readonly string[],
  assigned: string | null | undefined,
): string[] {
  return [...new Set([...own, ...more])].filter((each) => each !== assigned).sort()
}
