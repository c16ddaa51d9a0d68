/** Why a row, or the rows of a person, cannot go in. Everything else in the file can. */
export const conflictKinds = [
  'no-id',
  'bad-id',
  'id-is-pesel',
  'no-surname',
  'too-long',
  'bad-album-number',
  'album-number-is-pesel',
  'pesel-in-words',
  'impossible-status',
  'impossible-value',
  'bad-valid-until',
  'bad-address',
  'pesel-length',
  'pesel-date',
  'pesel-check-digit',
  'pesel-time',
  'pesel-substitute',
  'bad-birth-date',
  'bad-document',
  'contradiction',
  'address-twice',
  'address-taken',
  'album-number-twice',
  'album-number-taken',
  'pesel-twice',
  'pesel-taken',
  'works-at-desk',
  'erased',
  'not-told',
] as const
export type ConflictKind = (typeof conflictKinds)[number]

/** Goes in, but somebody should look. */
export const warningKinds = ['foreign-domain', 'login-is-pesel'] as const
export type WarningKind = (typeof warningKinds)[number]

/** The desk has decided something that the feed does not know yet; it stays. */
export const noteKinds = ['desk-connection-kept', 'desk-address-kept'] as const
export type NoteKind = (typeof noteKinds)[number]

export type FindingKind = ConflictKind | WarningKind | NoteKind

/** Rows and column, never what stands there: a PESEL in the wrong column must not be shown either (req 41, 43). */
export interface Finding {
  readonly kind: FindingKind
  /** As a spreadsheet counts: the header is row 1. */
  readonly rows: readonly number[]
  readonly column?: string | undefined
  /** USOS ids of whom it is about, of a feed that has no rows. */
  readonly people?: readonly string[] | undefined
  /** USOS id (else the id here) of who holds the address, the album number or the PESEL. */
  readonly holder?: string | undefined
}

/** Why a file cannot be read at all. Then nothing of it goes in. */
export type FaultKind =
  | 'empty'
  | 'not-text'
  | 'encoding'
  | 'no-header'
  | 'column-missing'
  | 'column-twice'
  | 'quotes'
  | 'row-too-long'
  | 'file-too-large'
  | 'control-character'
  | 'ragged'
  | 'interrupted'

export interface FeedFault {
  readonly kind: FaultKind
  readonly row?: number | undefined
  readonly column?: string | undefined
  /** Of cells in the row, where it has more or fewer than the header. */
  readonly cells?: number | undefined
  readonly expected?: number | undefined
}

const SHOWN_OF_A_KIND = 100

/** Gathers findings: all of them are counted, the first hundred of each kind are kept. */
export class Findings {
  readonly #counts = new Map<FindingKind, number>()
  readonly #kept = new Map<FindingKind, Finding[]>()

  add(finding: Finding): void {
    const count = (this.#counts.get(finding.kind) ?? 0) + 1
    this.#counts.set(finding.kind, count)
    if (count > SHOWN_OF_A_KIND) return
    const kept = this.#kept.get(finding.kind) ?? []
    kept.push(finding)
    this.#kept.set(finding.kind, kept)
  }

  of(kinds: readonly FindingKind[]): FoundOfAKind[] {
    return kinds.flatMap((kind) => {
      const count = this.#counts.get(kind)
      return count === undefined ? [] : [{ kind, count, findings: this.#kept.get(kind) ?? [] }]
    })
  }
}

export interface FoundOfAKind {
  readonly kind: FindingKind
  readonly count: number
  /** The first of them, in the order they were found. */
  readonly findings: readonly Finding[]
}
