import { runningDigest } from '../world/index.ts'

/**
 * What a backup holds, once it is decrypted and unpacked: a line of JSON (the head), then for each table a line of JSON, its rows
 * as PostgreSQL's COPY writes them and a line `\.`, then a line of JSON (the end). Any text tool can look into it.
 */
export const FORMAT = 1

export interface Table {
  readonly name: string
  readonly columns: readonly string[]
}

export interface Head {
  readonly furta: 'backup'
  readonly format: number
  /** What the audit trail calls it. */
  readonly backup: string
  readonly made: string
  readonly postgres: string
  /** Those that its tables are made by. */
  readonly migrations: readonly string[]
  readonly sequences: Readonly<Record<string, string>>
  /** Says which APP_SECRET and PESEL_KEY belong to it, and nothing of them. */
  readonly keys: { readonly app: string; readonly pesel: string }
}

export interface End {
  readonly rows: Readonly<Record<string, number>>
  readonly bytes: number
  readonly sha256: string
  /** HMAC under APP_SECRET: whoever knows the public key alone can write a file, and not this. */
  readonly mac: string
}

/** The file is no backup, or not a whole one. */
export class BadBackup extends Error {
  override readonly name = 'BadBackup'
}

const END_OF_ROWS = Buffer.from('\\.\n')
const NEWLINE = 10
/** No row of ours comes near it: a file without line ends is not read into memory. */
const LONGEST_LINE = 64 * 1024 * 1024

/** The bytes of a backup, piece by piece. `seal` puts the HMAC under the digest of all that stands before the last line. */
export async function* writeSections(
  head: Head,
  tables: AsyncIterable<{ table: Table; rows: AsyncIterable<Buffer>; count: () => number }>,
  seal: (sha256: string, rows: End['rows']) => string,
): AsyncGenerator<Buffer, End> {
  const digest = runningDigest()
  const counts: Record<string, number> = {}
  let bytes = 0
  const pass = (part: Buffer) => {
    digest.add(part)
    bytes += part.length
    return part
  }
  yield pass(line(head))
  for await (const { table, rows, count } of tables) {
    yield pass(line({ table: table.name, columns: table.columns }))
    for await (const part of rows) yield pass(part)
    counts[table.name] = count()
    yield pass(END_OF_ROWS)
  }
  const sha256 = digest.end()
  const end = { rows: counts, bytes, sha256, mac: seal(sha256, counts) }
  yield line({ end })
  return end
}

export type Section =
  | { readonly kind: 'head'; readonly head: Head }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'rows'; readonly rows: Buffer }
  | { readonly kind: 'table-ends' }
  /** The file is whole: its digest is the one it names. */
  | { readonly kind: 'end'; readonly end: End }

/** Reads what `writeSections` wrote. Whatever is missing, changed or too much throws `BadBackup` before `end`. */
export async function* readSections(source: AsyncIterable<Buffer>): AsyncGenerator<Section, void> {
  const digest = runningDigest()
  const input = new Lines(source)
  const first = await input.line()
  const head = first && (parsed(first) as Partial<Head> | undefined)
  if (!first || head?.furta !== 'backup' || !isHead(head)) throw new BadBackup('This is no backup of Furta.')
  if (head.format !== FORMAT)
    throw new BadBackup(
      `This backup has the format ${head.format}, and this program reads ${FORMAT}. Take a newer one.`,
    )
  digest.add(first)
  yield { kind: 'head', head }
  for (;;) {
    const text = await input.line()
    const said = text && (parsed(text) as { table?: string; columns?: string[]; end?: End } | undefined)
    if (!text || !said) throw cutOff()
    if (said.end) {
      if (said.end.sha256 !== digest.end() || (await input.line()) !== undefined) throw cutOff()
      return yield { kind: 'end', end: said.end }
    }
    if (typeof said.table !== 'string' || !Array.isArray(said.columns)) throw cutOff()
    digest.add(text)
    yield { kind: 'table', table: { name: said.table, columns: said.columns } }
    for (;;) {
      const { rows, over } = await input.rows()
      if (rows.length > 0) {
        digest.add(rows)
        yield { kind: 'rows', rows }
      }
      if (over) break
    }
    digest.add(END_OF_ROWS)
    yield { kind: 'table-ends' }
  }
}

/** Words that may be shown and used before it is known who wrote them. */
function isHead(head: Partial<Head>): head is Head {
  const { backup, made, migrations, sequences, keys } = head
  const isWord = (one: unknown) => typeof one === 'string' && /^[\w.:-]{1,100}$/.test(one)
  return (
    [backup, made, keys?.app, keys?.pesel].every(isWord) &&
    !Number.isNaN(Date.parse(made ?? '')) &&
    Array.isArray(migrations) &&
    migrations.every(isWord) &&
    Object.entries(sequences ?? {})
      .flat()
      .every(isWord)
  )
}

export function cutOff(cause?: unknown): BadBackup {
  return new BadBackup('The backup is damaged, or was cut off: not all of it is there. Nothing was changed.', { cause })
}

class Lines {
  #rest: Buffer = Buffer.alloc(0)
  readonly #source: AsyncIterator<Buffer>

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** One line with its end; undefined when nothing follows. */
  async line(): Promise<Buffer | undefined> {
    for (let seen = 0; ; ) {
      const end = this.#rest.indexOf(NEWLINE, seen)
      if (end >= 0) return this.#take(end + 1)
      seen = this.#rest.length
      if (!(await this.#more())) {
        if (this.#rest.length > 0) throw cutOff()
        return undefined
      }
    }
  }

  /** As many whole rows as are at hand; `over` when the line that ends them has been reached. */
  async rows(): Promise<{ rows: Buffer; over: boolean }> {
    for (;;) {
      const last = this.#rest.lastIndexOf(NEWLINE) + 1
      if (last > 0) {
        // COPY writes a backslash within a row as two: no row reads like the line that ends them.
        const end = this.#rest.subarray(0, 3).equals(END_OF_ROWS) ? 0 : this.#rest.indexOf('\n\\.\n') + 1
        if (end === 0 && !this.#rest.subarray(0, 3).equals(END_OF_ROWS)) return { rows: this.#take(last), over: false }
        const rows = this.#take(end)
        this.#take(END_OF_ROWS.length)
        return { rows, over: true }
      }
      if (!(await this.#more())) throw cutOff()
    }
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return taken
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next()
    if (next.done) return false
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value])
    if (this.#rest.length > LONGEST_LINE + next.value.length) throw cutOff()
    return true
  }
}

function line(content: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(content)}\n`)
}

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString())
  } catch {
    return undefined
  }
}

/** Tables in such an order that whoever is pointed at comes before whoever points. */
export function inOrder<One extends { readonly name: string; readonly pointsAt: readonly string[] }>(
  tables: readonly One[],
): One[] {
  const placed: One[] = []
  const names = new Set<string>()
  let left = [...tables]
  while (left.length > 0) {
    const ready = left.filter(({ name, pointsAt }) =>
      pointsAt.every((other) => other === name || names.has(other) || !left.some((one) => one.name === other)),
    )
    if (ready.length === 0) throw new Error(`Tables point at each other: ${left.map(({ name }) => name).join(', ')}`)
    for (const one of ready) names.add(one.name)
    placed.push(...ready)
    left = left.filter((one) => !names.has(one.name))
  }
  return placed
}
