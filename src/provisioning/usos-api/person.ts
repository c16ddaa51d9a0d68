import { z } from 'zod'
import { type CsvColumn, type CsvRow, csvColumns, readRow } from '../csv/index.ts'
import type { Asked } from './fields.ts'
import { PullStopped } from './problem.ts'

/** What `services/progs/programmes` says of a programme. */
export interface Programme {
  readonly pl: string
  readonly en: string
  readonly faculty: string
}

export interface UserRules {
  readonly asked: Asked
  readonly mailDomains: readonly string[]
  readonly timeZone: string
  readonly now: Date
}

/** One person as the installation answers. */
export type UsosUser = z.infer<typeof userShape>

const words = z.string().nullable()
const status = z.union([z.literal(0), z.literal(1), z.literal(2)]).nullable()
const study = z.object({
  programme: z.object({ id: z.string() }),
  status: z.string().nullish(),
  is_primary: z.boolean().nullish(),
})
const userShape = z
  .object({
    id: z.string(),
    first_name: words,
    middle_names: words,
    last_name: words,
    student_status: status,
    phd_student_status: status,
    staff_status: status,
    email: words,
    email_access: words,
    student_number: words,
    student_programmes: z.array(study).max(100).nullable(),
    pesel: words,
    birth_date: words,
  })
  .partial()

const USERS = 'services/users/users'

/**
 * Understands one person of an answer. What was asked for must be there: an installation that leaves a field out without a word has
 * changed, and nothing of it is believed.
 */
export function userIn(answer: unknown, id: string, { fields }: Asked): UsosUser {
  const wrong = (kind: 'field-missing' | 'field-wrong', field: string) =>
    new PullStopped({ kind, service: USERS, field })
  if (typeof answer !== 'object' || answer === null) throw wrong('field-wrong', 'id')
  const missing = fields.find((field) => !Object.hasOwn(answer, field))
  if (missing !== undefined) throw wrong('field-missing', missing)
  const read = userShape.safeParse(answer)
  if (!read.success) throw wrong('field-wrong', String(read.error.issues[0]?.path[0] ?? 'id'))
  if (read.data.id !== id) throw wrong('field-wrong', 'id')
  return read.data
}

/** The programmes that people study. */
export function programmesOf(users: readonly UsosUser[]): Set<string> {
  return new Set(
    users.flatMap(({ student_programmes: studies }) => (studies ?? []).map(({ programme }) => programme.id)),
  )
}

/**
 * A person as rows of a feed, one for each field of study, read by the very rules that read a file: an answer is not trusted more.
 * `null` of the API may mean “none” and “not for you”, so it says nothing, but for the address, of which `email_access` tells.
 */
export function rowsOf(
  user: UsosUser,
  programmes: ReadonlyMap<string, Programme>,
  { asked, mailDomains, timeZone, now }: UserRules,
): CsvRow[] {
  const studies = user.student_programmes ?? undefined
  const cells = { ...personCells(user, asked) }
  if (studies === undefined || studies.length === 0) {
    return [row(studies === undefined ? cells : { ...cells, 'programme.id': '' })]
  }
  return studies.map((one) => row({ ...cells, ...studyCells(one, programmes.get(one.programme.id)) }))

  function row(some: Cells): CsvRow {
    const named = csvColumns.filter((column) => some[column] !== undefined)
    const places = new Map(named.map((column, place) => [column, place]))
    const header = { places, width: named.length, ignored: [], absent: [] }
    return readRow(
      named.map((column) => tidy(some[column] ?? '')),
      0,
      { header, mailDomains, timeZone, now },
    )
  }
}

type Cells = { [Column in CsvColumn]?: string | undefined }

function personCells(user: UsosUser, { fields }: Asked): Cells {
  const cells: Cells = {
    id: user.id ?? '',
    first_name: user.first_name ?? '',
    middle_names: user.middle_names ?? '',
    last_name: user.last_name ?? '',
    student_number: user.student_number ?? undefined,
    student_status: user.student_status?.toString(),
    phd_student_status: user.phd_student_status?.toString(),
    staff_status: user.staff_status?.toString(),
    email: user.email ?? (user.email_access === 'no_email' ? '' : undefined),
  }
  if (!fields.includes('pesel')) return cells
  if (user.pesel) return { ...cells, pesel: user.pesel }
  // A day of birth stands in for a PESEL only where one would have been seen.
  return user.birth_date ? { ...cells, pesel: '', birth_date: user.birth_date } : cells
}

function studyCells(one: z.infer<typeof study>, programme: Programme | undefined): Cells {
  return {
    'programme.id': one.programme.id,
    'programme.name.pl': programme?.pl ?? '',
    'programme.name.en': programme?.en ?? '',
    'faculty.id': programme?.faculty ?? '',
    'programme.status': one.status ?? '',
    'programme.is_primary': one.is_primary ? '1' : '0',
  }
}

/** Half a character and what turns a line are no part of a name, and PostgreSQL keeps neither. */
function tidy(cell: string) {
  return cell.toWellFormed().replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
}
