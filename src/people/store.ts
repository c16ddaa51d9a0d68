import { type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { Db, PeopleTable, PersonId, ProofKind, Tables, Trx } from '../database/index.ts'
import { canonicalAddress } from './address.ts'
import { displayName, type Person, type Study } from './person.ts'
import type { Proof } from './proof.ts'
import { searchWords } from './search/words.ts'

/** What is known of a new person. Addresses must be canonical. */
export interface NewPerson extends Omit<Person, 'hasPassword' | LaterFacts> {
  readonly studies: readonly Study[]
  /** The digest for `proofKind`; undefined for `none`. */
  readonly proof: Proof | undefined
}

/** What only becomes true of somebody who is here already. */
type LaterFacts =
  | 'connectedByDeskAt'
  | 'assignedByDeskAt'
  | 'resetHeldUntil'
  | 'missingSince'
  | 'validUntil'
  | 'closedBecause'

/** Who has this address, assigned or not. One query whether the address is known or not, so that both take the same time. */
export async function findByAddress(
  db: Db,
  canonical: string,
): Promise<{ person: Person; typedIsAssigned: boolean } | undefined> {
  const row = await db
    .selectFrom('addresses as typed')
    .innerJoin('people', 'people.id', 'typed.person_id')
    .where('typed.address', '=', canonical)
    .selectAll('people')
    .select((eb) => ['typed.assigned as typed_is_assigned', ...otherColumns(eb)])
    .executeTakeFirst()
  return row && { person: personIn(row), typedIsAssigned: row.typed_is_assigned }
}

export async function findPerson(db: Db, id: PersonId): Promise<Person | undefined> {
  const row = await db
    .selectFrom('people')
    .where('people.id', '=', id)
    .selectAll('people')
    .select((eb) => otherColumns(eb))
    .executeTakeFirst()
  return row && personIn(row)
}

/** What a person is called; nothing when there is none. Everybody who comes signed in asks this at the door, so it is planned once. */
export async function findName(db: Db, id: PersonId): Promise<string | undefined> {
  const row = await db
    .selectFrom('people')
    .where('id', '=', id)
    .select(['given_names as givenNames', 'surname'])
    .executeTakeFirst()
  return row && displayName(row)
}

/** Who has this album number: one per person on all fields of study (req 93). */
export async function findByAlbumNumber(db: Db, albumNumber: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom('people')
    .where('people.album_number', '=', albumNumber)
    .selectAll('people')
    .select((eb) => otherColumns(eb))
    .executeTakeFirst()
  return row && personIn(row)
}

/** Whom the registry knows under this id of USOS. */
export async function findByUsosId(db: Db, usosId: string): Promise<Person | undefined> {
  const merged = db.selectFrom('merged_ids').select('person_id').where('usos_id', '=', usosId)
  const row = await db
    .selectFrom('people')
    .where((where) => where.or([where('people.usos_id', '=', usosId), where('people.id', 'in', merged)]))
    .selectAll('people')
    .select((eb) => otherColumns(eb))
    .executeTakeFirst()
  return row && personIn(row)
}

/** Several people at once, in no particular order; ids of nobody are passed over. */
export async function findPeople(db: Db, ids: readonly PersonId[]): Promise<Person[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('people')
    .where('people.id', 'in', ids)
    .selectAll('people')
    .select((eb) => otherColumns(eb))
    .execute()
  return rows.map(personIn)
}

/**
 * Holds the person's row until the transaction ends: whatever must be counted one after the other waits here.
 * `no key`: rows that only point at the person, such as a new session, do not wait, and so cannot deadlock.
 */
export async function lockPerson(trx: Trx, id: PersonId): Promise<Person | undefined> {
  const held = await trx.selectFrom('people').where('id', '=', id).select('id').forNoKeyUpdate().executeTakeFirst()
  return held && findPerson(trx, id)
}

/** The fields of study, the primary one first. */
export async function listStudies(db: Db, id: PersonId): Promise<Study[]> {
  return (await listStudiesOf(db, [id])).get(id) ?? []
}

/** The same for several people at once; whoever has none is not among them. */
export async function listStudiesOf(db: Db, ids: readonly PersonId[]): Promise<Map<PersonId, Study[]>> {
  const studies = new Map<PersonId, Study[]>()
  if (ids.length === 0) return studies
  const rows = await db
    .selectFrom('studies')
    .where('person_id', 'in', ids)
    .selectAll()
    .orderBy('is_primary', 'desc')
    .orderBy('programme')
    .execute()
  for (const row of rows) {
    const study = {
      programme: row.programme,
      name: { pl: row.name_pl, en: row.name_en },
      faculty: row.faculty,
      status: row.status,
      isPrimary: row.is_primary,
    }
    studies.set(row.person_id, [...(studies.get(row.person_id) ?? []), study])
  }
  return studies
}

/** The stored answer to the question that this person is asked now. */
export async function findProof(db: Db, id: PersonId): Promise<({ kind: ProofKind } & Proof) | undefined> {
  const proof = await db
    .selectFrom('identity_proofs as proof')
    .innerJoin('people', (join) =>
      join.onRef('people.id', '=', 'proof.person_id').onRef('people.proof_kind', '=', 'proof.kind'),
    )
    .where('proof.person_id', '=', id)
    .select(['proof.kind', 'proof.key_id as keyId', 'proof.digest', 'proof.bucket'])
    .executeTakeFirst()
  return proof && { ...proof, bucket: proof.bucket ?? undefined }
}

/** Whether nobody is here yet: the mark of a first start. */
export async function registryIsEmpty(db: Db): Promise<boolean> {
  return (await db.selectFrom('people').select('id').limit(1).executeTakeFirst()) === undefined
}

/** Writes new people with their addresses, studies and proofs. Throws when one of them stands there already. */
export async function savePeople(trx: Trx, people: readonly NewPerson[], now: Date): Promise<void> {
  // PostgreSQL takes 65,535 parameters; a person needs 18.
  for (let start = 0; start < people.length; start += 1000) await saveSome(trx, people.slice(start, start + 1000), now)
}

async function saveSome(trx: Trx, people: readonly NewPerson[], now: Date) {
  const addresses = people.flatMap(addressRows)
  const studies = people.flatMap(studyRows)
  const proofs = people.flatMap(proofRows)

  await trx
    .insertInto('people')
    .values(people.map((person) => personRow(person, now)))
    .execute()
  if (addresses.length > 0) await trx.insertInto('addresses').values(addresses).execute()
  if (studies.length > 0) await trx.insertInto('studies').values(studies).execute()
  if (proofs.length > 0) await trx.insertInto('identity_proofs').values(proofs).execute()
}

function personRow(person: NewPerson, now: Date) {
  return {
    id: person.id,
    usos_id: person.usosId ?? null,
    // One spelling of each accent, so that names sort, compare and search alike (req 122).
    given_names: person.givenNames.normalize('NFC'),
    surname: person.surname.normalize('NFC'),
    album_number: person.albumNumber ?? null,
    student_status: person.studentStatus ?? null,
    phd_student_status: person.phdStudentStatus ?? null,
    staff_status: person.staffStatus,
    connected: person.connected,
    disabled_at: person.disabledAt ?? null,
    closed_at: person.closedAt ?? null,
    proof_kind: person.proofKind,
    language: person.language,
    roles: [...person.roles],
    demo: person.demo,
    created_at: now,
    words: searchWords(person),
  }
}

function addressRows({ id, assignedAddress, otherAddresses }: NewPerson) {
  const row = (address: string, assigned: boolean) => {
    if (canonicalAddress(address) !== address)
      throw new Error('An address that is not canonical would never be found again.')
    return { address, person_id: id, assigned }
  }
  const others = otherAddresses.map((address) => row(address, false))
  return assignedAddress === undefined ? others : [row(assignedAddress, true), ...others]
}

function studyRows({ id, studies }: NewPerson) {
  return studies.map(({ programme, name, faculty, status, isPrimary }) => ({
    person_id: id,
    programme,
    name_pl: name.pl,
    name_en: name.en,
    faculty,
    status,
    is_primary: isPrimary,
  }))
}

function proofRows({ id, proofKind, proof }: NewPerson) {
  return proofKind === 'none' || !proof
    ? []
    : [{ person_id: id, kind: proofKind, key_id: proof.keyId, digest: proof.digest, bucket: proof.bucket ?? null }]
}

/** All addresses as one list and whether a password is set: counted beside the person, not joined, so that one row stays one. */
function otherColumns(eb: ExpressionBuilder<Tables, 'people'>) {
  return [
    eb
      .selectFrom('addresses as every')
      .whereRef('every.person_id', '=', 'people.id')
      .select(
        sql<
          { address: string; assigned: boolean }[]
        >`json_agg(json_build_object('address', address, 'assigned', assigned) order by address)`.as('list'),
      )
      .as('addresses'),
    eb.exists(eb.selectFrom('credentials').whereRef('credentials.person_id', '=', 'people.id')).as('has_password'),
  ] as const
}

/** What a statement of another store has to select of `people` to make a `Person` of it. */
export type PersonRow = Omit<Selectable<PeopleTable>, 'created_at' | 'words' | 'search'> & {
  addresses: readonly { address: string; assigned: boolean }[] | null
  has_password: SqlBool
}

export function personIn(row: PersonRow): Person {
  const addresses = row.addresses ?? []
  return {
    id: row.id,
    usosId: row.usos_id ?? undefined,
    givenNames: row.given_names,
    surname: row.surname,
    albumNumber: row.album_number ?? undefined,
    studentStatus: row.student_status ?? undefined,
    phdStudentStatus: row.phd_student_status ?? undefined,
    staffStatus: row.staff_status,
    connected: row.connected,
    disabledAt: row.disabled_at ?? undefined,
    closedAt: row.closed_at ?? undefined,
    proofKind: row.proof_kind,
    language: row.language,
    roles: row.roles,
    demo: row.demo,
    assignedAddress: addresses.find(({ assigned }) => assigned)?.address,
    otherAddresses: addresses.filter(({ assigned }) => !assigned).map(({ address }) => address),
    hasPassword: Boolean(row.has_password),
    connectedByDeskAt: row.connected_by_desk_at ?? undefined,
    assignedByDeskAt: row.assigned_by_desk_at ?? undefined,
    resetHeldUntil: row.reset_held_until ?? undefined,
    missingSince: row.missing_since ?? undefined,
    validUntil: row.valid_until ?? undefined,
    closedBecause: row.closed_because ?? undefined,
  }
}
