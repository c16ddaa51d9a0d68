import { access, constants, open, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { BounceMailbox } from './mailbox.ts'

const LARGEST = 512 * 1024

/** A Maildir that the mail server of this machine delivers to: messages come into `new`, and go to `cur` when read. */
export function maildir(folder: string): BounceMailbox {
  return {
    async readNew(take, { atMost, signal }) {
      // What cannot be moved away comes again every time: then nothing is read at all.
      for (const name of ['new', 'cur']) await access(join(folder, name), constants.W_OK)
      const names = (await readdir(join(folder, 'new'))).filter((name) => !name.startsWith('.')).toSorted()
      let read = 0
      // One that stays where it is keeps none of the others, and is told when they are read.
      const stuck: unknown[] = []
      const stays = (fault: unknown) => void stuck.push(fault)
      for (const name of names) {
        if (signal.aborted || read === atMost) break
        const path = join(folder, 'new', name)
        const source = await beginningOf(path).catch(stays)
        if (!source) continue
        const fate = await take(source)
        const moved = fate === 'taken' ? unlink(path) : rename(path, join(folder, 'cur', `${name}:2,FS`))
        await moved.then(() => read++, stays)
      }
      if (stuck.length > 0) throw stuck[0]
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
