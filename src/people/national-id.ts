import type { ProofKind } from '../database/index.ts'

export type PeselVerdict =
  | { ok: true; digits: string /** ISO, such as `2005-12-11`. */; birthDate: string }
  | { ok: false; because: 'not-eleven-digits' | 'impossible-date' | 'wrong-check-digit' }

/**
 * Judges what was typed as a PESEL: eleven ASCII digits, spaces and hyphens between them forgiven (req 40), a day that
 * existed between 1800 and 2299, the right check digit (requirements §3.1, Population Register Act art. 15).
 */
export function checkPesel(typed: string): PeselVerdict {
  const digits = withoutSeparators(typed)
  if (!/^[0-9]{11}$/.test(digits)) return { ok: false, because: 'not-eleven-digits' }

  const birthDate = birthDateIn(digits)
  // 00000000000 has the right check digit; its month is what refuses it.
  if (birthDate === undefined) return { ok: false, because: 'impossible-date' }
  if (peselCheckDigit(digits.slice(0, 10)) !== digits[10]) return { ok: false, because: 'wrong-check-digit' }
  return { ok: true, digits, birthDate }
}

/**
 * The text with dots instead of every PESEL in it, however the eleven digits are set apart. For what people write freely
 * and staff will read: they type the number because other offices ask for it (req 43).
 */
export function withoutPesel(text: string): string {
  return text.replace(/[0-9０-９](?:[\s./\p{Pd}]{0,2}[0-9０-９])+/gu, (run) => {
    const places = [...run.matchAll(/[0-9０-９]/g)].map(({ index }) => index)
    const hidden = new Set<number>()
    for (const first of places.keys()) {
      const eleven = places.slice(first, first + 11)
      const digits = eleven.map((place) => run.charAt(place).normalize('NFKC')).join('')
      if (checkPesel(digits).ok) for (const place of eleven) hidden.add(place)
    }
    return run.replace(/[0-9０-９]/g, (digit, place: number) => (hidden.has(place) ? '•' : digit))
  })
}

/** The eleventh digit for the first ten. */
export function peselCheckDigit(tenDigits: string): string {
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]
  const sum = weights.reduce((total, weight, place) => total + weight * Number(tenDigits[place]), 0)
  return String((10 - (sum % 10)) % 10)
}

/** The first six digits of a PESEL: year and day of birth, the century hidden in the month. `date` is ISO. */
export function peselDateDigits(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  const offset = monthOffsets.get(year.slice(0, 2)) ?? 0
  return `${year.slice(2)}${String(Number(month) + offset).padStart(2, '0')}${day}`
}

/** What the question's answer is compared by, or that the typed text cannot be right for anybody. */
export type CanonicalAnswer = { kind: 'answer'; text: string } | { kind: 'typing-error' }

/**
 * The typed answer in the one spelling that digests are made of. A typing error (wrong check digit, a day that never was)
 * tells nobody anything, so it need not spend the budget (requirements §3.4). `none` has no right answer (req 42).
 */
export function canonicalAnswer(kind: ProofKind, typed: string): CanonicalAnswer {
  const text = canonicalText(kind, typed)
  return text === undefined ? { kind: 'typing-error' } : { kind: 'answer', text }
}

function canonicalText(kind: ProofKind, typed: string): string | undefined {
  switch (kind) {
    case 'pesel': {
      const pesel = checkPesel(typed)
      return pesel.ok ? pesel.digits : undefined
    }
    case 'birth_date':
      return canonicalBirthDate(typed)
    case 'document':
      return canonicalDocumentNumber(typed)
    case 'none':
      return undefined
  }
}

/**
 * `YYMMDD`, from `2005-12-11`, `20051211`, `11.12.2005`, or the `05121100000` that universities teach people without
 * a PESEL to type. That habit drops the century, so the century is not compared: nobody is a hundred years too young.
 */
function canonicalBirthDate(typed: string): string | undefined {
  const text = typed.replace(/[\p{Zs}\t]/gu, '')
  const [, habit] = /^([0-9]{6})00000$/.exec(text) ?? []
  if (habit) return ['19', '20'].some((century) => isDay(century + habit)) ? habit : undefined

  const yearFirst = /^([0-9]{4})([-./]?)([0-9]{1,2})\2([0-9]{1,2})$/.exec(text)
  if (yearFirst) return shortDay(yearFirst[1], yearFirst[3], yearFirst[4], yearFirst[2] !== '')
  const dayFirst = /^([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})$/.exec(text)
  return dayFirst ? shortDay(dayFirst[4], dayFirst[3], dayFirst[1], true) : undefined
}

function shortDay(year = '', month = '', day = '', separated: boolean) {
  if (!separated && (month.length !== 2 || day.length !== 2)) return undefined
  const date = year + month.padStart(2, '0') + day.padStart(2, '0')
  return /^(19|20)/.test(year) && isDay(date) ? date.slice(2) : undefined
}

/** Capital letters and digits, as the machine-readable line of a passport has them; what stands between them is dropped. */
function canonicalDocumentNumber(typed: string): string | undefined {
  const text = withoutSeparators(typed)
    .replace(/[./]/g, '')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
  return /^(?=.*[0-9])[A-Z0-9]{5,20}$/.test(text) ? text : undefined
}

function withoutSeparators(text: string) {
  return text.length > 100 ? '' : text.replace(/[\p{Zs}\t\-\u2010-\u2015]/gu, '')
}

/** The Act gives 1800, 1900 and 2000; the ministry's scheme continues to 2299. */
const monthOffsets: ReadonlyMap<string, number> = new Map([
  ['18', 80],
  ['19', 0],
  ['20', 20],
  ['21', 40],
  ['22', 60],
])

function birthDateIn(digits: string) {
  const codedMonth = Number(digits.slice(2, 4))
  for (const [century, offset] of monthOffsets) {
    const month = codedMonth - offset
    if (month < 1 || month > 12) continue
    const date = `${century}${digits.slice(0, 2)}${String(month).padStart(2, '0')}${digits.slice(4, 6)}`
    return isDay(date) ? `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}` : undefined
  }
  return undefined
}

/** Whether `YYYYMMDD` was or will be a day of the calendar. */
function isDay(date: string) {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6))]
  const lengths = [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ]
  return day >= 1 && day <= (lengths[month - 1] ?? 0)
}
