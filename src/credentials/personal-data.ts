import { fold } from '../language/index.ts'
import { isDerivedFrom } from './blocklist.ts'
import { readings } from './folding.ts'

/** What a password must not repeat (req 29): what the registry knows, and what the person types in the same form. */
export interface PersonalData {
  readonly givenNames: readonly string[]
  /** Double surnames may come whole: `Łukasiewicz-Żak` is taken apart here. */
  readonly surnames: readonly string[]
  /** The assigned address; the part before the `@` counts. */
  readonly login: string
  readonly otherAddresses: readonly string[]
  readonly albumNumber?: string | undefined
  /** Year, month, day; separators do not matter. */
  readonly birthDate?: string | undefined
  readonly pesel?: string | undefined
}

/** Four characters are a fragment; a name of three letters counts when it stands whole. */
const FRAGMENT = 4

/**
 * Whether the password repeats a fragment of the personal data: four folded characters in a row of any of it, or a whole
 * three-letter name. `w0jc1ech` is read as `wojciech`; numbers are compared as they stand.
 */
export function containsPersonalData(password: string, personal: PersonalData): boolean {
  const folded = fold(password)
  const words = readings(folded)
  const inWords = (part: string) => words.some((reading) => reading.includes(part))

  if (namesOf(personal).some((name) => name.length === 3 && folded.includes(name))) return true
  if (fragmentsOf(wordsOf(personal)).some(inWords)) return true
  return fragmentsOf(numbersOf(personal)).some((part) => folded.includes(part))
}

/** The softer rule of the `strict` profile: the whole password is one such word, dressed up with a few digits or signs. */
export function isDerivedFromPersonalData(password: string, personal: PersonalData): boolean {
  return isDerivedFrom(password, [...wordsOf(personal), ...numbersOf(personal)])
}

function namesOf({ givenNames, surnames }: PersonalData) {
  return [...givenNames, ...surnames].flatMap((name) => fold(name).split(/[^\p{L}\p{N}]+/u))
}

function wordsOf(personal: PersonalData) {
  const { givenNames, surnames, login, otherAddresses } = personal
  const localParts = [login, ...otherAddresses].map((address) => fold(address).replace(/@.*$/s, ''))
  const whole = [...givenNames, ...surnames].map(fold).concat(localParts)
  const joined = whole.map((text) => text.replace(/[^\p{L}\p{N}]+/gu, ''))
  return [...new Set([...namesOf(personal), ...localParts.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)), ...joined])]
}

function numbersOf({ albumNumber = '', birthDate = '', pesel = '' }: PersonalData) {
  const digits = birthDate.replace(/\D/g, '')
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)]
  const dates =
    digits.length === 8 ? [digits, day + month + year, month + day + year, day + month + year.slice(2)] : [digits]
  return [fold(albumNumber), ...dates, pesel.replace(/\D/g, '')]
}

function fragmentsOf(texts: readonly string[]) {
  return texts.flatMap((text) =>
    Array.from({ length: Math.max(0, text.length - FRAGMENT + 1) }, (_, start) => text.slice(start, start + FRAGMENT)),
  )
}
