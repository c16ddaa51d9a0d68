import type { FeedFault } from '../findings.ts'

export const csvEncodings = ['utf-8', 'cp1250'] as const
export type CsvEncoding = (typeof csvEncodings)[number]

/** Ten years of a large university are a tenth of it. */
const LARGEST_FILE = 256 * 1024 * 1024

export interface KnownFile {
  readonly chunks: readonly Buffer[]
  readonly encoding: CsvEncoding
  /** Lines, the header included: nearly always as many as rows. */
  readonly lines: number
}

/**
 * Takes in the whole file and finds out how its letters are written: UTF-8, or CP1250 where the bytes cannot be UTF-8.
 * A file that is UTF-8 but for a few bytes has been damaged on the way; reading it as CP1250 would spoil every name.
 */
export async function takeIn(
  source: AsyncIterable<Buffer | string>,
  wanted: CsvEncoding | undefined,
): Promise<KnownFile | { fault: FeedFault }> {
  const chunks: Buffer[] = []
  const look = createLook()
  let size = 0
  try {
    for await (const part of source) {
      const chunk = typeof part === 'string' ? Buffer.from(part) : part
      size += chunk.length
      if (size > LARGEST_FILE) return { fault: { kind: 'file-too-large' } }
      if (chunks.length === 0 && isUtf16(chunk)) return { fault: { kind: 'not-text', row: 1 } }
      chunks.push(chunk)
      look.at(chunk)
    }
  } catch {
    // Whoever sent it has gone away in the middle.
    return { fault: { kind: 'interrupted' } }
  }
  if (size === 0) return { fault: { kind: 'empty' } }
  const { letters, broken, firstBrokenRow, lines } = look.end()
  if (wanted === 'cp1250') return { chunks, encoding: 'cp1250', lines }
  if (broken === 0) return { chunks, encoding: 'utf-8', lines }
  if (wanted === 'utf-8' || letters > broken) return { fault: { kind: 'encoding', row: firstBrokenRow } }
  return { chunks, encoding: 'cp1250', lines }
}

/** The text in pieces, so that nobody waits for a large file to be decoded in one go. Without the byte order mark. */
export function* decode({ chunks, encoding }: KnownFile): Generator<string> {
  const decoder = new TextDecoder(encoding === 'utf-8' ? 'utf-8' : 'windows-1250')
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += PIECE) {
      yield decoder.decode(chunk.subarray(start, start + PIECE), { stream: true })
    }
  }
  yield decoder.decode()
}

const PIECE = 32 * 1024

/** Counts, read as UTF-8, letters beyond ASCII and what cannot be one. */
function createLook() {
  const decoder = new TextDecoder('utf-8')
  let letters = 0
  let broken = 0
  let rows = 1
  let firstBrokenRow = 1
  const count = (text: string) => {
    const strange = text.match(/[\u0080-\uffff]/g)
    const bad = strange?.filter((letter) => letter === '\ufffd').length ?? 0
    if (bad > 0 && broken === 0) firstBrokenRow = rows + linesIn(text.slice(0, text.indexOf('\ufffd')))
    letters += (strange?.length ?? 0) - bad
    broken += bad
    rows += linesIn(text)
  }
  return {
    at: (chunk: Buffer) => count(decoder.decode(chunk, { stream: true })),
    end() {
      count(decoder.decode())
      return { letters, broken, firstBrokenRow, lines: rows }
    },
  }
}

function linesIn(text: string) {
  return text.split(/\r\n|\n|\r/).length - 1
}

/** What spreadsheets call “Unicode text”. */
function isUtf16(start: Buffer) {
  return (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)
}
