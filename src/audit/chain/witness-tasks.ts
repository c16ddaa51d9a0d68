import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from '../../database/index.ts'
import { makeFolder } from '../../world/index.ts'
import { findChain, findSeal } from './store.ts'

/** The newest seal that a node has seen, kept outside the database: who puts an older copy of it back cannot do so here too. */
export interface Witness {
  readonly position: string
  readonly digest: string
  readonly at: Date
}

/** The note cannot be read: that is told, not passed over. */
class BadWitness extends Error {
  override readonly name = 'BadWitness'
}

const file = (dataDir: string) => join(dataDir, 'audit-witness.json')
const shape = z.object({
  position: z.string().regex(/^\d{1,19}$/),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.coerce.date(),
})

export function readWitness(dataDir: string): Witness | undefined {
  let text: string
  try {
    text = readFileSync(file(dataDir), 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new BadWitness(
      `${file(dataDir)} cannot be read (${code}): what this node has seen of the trail stands there, in DATA_DIR. Run this as the user that runs the program.`,
      { cause },
    )
  }
  try {
    return shape.parse(JSON.parse(text))
  } catch (cause) {
    throw new BadWitness(`${file(dataDir)} is damaged. Bring it back from a backup, or remove it once you know why.`, {
      cause,
    })
  }
}

/**
 * Notes the newest seal. What was seen before must stand in the chain still, or have gone with the oldest events; if it
 * does not, the old note stays and the answer is `not-what-was-seen`.
 */
export async function keepWitness(
  db: Db,
  dataDir: string,
  now: Date,
): Promise<'kept' | 'nothing-new' | 'not-what-was-seen'> {
  const chain = await findChain(db)
  if (chain.digest === null) return 'nothing-new'
  const seen = readWitness(dataDir)
  if (seen?.position === chain.position && seen.digest === chain.digest) return 'nothing-new'
  if (seen && BigInt(seen.position) > BigInt(chain.anchorPosition)) {
    const there = await findSeal(db, seen.position)
    if (there?.digest !== seen.digest) return 'not-what-was-seen'
  }
  const unfinished = `${file(dataDir)}.${process.pid}`
  makeFolder(dataDir, 0o711)
  writeFileSync(unfinished, `${JSON.stringify({ position: chain.position, digest: chain.digest, at: now })}\n`, {
    mode: 0o600,
  })
  renameSync(unfinished, file(dataDir))
  return 'kept'
}
