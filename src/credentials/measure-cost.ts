import type { HashCost } from './hash.ts'
import { startHashThreads } from './hash-threads.ts'

/** Comparisons a second with all threads at work, as on the morning when everybody comes: measured for `ms` after the threads are warm. */
export async function measureCost({ memory, passes }: HashCost, threads: number, ms: number): Promise<number> {
  const pool = startHashThreads(threads)
  const cost = { memoryCost: memory, timeCost: passes, parallelism: 1 }
  try {
    const stored = String(await pool.run({ password: 'warm', cost }))
    const compare = () => pool.run({ password: 'warm', stored })
    await Promise.all(Array.from({ length: threads * 2 }, compare))
    const began = performance.now()
    let done = 0
    await Promise.all(
      // A thread tells of several together: with fewer at its door it would stand idle between them.
      Array.from({ length: threads * 4 }, async () => {
        do {
          await compare()
          done += 1
        } while (performance.now() - began < ms)
      }),
    )
    return done / ((performance.now() - began) / 1000)
  } finally {
    await pool.stop()
  }
}
