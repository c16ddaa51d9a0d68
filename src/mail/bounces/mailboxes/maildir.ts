import { open, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { BounceMailbox } from './mailbox.ts'

const LARGEST = 512 * 1024

/** A Maildir that the mail server of this machine delivers to: messages come into `new`, and go to `cur` when read. */
export function maildir(folder: string): BounceMailbox {
  return {
    async readNew(take, { atMost, signal }) {
      const names = (await readdir(join(folder, 'new'))).filter((name) => !name.startsWith('.')).toSorted()
      let read = 0
      for (const name of names.slice(0, atMost)) {
        if (signal.aborted) break
        const path = join(folder, 'new', name)
        if ((await take(await beginningOf(path))) === 'taken') await unlink(path)
        else await rename(path, join(folder, 'cur', `${name}:2,FS`))
        read++
      }
      return read
    },
  }
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LARGEST), 0, LARGEST, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
