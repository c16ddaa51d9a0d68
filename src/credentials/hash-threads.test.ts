import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { constants, getPriority } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../world/index.ts'
import { startHashThreads } from './hash-threads.ts'
import { spellOldHash } from './old-hashes/old-hash.ts'

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

test('while more hashes wait, the thread tells of several at once', async () => {
  const threads = startHashThreads(1, systemClock)
  onTestFinished(() => threads.stop())
  // Some 2 ms each: told one by one, hardly any would share its round with another.
  const cost = { memoryCost: 4096, timeCost: 2, parallelism: 1 }
  let round = 0
  const counting = setInterval(() => (round += 1), 0)
  onTestFinished(() => clearInterval(counting))
  // All of them stand at its door before it begins.
  const told = await Promise.all(
    Array.from({ length: 20 }, (_, at) => threads.run({ password: `Rower-${at}`, cost }).then(() => round)),
  )
  expect(new Set(told).size).toBeLessThanOrEqual(10)
})

test('hashes of other systems and ours at the door of a fresh thread are all told of', async () => {
  const threads = startHashThreads(1, systemClock)
  onTestFinished(() => threads.stop())
  const cost = { memoryCost: 1024, timeCost: 2, parallelism: 1 }
  const nobody = String(await threads.run({ password: 'nobody', cost }))
  const salt = Buffer.from('salt')
  const digest = createHash('sha1').update('Rower-pod-mostem-7').update(salt).digest('base64')
  const within = String(await threads.run({ password: digest, cost }))
  const stored = spellOldHash({ kind: 'sha', settings: `sha1,${salt.toString('base64')}` }, within)
  const old = (password: string) => threads.run({ spelled: [password], stored, nobody })
  const ours = (password: string) => threads.run({ password, stored: nobody })
  const asked = [old('Rower-pod-mostem-7'), old('another'), ours('nobody'), old('Rower-pod-mostem-7'), ours('another')]
  expect(await Promise.all(asked)).toEqual([true, false, true, true, false])
})

// Where all the tests run at the lowest priority, nobody can tell who gave way: there it is left out.
test.runIf(process.platform === 'linux' && getPriority() < constants.priority.PRIORITY_LOW)(
  'threads of a program that answers people give way to everything else',
  async () => {
    const cost = { memoryCost: 1024, timeCost: 2, parallelism: 1 }
    const before = givingWay()
    for (const yields of [false, true]) {
      const threads = startHashThreads(1, systemClock, { yields })
      onTestFinished(() => threads.stop())
      await threads.run({ password: 'Rower-pod-mostem-7', cost })
      expect(givingWay() - before).toBe(yields ? 1 : 0)
    }
  },
)

/** Threads of this process with the lowest priority; whether the machine has `chrt` to name their class as well is its own affair. */
function givingWay() {
  return readdirSync('/proc/self/task').filter((thread) => {
    const fields = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(fields[16]) === constants.priority.PRIORITY_LOW
  }).length
}
