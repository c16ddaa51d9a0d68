import { sql } from 'kysely'
import type { CaseId, Db, PersonId, Trx } from '../../database/index.ts'
import { countOutbox } from '../../mail/index.ts'

/** Who has which of these addresses and album numbers: two statements for a whole page of cases. */
export async function whoHas(
  db: Db,
  { addresses, albumNumbers }: { addresses: readonly string[]; albumNumbers: readonly string[] },
): Promise<{ byAddress: ReadonlyMap<string, PersonId>; byAlbum: ReadonlyMap<string, PersonId> }> {
  const [addressed, numbered] = await Promise.all([
    addresses.length === 0
      ? []
      : db.selectFrom('addresses').select(['address', 'person_id']).where('address', 'in', addresses).execute(),
    albumNumbers.length === 0
      ? []
      : db.selectFrom('people').select(['album_number', 'id']).where('album_number', 'in', albumNumbers).execute(),
  ])
  return {
    byAddress: new Map(addressed.map(({ address, person_id }) => [address, person_id])),
    byAlbum: new Map(numbered.map(({ album_number, id }) => [album_number ?? '', id])),
  }
}

export interface MachineFigures {
  readonly lettersWaiting: number
  readonly lastImport: { readonly at: Date; readonly conflicts: number } | undefined
}

/** What stands beside the queue: whether letters go out, and how old the registry is. */
export async function findMachineFigures(db: Db): Promise<MachineFigures> {
  const [letters, imported] = await Promise.all([
    countOutbox(db),
    db
      .selectFrom('audit_events')
      .select(['at', 'details'])
      .where('event', '=', 'import-applied')
      .where('outcome', '=', 'success')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
  ])
  const conflicts = Number(imported?.details.conflicts ?? 0)
  return { lettersWaiting: letters.waiting, lastImport: imported && { at: imported.at, conflicts } }
}

/** The faculty of a field of study as somebody typed it, for people whom the registry does not know. */
export async function findFacultyOf(db: Db, fieldOfStudy: string): Promise<string | undefined> {
  const typed = fieldOfStudy.trim().toLowerCase()
  if (typed === '') return undefined
  const row = await db
    .selectFrom('studies')
    .select('faculty')
    .where((where) =>
      where.or(
        (['name_pl', 'name_en', 'programme'] as const).map((column) =>
          where(sql`lower(${sql.ref(column)})`, '=', typed),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return row?.faculty
}

/** Whom the desk took the case to be about, where the registry could not tell. */
export async function assignCaseTo(trx: Trx, id: CaseId, person: PersonId): Promise<void> {
  await trx.updateTable('cases').set({ person_id: person }).where('id', '=', id).execute()
}
