import { createServer } from 'node:net'

/** Above the last port that browsers refuse to open (10080). */
const FIRST = 11_000
const EACH = 500

/**
 * A port to be told to somebody before it is bound, which no other process takes in the meantime: it lies below those that the
 * system gives to whoever asks for any (32768 and up on Linux, 49152 elsewhere), and every worker of vitest counts through its own.
 * Two runs on one machine begin at different places.
 */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < EACH; tried++) {
    const port = first + (next++ % EACH)
    if (await isFree(port)) return port
  }
  throw new Error(`No port between ${first} and ${first + EACH - 1} is free`)
}

const worker = Number(process.env.VITEST_POOL_ID ?? 0)
const first = FIRST + EACH * (worker % 40)
let next = process.pid * 61

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, () => probe.close(() => resolve(true)))
  })
}
