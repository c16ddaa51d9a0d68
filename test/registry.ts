import { type Readable, Readable as Stream } from 'node:stream'
import { readSettings, type Settings } from '../src/config/index.ts'
import type { Db } from '../src/database/index.ts'
import { findByAlbumNumber, findPerson, type Person } from '../src/people/index.ts'
import { applyImport, type ImportParts, type PlanOptions, planImport } from '../src/provisioning/index.ts'
import { HandSetClock, systemRandom } from '../src/world/index.ts'
import { openTestDatabase } from './database.ts'
import { MORNING, testKeys } from './morning.ts'

type Cells = Readonly<Record<string, string | number>>

/** A feed by CSV with the columns that any of the rows names; a row that lacks one has an empty cell. */
export function csv(...rows: readonly Cells[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (cells: readonly (string | number)[]) => cells.map((cell) => quoted(String(cell))).join(',')
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join('\r\n')
}

function quoted(cell: string) {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** A registry of one's own that feeds can be put into, on a clock that stands still. */
export async function registry(settings: Record<string, string> = {}) {
  const database = await openTestDatabase()
  const clock = new HandSetClock(MORNING)
  const parts: ImportParts = {
    database,
    world: { clock, random: systemRandom },
    settings: readSettings(settings) as Settings,
    institution: { mailDomains: ['agh.edu.pl', 'student.agh.edu.pl'], timeZone: 'Europe/Warsaw' },
    peselKeys: testKeys.pesel,
    keys: testKeys.app,
  }
  const { db } = database

  const plan = (feed: string | Buffer | Readable, options: Partial<PlanOptions> = {}) =>
    planImport(parts, streamOf(feed), { full: false, by: 'operator', fileName: 'people.csv', ...options })

  return {
    parts,
    db,
    clock,
    url: database.url,
    plan,
    /** Plans and applies; throws what was refused. */
    async put(feed: string | Buffer, options: Partial<PlanOptions> & { evenIfManyLeave?: boolean } = {}) {
      const planned = await plan(feed, options)
      if (planned.kind !== 'planned') throw new Error(JSON.stringify(planned))
      const applied = await applyImport(parts, planned.run, { by: options.by ?? 'operator', ...options })
      if (applied.kind !== 'applied') throw new Error(applied.because)
      // The next feed comes later than this one.
      clock.advance({ minutes: 1 })
      return summaryOf(applied.report)
    },
    person: (usosId: string) => personWithUsosId(db, usosId),
    byAlbum: (albumNumber: string) => findByAlbumNumber(db, albumNumber),
  }
}

export function streamOf(feed: string | Buffer | Readable): Readable {
  return typeof feed === 'string' || Buffer.isBuffer(feed) ? Stream.from([feed]) : feed
}

export function summaryOf<Summary>({ summary }: { summary: Summary | undefined }): Summary {
  if (!summary) throw new Error('There is no summary.')
  return summary
}

async function personWithUsosId(db: Db, usosId: string): Promise<Person> {
  const row = await db.selectFrom('people').select('id').where('usos_id', '=', usosId).executeTakeFirst()
  const person = row && (await findPerson(db, row.id))
  if (!person) throw new Error(`Nobody has the USOS id ${usosId}.`)
  return person
}
