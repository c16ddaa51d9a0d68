import { closeSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** Passwords known from breaches, offline: no request ever leaves the machine (req 31). */
export interface BreachCorpus {
  has(password: string): Promise<boolean>
}

/** The list of BREACHED_PASSWORDS_FILE cannot be used. */
class BadBreachList extends Error {
  override readonly name = 'BadBreachList'
}

/** A line is 40 hexadecimal digits, a colon, a count, and a line end: never longer than this. */
const LONGEST_LINE = 80

/**
 * The operator's copy of the Have I Been Pwned list: SHA-1 of each password, sorted by hash, one a line (`HASH` or `HASH:COUNT`).
 * Searched on disk, about 60 short reads a question however large the file; a newer file in its place counts at once.
 * @throws when the file is missing or is no such list, so that a wrong path is known at start.
 */
export function openBreachCorpus(path: string): BreachCorpus {
  mustBeList(path)
  return {
    async has(password) {
      await using file = await open(path, 'r')
      const { size } = await file.stat()
      return await find(file, size, await sha1(password))
    },
  }
}

function mustBeList(path: string) {
  const start = Buffer.alloc(LONGEST_LINE)
  let length: number
  try {
    const file = openSync(path, 'r')
    try {
      length = readSync(file, start)
    } finally {
      closeSync(file)
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new BadBreachList(`BREACHED_PASSWORDS_FILE cannot be used: ${path} cannot be read (${code}).`, { cause })
  }
  if (/^[0-9A-F]{40}(:\d+)?\s*$/i.test(start.toString('latin1', 0, length).split('\n', 1)[0] ?? '')) return
  throw new BadBreachList(
    `BREACHED_PASSWORDS_FILE cannot be used: ${path} is not a list of breached passwords: its first line is no SHA-1 hash in hexadecimal digits.`,
  )
}

/** Binary search over bytes. The wanted line, if there is one, starts at or after `low` and before `high`. */
async function find(file: FileHandle, size: number, wanted: string) {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const start = middle === low ? low : middle - 1 + (await lineFrom(file, middle - 1)).next
    if (start >= high) {
      high = middle
      continue
    }
    const line = await lineFrom(file, start)
    const hash = line.text.slice(0, 40).toUpperCase()
    if (hash === wanted) return true
    if (hash < wanted) low = start + line.next
    else high = middle === low ? low : middle
  }
  return false
}

/** The text from a place to the end of its line, and how far away the next line starts. */
async function lineFrom(file: FileHandle, position: number) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_LINE), 0, LONGEST_LINE, position)
  const end = buffer.subarray(0, bytesRead).indexOf('\n')
  const length = end < 0 ? bytesRead : end
  return { text: buffer.toString('latin1', 0, length).trimEnd(), next: Math.max(1, length + 1) }
}

async function sha1(password: string) {
  const digest = await globalThis.crypto.subtle.digest('SHA-1', new TextEncoder().encode(password))
  return Buffer.from(digest).toString('hex').toUpperCase()
}
