import { expect, vi } from 'vitest'
import { type Clock, systemClock } from '../src/world/index.ts'

/** Real time, and as much more or less as it is told to have jumped; nobody looks by themselves. */
export function clockThatJumps() {
  const looks: (() => void)[] = []
  let ahead = 0
  let asked = 0
  const clock: Clock = {
    ...systemClock,
    now() {
      asked += 1
      return new Date(systemClock.now().getTime() + ahead)
    },
    every(_, look) {
      looks.push(look)
      return () => {}
    },
  }
  return {
    clock,
    jump(ms: number) {
      ahead = ms
    },
    look() {
      for (const look of looks) look()
    },
    /** Once for orphans, and on both sides of the question to PostgreSQL. */
    looked: () => vi.waitFor(() => expect(asked).toBeGreaterThanOrEqual(3), 5_000),
  }
}
