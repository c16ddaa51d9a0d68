import { parse } from 'csv-parse'

export interface ListRow {
  /** As a spreadsheet counts. */
  readonly row: number
  /** A USOS id or an address. */
  readonly name: string
  readonly hash: string
}

/** The list as a whole cannot be read; a sentence says why. */
export class BadList extends Error {
  override name = 'BadList'
}

const BY = ['id', 'email'] as const

/** Rows of `id` or `email`, and `password_hash`. Other columns are not read. */
export async function* readList(source: AsyncIterable<Buffer | string>): AsyncGenerator<ListRow> {
  const parser = parse({
    bom: true,
    delimiter: [';', ',', '\t'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 20_000,
    trim: true,
    raw: true,
    info: true,
  })
  let columns: { name: number; hash: number; separator: string; isLast: boolean } | undefined
  let row = 0
  try {
    for await (const { record, raw } of feed(source, parser)) {
      row += 1
      if (!columns) {
        columns = columnsOf(record, raw)
        continue
      }
      // Hashes may hold commas: where the hash is the last column, all that follows is of it.
      const hash = columns.isLast ? record.slice(columns.hash).join(columns.separator) : (record[columns.hash] ?? '')
      yield { row, name: record[columns.name] ?? '', hash }
    }
  } catch (fault) {
    if (fault instanceof BadList) throw fault
    throw new BadList(`The list cannot be read from row ${row + 1} on. Nothing after it was looked at.`)
  }
  if (!columns) throw new BadList('The list is empty.')
}

async function* feed(source: AsyncIterable<Buffer | string>, parser: ReturnType<typeof parse>) {
  const { Readable } = await import('node:stream')
  for await (const one of Readable.from(source).pipe(parser)) yield one as { record: string[]; raw: string }
}

function columnsOf(header: readonly string[], raw: string) {
  const names = header.map((name) => name.toLowerCase())
  const by = BY.find((name) => names.includes(name))
  const hash = names.indexOf('password_hash')
  if (by === undefined || hash < 0)
    throw new BadList('The first row has to name the columns: id or email, and password_hash.')
  const separator = /[;,\t]/.exec(raw)?.[0] ?? ';'
  return { name: names.indexOf(by), hash, separator, isLast: hash === names.length - 1 }
}
