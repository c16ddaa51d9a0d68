import { writeSync } from 'node:fs'

/** What was printed is not whole, and whoever keeps it must know. */
class BadOutput extends Error {
  override name = 'BadOutput'
}

/** Nobody reads any more, `| head` for one: whoever prints data ends, and there is nobody to tell. */
export class ReaderGone extends Error {
  override name = 'ReaderGone'
}

export interface Output {
  /** Why something that was printed is not where it should be. A reader who has gone wanted no more. */
  fault(): BadOutput | undefined
}

const STDOUT = 1
/** A pipe is full until its reader has read on. */
const WAIT_MS = 5

/**
 * From here on what a command prints is written whole, or `process.stdout.write` throws. The stream of Node takes a short write to a file, which is how a
 * disk says that it is full, for a whole one. `console.log` passes over what is thrown, so that a command ends what it has begun: the fault is
 * kept and told at the end.
 */
export function printWhole(): Output {
  let failed: BadOutput | ReaderGone | undefined
  process.stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    // What comes after a hole would hide it.
    if (failed) throw failed
    try {
      writeAll(chunk)
    } catch (cause) {
      failed = faultOf(cause as NodeJS.ErrnoException)
      throw failed
    }
    const written = rest.find((one): one is () => void => typeof one === 'function')
    if (written) process.nextTick(written)
    return true
  }
  return { fault: () => (failed instanceof BadOutput ? failed : undefined) }
}

function writeAll(chunk: string | Uint8Array) {
  for (let left: Uint8Array = Buffer.from(chunk); left.length > 0; ) {
    try {
      left = left.subarray(writeSync(STDOUT, left))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS)
    }
  }
}

function faultOf(cause: NodeJS.ErrnoException) {
  if (cause.code === 'EPIPE') return new ReaderGone('Nobody reads any more.', { cause })
  const why = cause.code === 'ENOSPC' ? 'the disk is full' : `it cannot be written (${cause.code})`
  return new BadOutput(`What was printed is not whole: ${why}.`, { cause })
}
