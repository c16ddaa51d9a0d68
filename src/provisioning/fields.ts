import type { ProgrammeStatus } from '../database/index.ts'

// What may stand in a field of a person, whatever it came by: CSV and SCIM refuse the same.

export const LONGEST_NAME = 200
export const LONGEST_CODE = 40
export const MOST_ADDRESSES = 20

export const isAlbumNumber = (text: string) => /^[A-Za-z0-9][A-Za-z0-9/._-]{0,19}$/.test(text)

export const programmeStatuses = [
  'active',
  'cancelled',
  'graduated_end_of_study',
  'graduated_before_diploma',
  'graduated_diploma',
] as const satisfies readonly ProgrammeStatus[]

/** One spelling of each accent, and no blanks around. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/^[\p{Zs}\t]+|[\p{Zs}\t]+$/gu, '')
}
