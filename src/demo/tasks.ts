import type { Db, ProgrammeStatus, StaffRole } from '../database/index.ts'
import { type AccountState, accountState, displayName, findPeople, listStudies, type Person } from '../people/index.ts'
import { type CastRow, listCastRows } from './store.ts'

/** One of the invented people as `/dev/cast.json` tells it. */
export interface CastEntry {
  readonly key: string
  readonly name: string
  readonly login: string
  readonly otherAddresses: readonly string[]
  readonly pesel: string | null
  /** ISO */
  readonly birthDate: string | null
  readonly document: string | null
  readonly albumNumber: string | null
  readonly programmes: readonly {
    readonly code: string
    readonly name: { readonly pl: string; readonly en: string }
    readonly faculty: string
    readonly status: ProgrammeStatus
    readonly primary: boolean
  }[]
  /** As it is now, not as it was seeded. */
  readonly state: AccountState
  /** The password of the seed; null for people who had none. */
  readonly password: string | null
  /** The person has set another one since. */
  readonly passwordChanged: boolean
  /** What they do here, and the desks they work at. */
  readonly roles: readonly ('student' | 'doctoral-student' | 'teacher' | 'staff' | StaffRole)[]
}

/** Everybody of the demo university, in the order of the cast; empty where none was seeded. */
export async function listCast(db: Db): Promise<CastEntry[]> {
  const rows = await listCastRows(db)
  const people = await findPeople(
    db,
    rows.map(({ person }) => person),
  )
  const byId = new Map(people.map((person) => [person.id, person]))
  const entries = rows.map(async (row) => {
    const person = byId.get(row.person)
    return person && entry(row, person, await listStudies(db, person.id))
  })
  return (await Promise.all(entries)).filter((one) => one !== undefined)
}

/** Whom a newcomer should play first: an ordinary student, a teacher with several addresses, somebody without a password yet. */
export async function peopleToBeginWith(db: Db): Promise<CastEntry[]> {
  const first = ['alice', 'bob', 'eve']
  return (await listCast(db)).filter(({ key }) => first.includes(key))
}

function entry(row: CastRow, person: Person, studies: Awaited<ReturnType<typeof listStudies>>): CastEntry {
  return {
    key: row.key,
    name: displayName(person),
    login: person.assignedAddress ?? '',
    otherAddresses: person.otherAddresses,
    pesel: row.pesel ?? null,
    birthDate: row.birthDate ?? null,
    document: row.document ?? null,
    albumNumber: person.albumNumber ?? null,
    programmes: studies.map(({ programme, name, faculty, status, isPrimary }) => ({
      code: programme,
      name,
      faculty,
      status,
      primary: isPrimary,
    })),
    state: accountState({ person, typedIsAssigned: true }),
    password: row.password ?? null,
    passwordChanged: row.passwordChanged,
    roles: rolesOf(person),
  }
}

function rolesOf({ studentStatus, phdStudentStatus, staffStatus, roles }: Person): CastEntry['roles'] {
  return [
    ...(studentStatus === 2 ? (['student'] as const) : []),
    ...(phdStudentStatus === 2 ? (['doctoral-student'] as const) : []),
    ...(staffStatus === 2 ? (['teacher'] as const) : []),
    ...(staffStatus === 1 ? (['staff'] as const) : []),
    ...roles,
  ]
}
