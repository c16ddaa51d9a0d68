import type { StudentStatus } from '../../database/index.ts'
import {
  canonicalAddress,
  canonicalAnswer,
  checkPesel,
  isUsosId,
  plainName,
  type Study,
  withoutPesel,
} from '../../people/index.ts'
import type { FeedFacts } from '../feed.ts'
import { isAlbumNumber, LONGEST_CODE, LONGEST_NAME, MOST_ADDRESSES, programmeStatuses, tidy } from '../fields.ts'
import type { ConflictKind, WarningKind } from '../findings.ts'
import type { CsvColumn, Header } from './columns.ts'
import { endOfDay } from './end-of-day.ts'

/** One row of the file as it is understood. */
export interface CsvRow {
  readonly row: number
  /** Undefined where it is missing or cannot be one: then nobody knows whose row it is. */
  readonly usosId: string | undefined
  readonly facts: Omit<FeedFacts, 'proof'>
  /** The right answer to the security question, canonical. Leaves this process only as a digest (req 44). */
  readonly answer: CsvAnswer | undefined
  /** Why it cannot go in. */
  readonly conflicts: readonly { readonly kind: ConflictKind; readonly column: CsvColumn }[]
  readonly warnings: readonly { readonly kind: WarningKind; readonly column: CsvColumn }[]
}

export type CsvAnswer = { kind: 'pesel' | 'birth_date' | 'document'; text: string } | { kind: 'none' }

export interface RowRules {
  readonly header: Header
  readonly mailDomains: readonly string[]
  /** `valid_until` is a day there. */
  readonly timeZone: string
  readonly now: Date
}

/** What personnel systems write for an account without an end. */
const NO_END = '9999-12-31'

/** Understands one row. Whatever is wrong with it is noted by kind and column; what stands in the cell is never repeated. */
export function readRow(cells: readonly string[], row: number, rules: RowRules): CsvRow {
  const conflicts: { kind: ConflictKind; column: CsvColumn }[] = []
  const warnings: { kind: WarningKind; column: CsvColumn }[] = []
  const wrong = (kind: ConflictKind, column: CsvColumn): undefined => {
    conflicts.push({ kind, column })
  }

  const usosId = readId()
  const email = readEmail()
  return {
    row,
    usosId,
    facts: {
      givenNames: readGivenNames(),
      surname: readSurname(),
      albumNumber: readAlbumNumber(),
      studentStatus: readStatus('student_status'),
      phdStudentStatus: readStatus('phd_student_status'),
      staffStatus: has('staff_status') ? (readStatus('staff_status') ?? 0) : undefined,
      email,
      otherEmails: readOtherEmails(),
      studies: readStudies(),
      connected: readYesNo('registration_connected'),
      language: readOneOf('language', ['pl', 'en']),
      validUntil: readValidUntil(),
    },
    answer: readAnswer(),
    conflicts,
    warnings,
  }

  function readId() {
    const id = text('id')
    if (id === undefined) return wrong('no-id', 'id')
    // It is stored, shown and released: a number that is nobody's to see must not become one (req 47).
    if (checkPesel(id).ok) return wrong('id-is-pesel', 'id')
    if (!isUsosId(id)) return wrong('bad-id', 'id')
    return id
  }

  function readGivenNames() {
    if (!has('first_name')) return undefined
    const names = [words('first_name'), words('middle_names')].filter(Boolean).join(' ')
    if (names.length > LONGEST_NAME) wrong('too-long', 'first_name')
    return names
  }

  function readSurname() {
    const surname = words('last_name')
    if (surname === undefined) wrong('no-surname', 'last_name')
    else if (surname.length > LONGEST_NAME) wrong('too-long', 'last_name')
    return surname ?? ''
  }

  function readAlbumNumber() {
    if (!has('student_number')) return undefined
    const album = text('student_number')
    if (album === undefined) return null
    if (checkPesel(album).ok) wrong('album-number-is-pesel', 'student_number')
    else if (!isAlbumNumber(album)) wrong('bad-album-number', 'student_number')
    else return album
    return null
  }

  function readStatus(column: 'student_status' | 'phd_student_status' | 'staff_status') {
    if (!has(column)) return undefined
    const status = text(column)
    if (status === undefined) return null
    if (status === '0' || status === '1' || status === '2') return Number(status) as StudentStatus
    wrong('impossible-status', column)
    return null
  }

  function readEmail() {
    if (!has('email')) return undefined
    const typed = text('email')
    return typed === undefined ? null : (readAddress(typed, 'email') ?? null)
  }

  function readOtherEmails() {
    if (!has('other_emails')) return undefined
    const typed = (text('other_emails') ?? '').split(/[;\s]+/).filter(Boolean)
    if (typed.length > MOST_ADDRESSES) wrong('too-long', 'other_emails')
    const addresses = typed.slice(0, MOST_ADDRESSES).map((address) => readAddress(address, 'other_emails'))
    return [...new Set(addresses)].filter((address) => address !== undefined && address !== email).sort() as string[]
  }

  function readAddress(typed: string, column: 'email' | 'other_emails') {
    const address = canonicalAddress(typed)
    if (address === undefined) return wrong('bad-address', column)
    const [login = '', domain = ''] = address.split('@')
    if (!rules.mailDomains.includes(domain)) warnings.push({ kind: 'foreign-domain', column })
    if (checkPesel(login).ok) warnings.push({ kind: 'login-is-pesel', column })
    return address
  }

  function readStudies(): Study[] | undefined {
    if (!has('programme.id')) return undefined
    const programme = words('programme.id')
    const [polish, english, faculty] = [words('programme.name.pl'), words('programme.name.en'), words('faculty.id')]
    if (programme === undefined) return []
    const pl = polish ?? english ?? programme
    const study = {
      programme,
      name: { pl, en: english ?? pl },
      faculty: faculty ?? '',
      status: readOneOf('programme.status', programmeStatuses) ?? 'active',
      isPrimary: readYesNo('programme.is_primary') ?? false,
    }
    if (programme.length > LONGEST_CODE || study.faculty.length > LONGEST_CODE) wrong('too-long', 'programme.id')
    if (study.name.pl.length > LONGEST_NAME || study.name.en.length > LONGEST_NAME)
      wrong('too-long', 'programme.name.pl')
    return [study]
  }

  function readValidUntil() {
    if (!has('valid_until')) return undefined
    const typed = text('valid_until')
    if (typed === undefined || typed === NO_END) return null
    const end = endOfDay(typed, rules.timeZone)
    if (end === undefined) wrong('bad-valid-until', 'valid_until')
    return end ?? null
  }

  /** Birth date and document only stand in for a PESEL; without a column for it the feed does not speak of the question. */
  function readAnswer(): CsvAnswer | undefined {
    if (!has('pesel')) return undefined
    const pesel = text('pesel')
    if (pesel !== undefined) return readPesel(pesel)
    return (
      readAnswerOf('birth_date', 'birth_date', 'bad-birth-date') ??
      readAnswerOf('document', 'document_number', 'bad-document') ?? { kind: 'none' }
    )
  }

  function readPesel(typed: string): CsvAnswer {
    const pesel = checkPesel(typed)
    if (pesel.ok) {
      const inTime = pesel.birthDate >= '1900-01-01' && pesel.birthDate <= rules.now.toISOString().slice(0, 10)
      if (inTime) return { kind: 'pesel', text: pesel.digits }
      wrong('pesel-time', 'pesel')
    } else if (isSubstitute(typed)) wrong('pesel-substitute', 'pesel')
    else wrong(peselFaults[pesel.because], 'pesel')
    return { kind: 'none' }
  }

  function readAnswerOf(
    kind: 'birth_date' | 'document',
    column: 'birth_date' | 'document_number',
    because: ConflictKind,
  ): CsvAnswer | undefined {
    const typed = text(column)
    if (typed === undefined) return undefined
    const answer = canonicalAnswer(kind, typed)
    if (answer.kind === 'answer') return { kind, text: answer.text }
    wrong(because, column)
    return { kind: 'none' }
  }

  function readYesNo(column: 'registration_connected' | 'programme.is_primary') {
    const typed = readOneOf(column, ['0', '1', 'false', 'true'])
    return typed === undefined ? undefined : typed === '1' || typed === 'true'
  }

  function readOneOf<const Value extends string>(column: CsvColumn, values: readonly Value[]): Value | undefined {
    const typed = text(column)?.toLowerCase()
    if (typed === undefined) return undefined
    const value = values.find((one) => one === typed)
    if (value === undefined) wrong(column === 'programme.status' ? 'impossible-status' : 'impossible-value', column)
    return value
  }

  /** A cell of words, which stands on pages and in letters: a row whose columns have slipped must not bring a PESEL there (req 43). */
  function words(column: CsvColumn): string | undefined {
    const name = plainName(text(column) ?? '')
    if (name === '') return undefined
    if (withoutPesel(name) === name) return name
    wrong('pesel-in-words', column)
    return ''
  }

  function has(column: CsvColumn) {
    return rules.header.places.has(column)
  }

  /** Undefined for an empty cell and for a column that is not there. */
  function text(column: CsvColumn): string | undefined {
    const place = rules.header.places.get(column)
    const cell = place === undefined ? '' : (cells[place] ?? '')
    return tidy(cell) || undefined
  }
}

const peselFaults = {
  'not-eleven-digits': 'pesel-length',
  'impossible-date': 'pesel-date',
  'wrong-check-digit': 'pesel-check-digit',
} as const

/** `YYMMDD00000`, by which a mail automaton calls people without a PESEL. It is no PESEL, and is no proof of anything. */
function isSubstitute(typed: string) {
  const digits = typed.replace(/[\s-]/g, '')
  return /^[0-9]{6}0{5}$/.test(digits) && canonicalAnswer('birth_date', digits).kind === 'answer'
}
