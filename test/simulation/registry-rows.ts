import { mensNames, surnames, womensNames } from '../../src/demo/crowd/names.ts'
import { programmes } from '../../src/demo/programmes.ts'
import { peselCheckDigit, peselDateDigits, type Study } from '../../src/people/index.ts'
import type { Dice } from './dice.ts'

/** A row of the registry's feed, by column; what is empty is not there. */
export type Row = Readonly<Record<string, string>>

/** Somebody as they are, whatever the registry knows of it. */
export interface Human {
  readonly number: number
  readonly firstName: string
  readonly surname: string
  /** As it stands in addresses: without diacritics. */
  readonly login: string
  readonly album: string
  readonly born: string
  readonly pesel: string
  readonly document: string
  readonly study: Omit<Study, 'status' | 'isPrimary'>
}

const studies = Object.values(programmes)

export function human(number: number, dice: Dice): Human {
  const woman = dice.share() < 0.5
  const firstName = dice.one(woman ? womensNames : mensNames)
  const surname = dice.one(surnames)[woman ? 'women' : 'men']
  const born = `${1995 + dice.below(12)}-${two(1 + dice.below(12))}-${two(1 + dice.below(28))}`
  return {
    number,
    firstName,
    surname,
    login: `${plain(firstName)}.${plain(surname)}.${number}`,
    album: String(600_000 + number),
    born,
    pesel: peselFor(born, number),
    document: `ZZ${8_000_000 + number}`,
    study: dice.one(studies),
  }
}

/** A valid number with a serial that real ones of a day do not come near. */
export function peselFor(born: string, number: number): string {
  const ten = `${peselDateDigits(born)}${9000 + (number % 1000)}`
  return ten + peselCheckDigit(ten)
}

/** `Żak-Łącka` as it stands in an address. */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replace(/\p{M}/gu, '')
}

function two(value: number) {
  return String(value).padStart(2, '0')
}

export const studentMail = (login: string) => `${login}@student.agh.edu.pl`
export const staffMail = (login: string, unit = '') => `${login}@${unit}agh.edu.pl`

export function studentRow(one: Human, more: Row = {}): Row {
  return {
    id: String(7_000_000 + one.number),
    first_name: one.firstName,
    last_name: one.surname,
    student_number: one.album,
    pesel: one.pesel,
    student_status: '2',
    staff_status: '0',
    email: studentMail(one.login),
    'programme.id': one.study.programme,
    'programme.name.pl': one.study.name.pl,
    'programme.name.en': one.study.name.en,
    'faculty.id': one.study.faculty,
    registration_connected: '1',
    language: 'en',
    ...more,
  }
}

export function teacherRow(one: Human, more: Row = {}): Row {
  const { student_number: _, ...row } = studentRow(one)
  return {
    ...row,
    student_status: '0',
    staff_status: '2',
    email: staffMail(one.login),
    'programme.id': '',
    'programme.name.pl': '',
    'programme.name.en': '',
    'faculty.id': '',
    ...more,
  }
}

const columns = [
  'id',
  'first_name',
  'last_name',
  'student_number',
  'pesel',
  'birth_date',
  'document_number',
  'student_status',
  'staff_status',
  'email',
  'other_emails',
  'programme.id',
  'programme.name.pl',
  'programme.name.en',
  'faculty.id',
  'registration_connected',
  'language',
  'valid_until',
] as const

/** The file of one night. */
export function feedOf(rows: readonly Row[]): string {
  return [columns.join(';'), ...rows.map((row) => columns.map((column) => row[column] ?? '').join(';'))].join('\n')
}
