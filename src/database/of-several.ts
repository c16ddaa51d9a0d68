import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import type { Db } from './database.ts'

interface Kinds {
  readonly text: string
  readonly int: number
  readonly float8: number
  readonly bytea: Buffer
  readonly timestamptz: Date
  /** A row of another table, for `json_populate_record`; its bytes are written as PostgreSQL reads them. */
  readonly json: Readonly<Record<string, unknown>>
}

type Columns = Readonly<Record<string, keyof Kinds>>
export type RowOf<Asked extends Columns> = { readonly [Name in keyof Asked]: Kinds[Asked[Name]] | null }

/**
 * A statement that serves one or several at once (decision 250). What is asked for each goes in as rows of one value of JSON, so that the text is
 * the same for any number of them: it is put together once, and planned once for each connection. `build` is given the rows, with
 * their `columns` and a `place`, as a select; its statement takes no other values and returns `place` with what is found. The
 * answers are in the order of the rows, `undefined` where nothing is found.
 */
export function ofSeveral<Asked extends Columns, Found extends object>(
  columns: Asked,
  build: (asked: RawBuilder<unknown>) => RawBuilder<Found & { place: number }>,
) {
  let text: string | undefined
  return async (db: Db, rows: readonly RowOf<Asked>[]): Promise<(Found | undefined)[]> => {
    text ??= putTogether(db, build(selectOf(columns)))
    const query = CompiledQuery.raw(text, [JSON.stringify(rows.map((row, place) => ({ place, ...written(row) })))])
    const found = (await db.executeQuery<Found & { place: number }>(query)).rows
    const answers: (Found | undefined)[] = rows.map(() => undefined)
    for (const one of found) answers[one.place] = one
    return answers
  }
}

/** Names each column, since a statement that asks for all of them is planned at every call (`named-statements.ts`). */
function selectOf(columns: Columns) {
  const names = sql.join(['place', ...Object.keys(columns)].map((name) => sql.ref(name)))
  const kinds = sql.join(
    Object.entries({ place: 'int', ...columns }).map(([name, kind]) => sql`${sql.ref(name)} ${sql.raw(kind)}`),
  )
  return sql`select ${names} from json_to_recordset($1::json) as asked (${kinds})`
}

function putTogether(db: Db, statement: RawBuilder<unknown>) {
  const { sql: text, parameters } = statement.compile(db)
  if (parameters.length > 0) throw new Error('A statement of several has its values in their rows.')
  return text
}

function written(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const name in row) plain[name] = writtenValue(row[name])
  return plain
}

function writtenValue(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  const isRow = value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
  return isRow ? written(value as Record<string, unknown>) : value
}
