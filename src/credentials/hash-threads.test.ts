import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../world/index.ts'
import { startHashThreads } from './hash-threads.ts'

test('threads that hash nothing end, and the next password finds another', async () => {
  let look = () => {}
  const clock = {
    ...systemClock,
    every(_: number, work: () => void) {
      look = work
      return () => {}
    },
  }
  const threads = startHashThreads(2, clock)
  onTestFinished(() => threads.stop())
  const cost = { memoryCost: 1024, timeCost: 2, parallelism: 1 }
  const stored = String(await threads.run({ password: 'Rower-pod-mostem-7', cost }))

  for (const password of ['Rower-pod-mostem-7', 'another']) {
    // Two looks end the thread; a task that stands at its door in the meantime keeps it.
    look()
    look()
    const asked = threads.run({ password, stored })
    look()
    look()
    expect(await asked).toBe(password === 'Rower-pod-mostem-7')
  }
})
