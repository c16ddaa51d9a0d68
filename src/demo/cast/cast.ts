import type { CastMember } from './member.ts'
import { staff } from './staff.ts'
import { students } from './students.ts'

/** Everybody at the demo university. All are invented; their PESELs are synthetic. */
export const cast: readonly CastMember[] = [...students, ...staff]

const DOMAIN_OF_THE_CAST = /@([a-z]+\.)?$/

/** The cast's address at the institution's domain: `alice@student.` becomes `alice@student.agh.edu.pl`. */
export function addressAt(mailDomain: string, address: string): string {
  return address.replace(DOMAIN_OF_THE_CAST, (_, unit = '') => `@${unit}${mailDomain}`)
}
