import type { FeedFault } from '../findings.ts'

/** The columns of a feed by CSV, in the words of USOS (`services/users/user`, `services/progs`), in any order. */
export const csvColumns = [
  'id',
  'first_name',
  'middle_names',
  'last_name',
  'student_number',
  'pesel',
  'birth_date',
  'document_number',
  'student_status',
  'phd_student_status',
  'staff_status',
  'email',
  'other_emails',
  'programme.id',
  'programme.name.pl',
  'programme.name.en',
  'faculty.id',
  'programme.status',
  'programme.is_primary',
  'registration_connected',
  'language',
  'valid_until',
] as const
export type CsvColumn = (typeof csvColumns)[number]

const required: readonly CsvColumn[] = ['id', 'last_name']

export interface Header {
  readonly places: ReadonlyMap<CsvColumn, number>
  readonly width: number
  /** Columns we do not know, as they are called in the file; without a name those of an empty heading. */
  readonly ignored: readonly string[]
  readonly absent: readonly CsvColumn[]
}

const separators = [',', ';', '\t'] as const
export type Separator = (typeof separators)[number]

/** The separator that makes known columns of the first line; undefined when none does. */
export function separatorOf(firstLine: string): Separator | undefined {
  const known = (separator: Separator) =>
    firstLine.split(separator).filter((cell) => columnNamed(unquoted(cell))).length
  const best = separators.toSorted((one, other) => known(other) - known(one))[0]
  return best !== undefined && known(best) > 0 ? best : undefined
}

/** Reads the first row. A column that stands twice, or a needed one that is missing, is a fault of the whole file. */
export function readHeader(cells: readonly string[]): { header: Header } | { fault: FeedFault } {
  const places = new Map<CsvColumn, number>()
  const ignored: string[] = []
  for (const [place, cell] of cells.entries()) {
    const column = columnNamed(cell)
    if (!column) ignored.push(printable(cell))
    else if (places.has(column)) return { fault: { kind: 'column-twice', row: 1, column } }
    else places.set(column, place)
  }
  if (places.size === 0) return { fault: { kind: 'no-header', row: 1 } }
  const missing = required.find((column) => !places.has(column))
  if (missing) return { fault: { kind: 'column-missing', row: 1, column: missing } }
  const absent = csvColumns.filter((column) => !places.has(column))
  return { header: { places, width: cells.length, ignored, absent } }
}

function columnNamed(cell: string): CsvColumn | undefined {
  const name = cell.trim().toLowerCase()
  return csvColumns.find((column) => column === name)
}

function unquoted(cell: string) {
  return cell.trim().replace(/^"(.*)"$/s, '$1')
}

/** The heading of somebody else's column is shown, so it is cut, and holds no digits: it might be a row of data. */
function printable(cell: string) {
  return cell
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]/gu, '')
    .replace(/\d{4,}/g, '…')
    .slice(0, 40)
}
