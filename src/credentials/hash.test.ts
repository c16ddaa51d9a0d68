import { describe, expect, test } from 'vitest'
import { MORNING } from '../../test/morning.ts'
import { HandSetClock } from '../world/index.ts'
import { AskerGone, createHashGate, HashQueueFull, LONGEST_STAY, MOST_HELD, MOST_TURNS_PER_THREAD } from './hash.ts'

const cost = { memory: 19456, passes: 2 }

describe('the hash gate', () => {
  test('knows a password by its argon2id hash, salted each time anew', async () => {
    const gate = await createHashGate({ ...cost, atOnce: 2, queue: 10 })
    const [one, other] = await Promise.all([gate.hash('Zażółć gęślą1'), gate.hash('Zażółć gęślą1')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(other)
    expect(await gate.verify(one, 'Zażółć gęślą1')).toBe(true)
    expect(await gate.verify(one, 'Zażółć gęślą1 ')).toBe(false)
  })

  test('compares all of a long password, not its first 72 letters', async () => {
    const gate = await createHashGate({ ...cost, atOnce: 2, queue: 10 })
    const long = 'Aa1!'.repeat(20)
    expect(await gate.verify(await gate.hash(long), long.slice(0, 72))).toBe(false)
  })

  test('does the same work for an account without a password, and says no', async () => {
    const gate = await createHashGate({ ...cost, atOnce: 2, queue: 10 })
    expect(await gate.verify(undefined, '\u0000 nobody')).toBe(false)
  })

  test('lets no more in than its queue holds, and then serves those that waited', async () => {
    // Its clock stands still: however slow the machine is, its threads are taken for fast ones.
    const clock = new HandSetClock(MORNING)
    const gate = await createHashGate({ ...cost, memory: 1024, atOnce: 1, queue: 3, clock })
    const asked = Array.from({ length: MOST_TURNS_PER_THREAD + 5 }, () => gate.hash('x'))
    expect(gate.pending).toBe(MOST_TURNS_PER_THREAD + 3)
    const settled = await Promise.allSettled(asked)
    const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused).toHaveLength(2)
    expect(refused[0]).toBeInstanceOf(HashQueueFull)
    expect(refused[0].retryAfterMs).toBeGreaterThanOrEqual(2_000)
    expect(gate.pending).toBe(0)
  })

  test('tells a hash made with less than today’s cost', async () => {
    const before = await createHashGate({ ...cost, atOnce: 1, queue: 1 })
    const today = await createHashGate({ memory: 32768, passes: 2, atOnce: 1, queue: 1 })
    const stored = await before.hash('x')
    expect(before.isOutdated(stored)).toBe(false)
    expect(today.isOutdated(stored)).toBe(true)
    expect(await today.verify(stored, 'x')).toBe(true)
  })
})

describe('pressing before the time that was told', () => {
  /** Whoever pauses waits until the test lets them go on. */
  class HeldClock extends HandSetClock {
    readonly held: (() => void)[] = []

    override pause() {
      return new Promise<void>((goOn) => this.held.push(goOn))
    }
  }

  test('is answered after a while, to five hundred at a time, and to others at once', async () => {
    const clock = new HeldClock(MORNING)
    const threads = { run: async () => true, stop: async () => {} }
    const gate = await createHashGate({ ...cost, atOnce: 1, queue: 1, clock, threads })
    const crowd = Array.from({ length: MOST_TURNS_PER_THREAD + 1 }, () =>
      gate.turn(caller('crowd'), 1, () => new Promise<void>(() => {})),
    )
    const told = await refusalOf(gate.turn(caller('eager'), 1, async () => {}))
    expect(clock.held).toHaveLength(0)

    let gone = false
    const press = (name: string) =>
      gate.turn({ ...caller(name), dueAt: told.dueAt, gone: () => gone }, 1, async () => {})
    const early = Array.from({ length: MOST_HELD }, (_, at) => press(`eager ${at}`).catch((error: unknown) => error))
    expect(clock.held).toHaveLength(MOST_HELD)
    expect((await refusalOf(press('one more'))).dueAt).toEqual(told.dueAt)
    expect(clock.held).toHaveLength(MOST_HELD)

    // Those who close the page leave their places to others.
    gone = true
    for (const goOn of clock.held.splice(0)) goOn()
    for (const end of await Promise.all(early)) expect(end).toBeInstanceOf(AskerGone)
    gone = false
    void press('another')
    expect(clock.held).toHaveLength(1)
    expect(crowd).toHaveLength(MOST_TURNS_PER_THREAD + 1)
  })

  test('whoever was held back while the crowd went has their turn, though nobody is left whose end would call them', async () => {
    const clock = new HeldClock(MORNING)
    const threads = { run: async () => true, stop: async () => {} }
    const gate = await createHashGate({ ...cost, atOnce: 1, queue: 1, clock, threads })
    const go: (() => void)[] = []
    const crowd = Array.from({ length: MOST_TURNS_PER_THREAD + 1 }, () =>
      gate.turn(caller('crowd'), 1, () => new Promise<void>((resolve) => go.push(resolve))),
    )
    const { dueAt } = await refusalOf(gate.turn(caller('eager'), 1, async () => {}))
    let isIn = false
    void gate.turn({ ...caller('eager'), dueAt }, 1, async () => {
      isIn = true
    })
    expect(clock.held).toHaveLength(1)
    for (const one of crowd) {
      await expect.poll(() => go.length).toBeGreaterThan(0)
      go.shift()?.()
      await one
    }
    expect([isIn, gate.pending]).toEqual([false, 0])
    const timePasses = () => {
      for (const goOn of clock.held.splice(0)) goOn()
      return isIn
    }
    await expect.poll(timePasses).toBe(true)
    await expect.poll(() => gate.pending).toBe(0)
  })

  test('whoever stands in the queue for very long is told to come again before the page is given up, and nothing is done for them', async () => {
    const clock = new HandSetClock(MORNING)
    const threads = { run: async () => true, stop: async () => {} }
    const gate = await createHashGate({ ...cost, atOnce: 1, queue: 10, clock, threads })
    const ends: (() => void)[] = []
    for (let turn = 0; turn < MOST_TURNS_PER_THREAD; turn += 1)
      void gate.turn(caller('before'), 1, () => new Promise<void>((end) => ends.push(end)))
    const done: string[] = []
    const stands = (name: string) => gate.turn(caller(name), 1, async () => void done.push(name))
    const long = stands('long')
    clock.advance({ milliseconds: LONGEST_STAY - 1 })
    const shorter = stands('shorter')
    clock.advance({ milliseconds: 1 })
    ends.shift()?.()
    expect((await refusalOf(long)).dueAt).toEqual(new Date(clock.now().getTime() + 5_000))
    await shorter
    expect(done).toEqual(['shorter'])
  })

  function caller(name: string) {
    return { source: `192.0.2.${name.length}`, holder: name, gone: () => false }
  }

  async function refusalOf(asked: Promise<void>): Promise<HashQueueFull> {
    const [outcome] = await Promise.allSettled([asked])
    if (outcome.status === 'rejected' && outcome.reason instanceof HashQueueFull) return outcome.reason
    throw new Error('Let in.')
  }
})
