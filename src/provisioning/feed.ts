import type { StaffStatus, StudentStatus } from '../database/index.ts'
import { type Study, withAddresses, withStudies } from '../people/index.ts'

/**
 * What a feed says of one person, whatever it came by. `undefined`: the feed does not speak of it, and nothing changes.
 * `null`: it says that there is none. Birth date and sex are not here (req 101), a PESEL only as its digest (req 44).
 */
export interface FeedPerson {
  /** SCIM may know people whom USOS does not. */
  readonly usosId: string | null
  readonly givenNames: string | undefined
  readonly surname: string
  readonly albumNumber: string | null | undefined
  readonly studentStatus: StudentStatus | null | undefined
  readonly phdStudentStatus: StudentStatus | null | undefined
  readonly staffStatus: StaffStatus | undefined
  /** The address the registry assigns. Canonical, as the others. */
  readonly email: string | null | undefined
  readonly otherEmails: readonly string[] | undefined
  readonly studies: readonly Study[] | undefined
  /** Connected to registration. */
  readonly connected: boolean | undefined
  /** Of letters. Counts for somebody new; who is here has chosen. */
  readonly language: 'pl' | 'en' | undefined
  /** ISO moment at which the account ends. */
  readonly validUntil: string | null | undefined
  readonly proof: FeedProof | undefined
}

/** The answer to the security question as a digest that is bound to the person (req 44). */
export type FeedProof =
  | ({ readonly kind: 'pesel' | 'birth_date' | 'document' } & KeyedProof)
  | { readonly kind: 'none' }

/** The digest under the key of today. */
export interface KeyedProof {
  readonly keyId: string
  readonly digest: string
  /** Of a PESEL: where equal ones may be (decision 186). */
  readonly bucket?: number | null | undefined
  /** The same answer under the keys of before, so that what is stored under one can be compared. */
  readonly before?: readonly { readonly keyId: string; readonly digest: string }[] | undefined
}

/** One row of a feed: a person, and one field of study at most. */
export type FeedFacts = Omit<FeedPerson, 'usosId'>

export interface FeedRow {
  readonly row: number
  readonly facts: FeedFacts
  /** It stands under an id that was merged into the one the person goes by. */
  readonly merged?: boolean | undefined
}

export type MergedRows =
  | { kind: 'person'; person: FeedPerson }
  /** Only rows under merged ids, in a file that does not have everybody. */
  | ({ kind: 'addition' } & Addition)
  /** Two rows say different things of one person. `column` is the first they differ in. */
  | { kind: 'contradiction'; rows: readonly [number, number]; column: keyof FeedFacts }

/** What a row under a merged id adds to a person: fields of study, and addresses that are not the assigned one. */
export interface Addition {
  readonly studies: readonly Study[]
  readonly addresses: readonly string[]
}

/**
 * Makes one person of the rows that mean one. Rows that carry one id: a second field of study is a second row, and the same
 * person, account and password. All else must be said alike in each of them; what is contradictory is refused, never guessed
 * (req 93). Rows under an id that was merged into that one only add to it: fields of study and further addresses. They speak
 * for the person where a file that has everybody has the merged id alone: then the registry has decided for it (decision 187).
 */
export function mergeRows(usosId: string, rows: readonly FeedRow[], { full = false } = {}): MergedRows {
  const own = rows.filter(({ merged }) => !merged)
  const added = additionOf(rows.filter(({ merged }) => merged))
  if (own.length === 0) return full ? oneId(usosId, rows) : { kind: 'addition', ...added }
  const merged = oneId(usosId, own)
  if (merged.kind !== 'person' || own.length === rows.length) return merged
  const { person } = merged
  const { studies, otherEmails, email } = person
  return {
    kind: 'person',
    person: {
      ...person,
      studies: studies && withStudies(studies, added.studies),
      otherEmails: otherEmails && withAddresses(otherEmails, added.addresses, email),
    },
  }
}

function additionOf(rows: readonly FeedRow[]): Addition {
  return {
    studies: rows.flatMap(({ facts }) => facts.studies ?? []),
    addresses: rows.flatMap(({ facts }) => [facts.email, ...(facts.otherEmails ?? [])]).filter((each) => each != null),
  }
}

/** Somebody who stands in a file under a merged id alone: as they are, with what the row adds. */
export function withAddition(
  current: {
    readonly usosId: string | null
    readonly surname: string
    readonly studies: readonly Study[]
    readonly assignedAddress: string | null
    readonly otherAddresses: readonly string[]
  },
  { studies, addresses }: Addition,
): FeedPerson {
  const { usosId, surname } = current
  return {
    ...silent,
    usosId,
    surname,
    studies: withStudies(current.studies, studies),
    otherEmails: withAddresses(current.otherAddresses, addresses, current.assignedAddress),
  }
}

/** Speaks of nothing. */
const silent = {
  givenNames: undefined,
  albumNumber: undefined,
  studentStatus: undefined,
  phdStudentStatus: undefined,
  staffStatus: undefined,
  email: undefined,
  connected: undefined,
  language: undefined,
  validUntil: undefined,
  proof: undefined,
} satisfies Partial<FeedPerson>

function oneId(usosId: string, rows: readonly FeedRow[]): MergedRows {
  const [first, ...others] = rows
  if (!first) throw new Error('A person stands in one row at least.')
  const studies = new Map<string, { row: number; study: Study }>()
  for (const { row, facts } of rows) {
    const column = onePersonsFacts.find((name) => !same(facts[name], first.facts[name]))
    if (column) return { kind: 'contradiction', rows: [first.row, row], column }
    for (const study of facts.studies ?? []) {
      const before = studies.get(study.programme)
      if (before && !same(before.study, study)) {
        return { kind: 'contradiction', rows: [before.row, row], column: 'studies' }
      }
      studies.set(study.programme, { row, study })
    }
  }
  const person: FeedPerson = { usosId, ...first.facts }
  if (others.length === 0 || first.facts.studies === undefined) return { kind: 'person', person }
  return { kind: 'person', person: { ...person, studies: [...studies.values()].map(({ study }) => study) } }
}

const onePersonsFacts = [
  'givenNames',
  'surname',
  'albumNumber',
  'studentStatus',
  'phdStudentStatus',
  'staffStatus',
  'email',
  'otherEmails',
  'connected',
  'language',
  'validUntil',
  'proof',
] as const satisfies readonly (keyof FeedFacts)[]

/** Values that came from one reader compare by their text. */
function same(one: unknown, other: unknown) {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
