import { availableParallelism } from 'node:os'
import type { Settings } from '../../config/index.ts'
import { type BreachCorpus, createHashGate, openBreachCorpus } from '../../credentials/index.ts'
import { canGiveWay } from '../../world/index.ts'
import { broken, type Finding, fine, look } from '../finding.ts'

/** What one password hash costs on this machine, in time of a core: whatever else runs beside the doctor makes it no dearer. */
export async function lookAtHashing({
  ARGON2_MEMORY,
  ARGON2_PASSES,
}: Pick<Settings, 'ARGON2_MEMORY' | 'ARGON2_PASSES'>): Promise<Finding> {
  const gate = await createHashGate({ memory: ARGON2_MEMORY, passes: ARGON2_PASSES, atOnce: 1, queue: 10 })
  try {
    const times: number[] = []
    for (let round = 0; round < 3; round++) {
      const before = process.cpuUsage()
      await gate.hash('nobody’s password')
      const { user, system } = process.cpuUsage(before)
      times.push((user + system) / 1000)
    }
    const best = Math.min(...times)
    const cores = availableParallelism()
    const said = `One takes ${Math.max(1, Math.round(best))} ms of a core, so ${cores} cores check at most ${Math.floor((cores * 1000) / best)} sign-ins a second`
    if (best > 500)
      return look(
        'password hashes',
        `${said}.`,
        'On the first morning of term people would wait: lower ARGON2_MEMORY or ARGON2_PASSES, or add cores.',
      )
    return fine('password hashes', `${said}.`)
  } finally {
    await gate.stop()
  }
}

/** Whether hashes give way to pages and validations as decision 007 has it. */
export function lookAtIdleClass(): Finding[] {
  switch (canGiveWay()) {
    case undefined:
      return []
    case true:
      return [fine('hash threads', 'They can be of the scheduling class “idle”, so that pages go first.')]
    case false:
      return [
        look(
          'hash threads',
          'They cannot be of the scheduling class “idle”: `chrt` of util-linux is missing, or forbidden here.',
          'Install util-linux, or let this user use it: while many sign in, pages take twice as long without it.',
        ),
      ]
  }
}

/** The list of leaked passwords, where there is one. */
export async function lookAtBreachCorpus(file: string | undefined): Promise<Finding[]> {
  if (file === undefined) return []
  let corpus: BreachCorpus
  try {
    corpus = openBreachCorpus(file)
  } catch {
    return [
      broken(
        'breached passwords',
        `${file} cannot be read, or is no list of SHA-1 hashes.`,
        'The server does not start like this: download it again, ordered by hash.',
      ),
    ]
  }
  if (await corpus.has('password'))
    return [fine('breached passwords', `${file} is a list, and knows the word “password”.`)]
  return [
    look(
      'breached passwords',
      `${file} does not hold the word “password”, which every real list does.`,
      'Is it whole, and ordered by hash rather than by number of breaches?',
    ),
  ]
}
