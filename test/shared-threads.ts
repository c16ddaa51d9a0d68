import { createHashGate, type HashGate, openPasswordJudge, type PasswordJudge } from '../src/credentials/index.ts'

/** KiB for a hash: the floor of the settings, and a twentieth of it. */
export const hashMemory = { real: 19456, quick: 1024 } as const
export type Hashing = keyof typeof hashMemory

const gates = new Map<Hashing, Promise<HashGate>>()
let judge: PasswordJudge | undefined

/**
 * The threads that hash, and the one that judges passwords, are shared by all test universities of a process: they remember
 * nothing, and starting them anew takes longer than most tests. They end with the process.
 */
export function sharedHashGate(hashing: Hashing): Promise<HashGate> {
  let gate = gates.get(hashing)
  if (!gate) {
    gate = createHashGate({ memory: hashMemory[hashing], passes: 2, atOnce: 2, queue: 300 })
    gates.set(hashing, gate)
  }
  return gate
}

export function sharedJudge(): PasswordJudge {
  judge ??= openPasswordJudge()
  return judge
}
