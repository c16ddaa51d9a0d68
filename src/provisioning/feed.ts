import type { StaffStatus, StudentStatus } from '../database/index.ts'
import type { Study } from '../people/index.ts'

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
  | { readonly kind: 'pesel' | 'birth_date' | 'document'; readonly keyId: string; readonly digest: string }
  | { readonly kind: 'none' }

/** One row of a feed: a person, and one field of study at most. */
export type FeedFacts = Omit<FeedPerson, 'usosId'>

export type MergedRows =
  | { kind: 'person'; person: FeedPerson }
  /** Two rows say different things of one person. `column` is the first they differ in. */
  | { kind: 'contradiction'; rows: readonly [number, number]; column: keyof FeedFacts }

/**
 * Makes one person of the rows that carry one id: a second field of study is a second row, and the same person, account
 * and password. All else must be said alike in each of them; what is contradictory is refused, never guessed (req 93).
 */
export function mergeRows(
  usosId: string,
  rows: readonly { readonly row: number; readonly facts: FeedFacts }[],
): MergedRows {
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
