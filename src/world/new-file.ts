import { existsSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { systemRandom } from './random.ts'

/** A file that cannot be made, in a sentence. */
class BadFile extends Error {
  override readonly name = 'BadFile'
}

/**
 * Writes a file for the eyes of this user alone. Under its name only when it is whole and on the disk, and never over another one: a
 * disk that is full leaves nothing that would be taken for a key. Its faults are sentences.
 */
export function writeNewFile(file: string, text: string): void {
  if (existsSync(file)) throw isThere(file)
  const unfinished = `${file}.${systemRandom.token(8)}.unfinished`
  try {
    writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx', flush: true })
    nameIt(unfinished, file)
  } catch (cause) {
    if (cause instanceof BadFile) throw cause
    const { code } = cause as NodeJS.ErrnoException
    throw new BadFile(
      code === 'ENOSPC'
        ? `${file} cannot be written: the disk is full. Nothing was left of it.`
        : `${file} cannot be written (${code}). Is the folder there, and may this user write to it?`,
      { cause },
    )
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** By a second name, which fails where something stands already; file systems that know none get a rename. */
function nameIt(unfinished: string, file: string) {
  try {
    linkSync(unfinished, file)
  } catch {
    if (existsSync(file)) throw isThere(file)
    renameSync(unfinished, file)
  }
}

function isThere(file: string) {
  return new BadFile(`${file} is there already, and is not written over.`)
}
