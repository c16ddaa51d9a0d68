import { type FileHandle, open } from 'node:fs/promises'

/** Passwords known from breaches, offline: no request ever leaves the machine (req 31). */
export interface BreachCorpus {
  has(password: string): Promise<boolean>
  close(): Promise<void>
}

/** A line is 40 hexadecimal digits, a colon, a count, and a line end: never longer than this. */
const LONGEST_LINE = 80

/**
 * The operator's copy of the Have I Been Pwned list: SHA-1 of each password, sorted by hash, one a line (`HASH` or `HASH:COUNT`).
 * Searched on disk, about 30 reads a question however large the file; opened at the first question.
 * @throws when the file is missing or is no such list.
 */
export function openBreachCorpus(path: string): BreachCorpus {
  let opened: Promise<{ file: FileHandle; size: number }> | undefined
  return {
    async has(password) {
      opened ??= openList(path)
      const { file, size } = await opened
      return find(file, size, await sha1(password))
    },
    async close() {
      const list = await opened?.catch(() => undefined)
      opened = undefined
      await list?.file.close()
    },
  }
}

async function openList(path: string) {
  const file = await open(path, 'r')
  const { size } = await file.stat()
  const first = await lineFrom(file, 0)
  if (/^[0-9A-F]{40}(:\d+)?$/i.test(first.text)) return { file, size }
  await file.close()
  throw new Error(`${path} is not a list of breached passwords: its first line is no SHA-1 hash in hexadecimal digits.`)
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
