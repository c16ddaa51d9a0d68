import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { FeedFault } from '../findings.ts'
import { type CsvColumn, type Header, readHeader, separatorOf } from './columns.ts'
import { type CsvEncoding, decode, takeIn } from './encoding.ts'
import { type CsvRow, type RowRules, readRow } from './row.ts'

export interface FeedOptions extends Omit<RowRules, 'header'> {
  /** As the operator says; without it, as the bytes say. */
  readonly encoding?: CsvEncoding | undefined
}

export type FeedRow =
  | {
      kind: 'header'
      encoding: CsvEncoding
      /** About how many rows are to come. */
      rows: number
      /** Headings nobody here knows. */
      ignored: readonly string[]
      absent: readonly CsvColumn[]
    }
  | ({ kind: 'row' } & CsvRow)

/** Of one row, or of what the parser holds of it before it knows better: an open quote swallows no more than this. */
const LONGEST_ROW = 20_000
const MOST_FAULTS = 20
/** The parser takes its time with each, so a file of nothing else would keep it busy for hours. */
const MOST_EMPTY_LINES = 10_000

/**
 * Reads a feed by CSV: first what the header says, then row by row. A file that is broken ends with its faults, at most
 * twenty: what has been read of it before is worth nothing.
 */
export async function* readFeed(
  source: AsyncIterable<Buffer | string>,
  options: FeedOptions,
): AsyncGenerator<FeedRow | ({ kind: 'fault' } & { fault: FeedFault })> {
  const file = await takeIn(source, options.encoding)
  if ('fault' in file) return yield { kind: 'fault', fault: file.fault }

  const firstLine = firstLineOf(decode(file))
  if (firstLine.trim() === '') return yield { kind: 'fault', fault: { kind: 'empty' } }
  const separator = separatorOf(firstLine)
  if (separator === undefined) return yield { kind: 'fault', fault: { kind: 'no-header', row: 1 } }

  let header: Header | undefined
  let row = 0
  let faults = 0
  let emptyLines = 0
  try {
    for await (const cells of recordsIn(decode(file), separator)) {
      row += 1
      const fault = faultIn(cells, row, header)
      if (fault) {
        yield { kind: 'fault', fault }
        faults += 1
        if (faults === MOST_FAULTS || !header) return
        continue
      }
      if (header && cells.length !== header.width) {
        emptyLines += 1
        if (emptyLines <= MOST_EMPTY_LINES) continue
        return yield { kind: 'fault', fault: { kind: 'ragged', row, cells: cells.length, expected: header.width } }
      }
      if (!header) {
        const read = readHeader(cells)
        if ('fault' in read) return yield { kind: 'fault', fault: read.fault }
        header = read.header
        yield {
          kind: 'header',
          encoding: file.encoding,
          rows: file.lines - 1,
          ignored: header.ignored,
          absent: header.absent,
        }
      } else if (!isBlank(cells)) yield { kind: 'row', ...readRow(cells, row, { ...options, header }) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const kind = error.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'quotes'
    yield { kind: 'fault', fault: { kind, row: Number(error.records) + 1 } }
  }
}

/** In pieces, so that pages are served in between. */
function recordsIn(text: Iterable<string>, delimiter: string): AsyncIterable<string[]> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
  })
  // A failure of the parser reaches whoever reads the records.
  pipeline(Readable.from(text), parser, () => {})
  return parser as AsyncIterable<string[]>
}

function faultIn(cells: readonly string[], row: number, header: Header | undefined): FeedFault | undefined {
  // A line break in a cell is nearly always a quote that was not closed; no name, number or address has one.
  const place = cells.findIndex((cell) => /[\p{Cc}\u2028\u2029\ufffd]/u.test(cell.replaceAll('\t', '')))
  if (place >= 0) {
    const column = header && [...header.places].find(([, at]) => at === place)?.[0]
    return { kind: 'control-character', row, column }
  }
  if (!header || isBlank(cells) || cells.length === header.width) return undefined
  return { kind: 'ragged', row, cells: cells.length, expected: header.width }
}

/** An empty line, or one of separators alone, as spreadsheets leave them at the end. */
function isBlank(cells: readonly string[]) {
  return cells.every((cell) => cell.trim() === '')
}

function firstLineOf(text: Iterable<string>) {
  let start = ''
  for (const piece of text) {
    start += piece
    if (/[\r\n]/.test(start) || start.length > LONGEST_ROW) break
  }
  return start.slice(0, LONGEST_ROW).split(/[\r\n]/)[0] ?? ''
}

/** The parser is ahead of whoever reads its rows, so it knows by itself how many it had finished. */
