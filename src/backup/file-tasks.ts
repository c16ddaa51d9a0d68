import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { type Random, writeNewFile } from '../world/index.ts'
import { BadBackup, cutOff } from './format.ts'

const AGE = Buffer.from('age-encryption.org/')
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/**
 * Writes a file for the eyes of this user alone, packed (zstd) and, where there are recipients, encrypted (age). Under its name only when it is
 * whole and on the disk, and never over another file.
 */
export async function writeWhole(
  file: string,
  source: AsyncIterable<Buffer>,
  { recipients, random }: { recipients: readonly string[]; random: Random },
): Promise<{ size: number }> {
  if (existsSync(file)) throw isThere(file)
  const encrypter = new Encrypter()
  for (const one of recipients) encrypter.addRecipient(one)
  const unfinished = `${file}.${random.token(8)}.unfinished`
  try {
    const packed = createZstdCompress()
    const packing = pipeline(Readable.from(source, { objectMode: false }), packed)
    const hidden =
      recipients.length === 0
        ? packed
        : Readable.fromWeb((await encrypter.encrypt(Readable.toWeb(packed) as never)) as unknown as ReadableStream)
    const out = createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true })
    const ends = await Promise.allSettled([pipeline(hidden, out), packing])
    const failed = ends.find((end) => end.status === 'rejected')
    if (failed) throw failed.reason
    const { size } = await stat(unfinished)
    await nameIt(unfinished, file)
    return { size }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC') throw new BadBackup('The disk is full. Nothing was left of the backup.', { cause: error })
    if (syscall === 'open')
      throw new BadBackup(`${file} cannot be written (${code}). Is the folder there, and may this user write to it?`)
    throw error
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** By a second name, which fails where something stands already; file systems that know none get a rename. */
async function nameIt(unfinished: string, file: string) {
  try {
    await link(unfinished, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(file)) throw isThere(file)
    await rename(unfinished, file)
  }
  const folder = await open(dirname(file))
  await folder.sync().finally(() => folder.close())
}

function isThere(file: string) {
  return new BadBackup(`${file} is there already: a backup is never written over.`)
}

/** What `writeWhole` was given. Its faults are `BadBackup`. */
export async function* readWhole(file: string, identities: readonly string[]): AsyncGenerator<Buffer, void> {
  const beginning = await firstBytes(file)
  const source = createReadStream(file)
  try {
    let packed: Readable = source
    if (beginning.subarray(0, AGE.length).equals(AGE)) {
      if (identities.length === 0)
        throw new BadBackup('This backup is encrypted: name the file with the secret key by --identity.')
      const decrypter = new Decrypter()
      for (const one of identities) decrypter.addIdentity(one)
      const opened = await decrypter.decrypt(Readable.toWeb(source) as never).catch((error: Error) => {
        if (/no identity matched/.test(error.message))
          throw new BadBackup(
            'This backup was encrypted for another key: --identity names a file that does not open it.',
          )
        throw cutOff(error)
      })
      packed = Readable.fromWeb(opened as unknown as ReadableStream)
    } else if (!beginning.subarray(0, ZSTD.length).equals(ZSTD)) throw new BadBackup('This is no backup of Furta.')
    const unpack = createZstdDecompress()
    packed.on('error', (error) => unpack.destroy(error))
    packed.pipe(unpack)
    try {
      yield* unpack as AsyncIterable<Buffer>
    } catch (error) {
      throw cutOff(error)
    }
  } finally {
    source.destroy()
  }
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new BadBackup(`${file} cannot be read (${error.code}).`)
  })
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0).finally(() => handle.close())
  return buffer.subarray(0, bytesRead)
}

/** The secret keys of a file as `age-keygen` writes it. */
export async function readIdentities(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadBackup(`${file} cannot be read (${error.code}).`)
  })
  const found = text.split(/\r?\n/).filter((line) => /^AGE-SECRET-KEY-/.test(line))
  if (found.length === 0) throw new BadBackup(`${file} holds no secret key of age (AGE-SECRET-KEY-…).`)
  return found.map((line) => line.trim())
}

/** Makes a pair; the secret one is in the file alone. Gives the public one. */
export async function makeIdentity(file: string): Promise<string> {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  writeNewFile(file, `# public key: ${recipient}\n${identity}\n`)
  return recipient
}
