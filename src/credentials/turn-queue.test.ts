import { describe, expect, test } from 'vitest'
import { queueLimits, type Refusal, TurnQueue, type Waiter } from './turn-queue.ts'

const MS = 10
const NOON = 1_000_000

interface Asked extends Waiter {
  readonly name: string
  refused: Refusal | undefined
}

let people = 0
/** Somebody of a block; `left` makes them go away. */
function somebody(flow: string, more: Partial<Waiter> = {}): Asked {
  const name = `${flow}-${people++}`
  const asked: Asked = {
    name,
    flow,
    weight: 1,
    hashes: 1,
    holder: name,
    dueAt: undefined,
    gone: () => false,
    begin() {},
    refuse(refusal) {
      asked.refused = refusal
    },
    refused: undefined,
    ...more,
  }
  return asked
}

function queueOf(places = 300) {
  return new TurnQueue({ ...queueLimits, places })
}

function served(queue: TurnQueue, count = Number.POSITIVE_INFINITY) {
  const flows: string[] = []
  while (flows.length < count) {
    const next = queue.next()
    if (!next) break
    flows.push(next.flow)
  }
  return flows
}

describe('fairness between blocks', () => {
  test('one person of another block goes after one of the thousand of a flooding block, not after all of them', () => {
    const queue = queueOf(2_000)
    for (let one = 0; one < 400; one++) expect(queue.join(somebody('flood'), NOON, MS)).toBeUndefined()
    expect(queue.join(somebody('lone'), NOON, MS)).toBeUndefined()
    expect(served(queue, 3)).toContain('lone')
  })

  test('two floods share the turns by halves, and a campus network gets as many as it stands for', () => {
    const queue = queueOf(2_000)
    for (let one = 0; one < 200; one++) {
      queue.join(somebody('flood'), NOON, MS)
      queue.join(somebody('other flood'), NOON, MS)
      queue.join(somebody('campus', { weight: 25 }), NOON, MS)
    }
    const turns = served(queue, 270)
    const of = (flow: string) => turns.filter((one) => one === flow).length
    expect(of('campus')).toBe(200)
    expect(Math.abs(of('flood') - of('other flood'))).toBeLessThanOrEqual(1)
  })

  test('a full queue makes room for whoever comes alone: the last of the longest block is told to come back', () => {
    const queue = queueOf(50)
    const flood = Array.from({ length: 50 }, () => somebody('flood'))
    for (const one of flood) expect(queue.join(one, NOON, MS)).toBeUndefined()
    expect(queue.join(somebody('flood'), NOON, MS)).toBeDefined()
    expect(queue.join(somebody('lone'), NOON, MS)).toBeUndefined()
    expect(flood.filter(({ refused }) => refused)).toEqual([flood.at(-1)])
    expect(served(queue, 2)).toContain('lone')
  })

  test('an owner known by the browser waits in a line of their own, also where the block is flooded', () => {
    const queue = queueOf(400)
    for (let one = 0; one < 400; one++) queue.join(somebody('dorm'), NOON, MS)
    expect(queue.join(somebody('person anna', { weight: 3 }), NOON, MS)).toBeUndefined()
    expect(served(queue, 2)).toContain('person anna')
  })

  test('a turn of many hashes counts as many: who sets a password does not overtake those who sign in', () => {
    const queue = queueOf()
    for (let one = 0; one < 6; one++) queue.join(somebody('heavy', { hashes: 3 }), NOON, MS)
    for (let one = 0; one < 12; one++) queue.join(somebody('light'), NOON, MS)
    const turns = served(queue, 9)
    expect(turns.filter((one) => one === 'light').length).toBeGreaterThanOrEqual(6)
  })
})

describe('an honest time', () => {
  test('whoever would wait for more than five seconds is refused at once, as hashes go at this moment', () => {
    const waiting = (ms: number) => {
      const queue = queueOf(10_000)
      let let_in = 0
      while (!queue.join(somebody('block'), NOON, ms)) let_in += 1
      return let_in
    }
    expect(waiting(10)).toBe(500)
    expect(waiting(50)).toBe(100)
  })

  test('each who is refused is told a later moment than those before, as far apart as a turn takes', () => {
    const queue = queueOf(100)
    for (let one = 0; one < 100; one++) queue.join(somebody('block'), NOON, 50)
    const due = Array.from({ length: 200 }, () => queue.join(somebody('block'), NOON, 50)?.dueAt ?? 0)
    const [first = 0, last = 0] = [Math.min(...due), Math.max(...due)]
    expect(first - NOON).toBeGreaterThanOrEqual(5_000)
    // The last one stands behind a hundred who wait and two hundred who were told before: fifteen seconds, and a fifth of spread.
    expect(last - NOON).toBeGreaterThanOrEqual(15_000)
    expect(last - NOON).toBeLessThanOrEqual(18_100)
    expect(new Set(due).size).toBeGreaterThan(190)
  })

  test('the lone person of another block is not told to wait for those a flooding block is told to', () => {
    const queue = queueOf(10)
    for (let one = 0; one < 500; one++) queue.join(somebody('flood'), NOON, 50)
    expect(queue.join(somebody('lone'), NOON, 50)).toBeUndefined()
  })

  test('who comes back in time has a place, also while others are still refused; a place is kept once', () => {
    const queue = queueOf(120)
    for (let one = 0; one < 120; one++) queue.join(somebody('block'), NOON, 50)
    const refused = somebody('block')
    const { dueAt = 0 } = queue.join(refused, NOON, 50) ?? {}
    const again = { ...refused, dueAt }
    // Too early: the same moment is said again, no matter how often it is asked.
    const early = [1, 2, 3].map(() => queue.join(again, NOON + 1_000, 50)?.dueAt)
    expect(early).toEqual([dueAt, dueAt, dueAt])
    expect(queue.join(somebody('block'), dueAt, 50)).toBeDefined()
    expect(queue.join(again, dueAt, 50)).toBeUndefined()
    expect(queue.join({ ...again, refuse() {} }, dueAt, 50)).toBeDefined()
  })

  test('of those whose moment has come three times as many may stand there, and nobody makes room for the other kind', () => {
    const queue = queueOf(10)
    const told = Array.from({ length: 31 }, (_, one) => somebody(`home ${one}`))
    const newcomers = Array.from({ length: 10 }, (_, one) => somebody(`new ${one}`))
    for (const one of newcomers) expect(queue.join(one, NOON, MS)).toBeUndefined()
    const dueAt = told.map((one) => queue.reserve(one, NOON, MS)?.dueAt ?? 0)
    const latest = Math.max(...dueAt)
    const back = told.map((one, at) => ({ ...one, dueAt: dueAt[at] }))
    const refused = back.filter((one) => queue.join(one, latest, MS) !== undefined)
    expect(refused).toEqual([back[30]])
    // Who only asks waits on in the browser.
    expect(queue.ask({ ...somebody('home 31'), dueAt: latest }, latest, MS)).toBeDefined()
    expect(queue.size).toBe(40)
    expect([...newcomers, ...back].filter((one) => one.refused)).toEqual([])
  })

  test('nobody new pushes out those whose moment has come, however many come back to one block', () => {
    const queue = queueOf(2)
    for (const one of [somebody('new'), somebody('newer')]) expect(queue.join(one, NOON, MS)).toBeUndefined()
    const told = Array.from({ length: 6 }, () => somebody('mobile'))
    const dueAt = told.map((one) => queue.reserve(one, NOON, MS)?.dueAt ?? 0)
    const back = told.map((one, at) => ({ ...one, dueAt: dueAt[at] }))
    for (const one of back) expect(queue.join(one, Math.max(...dueAt), MS)).toBeUndefined()
    expect(queue.join(somebody('lone'), Math.max(...dueAt), MS)).toBeDefined()
    expect(back.filter((one) => one.refused)).toEqual([])
  })

  test('whose moment has come while too many stand there tries again soon, and does not go behind those told later', () => {
    const queue = queueOf(1)
    queue.join(somebody('new'), NOON, MS)
    const told = Array.from({ length: 50 }, () => somebody('mobile'))
    const dueAt = told.map((one) => queue.reserve(one, NOON, MS)?.dueAt ?? 0)
    const others = Array.from({ length: 3 }, (_, one) => somebody(`home ${one}`))
    for (const one of others) {
      const due = queue.reserve(one, NOON, MS)?.dueAt ?? 0
      expect(queue.join({ ...one, dueAt: due }, due, MS)).toBeUndefined()
    }
    const [first = 0] = dueAt
    const again = queue.ask({ ...(told[0] as Asked), dueAt: first }, first + 1, MS)
    expect((again?.dueAt ?? 0) - first).toBeGreaterThan(2_000)
    expect((again?.dueAt ?? 0) - first).toBeLessThanOrEqual(6_001)
  })

  test('who has to make room after the moment has come tries again soon, and does not go behind those told later', () => {
    const queue = queueOf(1)
    queue.join(somebody('new'), NOON, 30)
    const promise = (one: Asked) => ({ ...one, dueAt: queue.reserve(one, NOON, 30)?.dueAt ?? 0 })
    const back = Array.from({ length: 3 }, () => promise(somebody('mobile')))
    const lone = promise(somebody('home'))
    const moment = Math.max(lone.dueAt, ...back.map(({ dueAt }) => dueAt))
    for (let later = 0; later < 500; later++) promise(somebody('mobile'))
    const refusals: Refusal[] = []
    for (const one of back)
      expect(queue.join({ ...one, refuse: (refusal) => refusals.push(refusal) }, moment, 30)).toBeUndefined()
    expect(queue.join(lone, moment, 30)).toBeUndefined()
    expect(refusals).toHaveLength(1)
    expect((refusals[0]?.dueAt ?? 0) - moment).toBeGreaterThan(2_000)
    expect((refusals[0]?.dueAt ?? 0) - moment).toBeLessThanOrEqual(6_000)
  })

  test('so does who was let in before the moment, and has to make room after it', () => {
    const queue = queueOf(1)
    const early = somebody('mobile', { hashes: 2, dueAt: NOON + 3_000 })
    expect(queue.join(early, NOON, 30)).toBeUndefined()
    for (let later = 0; later < 500; later++) queue.reserve(somebody('mobile'), NOON, 30)
    expect(queue.join(somebody('home'), NOON + 3_500, 30)).toBeUndefined()
    expect((early.refused?.dueAt ?? 0) - NOON).toBeGreaterThan(5_500)
    expect((early.refused?.dueAt ?? 0) - NOON).toBeLessThanOrEqual(9_500)
  })

  test('a firm moment stays firm when it is asked for anew', () => {
    const queue = queueOf(1)
    queue.join(somebody('new'), NOON, 10_000)
    const one = somebody('home')
    const told = queue.ask(one, NOON, 10_000)
    expect(told?.firm).toBe(true)
    for (const later of [1, 2]) expect(queue.ask({ ...one, dueAt: told?.dueAt }, NOON + later, 10_000)).toEqual(told)
  })

  test('whoever asks anew before the time goes on standing before those who come after', () => {
    const queue = queueOf(60)
    for (let one = 0; one < 60; one++) queue.join(somebody('block'), NOON, 50)
    const told = Array.from({ length: 200 }, () => somebody('block')).map((one) => {
      return { ...one, dueAt: queue.ask(one, NOON, 50)?.dueAt ?? 0 }
    })
    const { promised } = queue
    expect(promised).toBe(200)
    for (const one of told) expect(queue.ask(one, NOON + 1_000, 50)?.dueAt).toBe(one.dueAt)
    expect(queue.promised).toBe(promised)
  })

  test('a block of which a hundred were told a moment is crowded, a campus from twenty-five times as many on', () => {
    for (const weight of [1, 25]) {
      const queue = queueOf(1)
      queue.join(somebody('another'), NOON, 10_000)
      const crowded = Array.from(
        { length: 100 * weight + 1 },
        () => queue.join(somebody('block', { weight }), NOON, 10_000)?.crowded,
      )
      expect(crowded.indexOf(true)).toBe(100 * weight)
    }
  })

  test('forms that are only opened crowd no block, and do not hide those who press, however many they are', () => {
    for (const weight of [1, 25]) {
      const queue = queueOf(1)
      queue.join(somebody('another'), NOON, 10_000)
      const opened = Array.from(
        { length: 6_000 },
        () => queue.reserve(somebody('block', { weight }), NOON, 10_000)?.crowded,
      )
      expect(opened).not.toContain(true)
      expect(queue.promised).toBeLessThanOrEqual(2_500)
      const pressed = Array.from(
        { length: 100 * weight + 1 },
        () => queue.join(somebody('block', { weight }), NOON, 10_000)?.crowded,
      )
      expect(pressed.indexOf(true)).toBe(100 * weight)
    }
  })

  test('somebody new stands behind those who were promised a place, but nothing idles when they do not come', () => {
    const queue = queueOf(60)
    for (let one = 0; one < 160; one++) queue.join(somebody('block'), NOON, 100)
    // Thirty-five still wait, and more than a hundred were told to come: there is room, but it is theirs.
    served(queue, 15)
    expect(queue.join(somebody('block'), NOON + 1_500, 100)).toBeDefined()
    // Less than a second of work is left, and none of them is here yet.
    served(queue, 30)
    expect(queue.join(somebody('block'), NOON + 4_500, 100)).toBeUndefined()
    served(queue)
    expect(queue.promised).toBeGreaterThan(0)
    queue.join(somebody('block'), NOON + 60_000, 100)
    expect(queue.promised).toBe(0)
  })

  test('a browser that asks first is let in when it says so, and counts as waiting until it comes', () => {
    const queue = queueOf(5)
    const first = somebody('block')
    expect(queue.ask(first, NOON, 1_000)).toBeUndefined()
    for (let one = 0; one < 4; one++) queue.join(somebody(`block ${one}`), NOON, 1_000)
    // Five stand before it now: four who wait, and the one who may come any moment.
    expect(queue.ask(somebody('elsewhere'), NOON, 1_000)).toBeDefined()
    expect(queue.join({ ...first, dueAt: NOON }, NOON + 200, 1_000)).toBeUndefined()
  })

  test('a form that is opened while others wait has a place from then on; where there is time, nobody is told to hurry', () => {
    const queue = queueOf(5)
    expect(queue.reserve(somebody('block'), NOON, 1_000)).toBeUndefined()
    for (let one = 0; one < 4; one++) queue.join(somebody(`block ${one}`), NOON, 1_000)
    expect(queue.reserve(somebody('block'), NOON, 1_000)).toBeUndefined()
    expect(queue.promised).toBe(0)

    queue.join(somebody('block 5'), NOON, 1_000)
    const opened = somebody('block')
    const dueAt = queue.reserve(opened, NOON, 1_000)?.dueAt ?? 0
    const later = queue.reserve(somebody('block'), NOON, 1_000)?.dueAt ?? 0
    const firm = Array.from({ length: 5 }, () => queue.reserve(somebody('elsewhere'), NOON, 1_000)?.firm)
    expect(firm).toEqual([true, true, true, false, false])
    expect(dueAt).toBeGreaterThan(NOON)
    expect(later).toBeGreaterThan(dueAt)
    // Opened again it is the same place.
    expect(queue.reserve({ ...opened, dueAt }, NOON + 1_000, 1_000)).toMatchObject({ dueAt, firm: true })
    expect(queue.promised).toBe(7)
    // It is there when the moment has come, though nobody new gets in; opened then, it stays as it is, and it is good for once.
    const due = { ...opened, dueAt }
    expect(queue.reserve(due, dueAt, 1_000)).toBeUndefined()
    expect(queue.promised).toBe(7)
    expect(queue.join(somebody('block'), dueAt, 1_000)).toBeDefined()
    expect(queue.join(due, dueAt, 1_000)).toBeUndefined()
    expect(queue.ask(due, dueAt + 1, 1_000)).toBeDefined()
  })
})

test('on a morning with twice as many as can sign in, the line shows in the places kept, and hardly in the wait of who is let in', () => {
  const queue = queueOf()
  const later: { at: number; who: Asked }[] = []
  const asks = (who: Asked, now: number) => {
    const refusal = queue.ask(who, now, MS)
    if (refusal) later.push({ at: refusal.dueAt, who: { ...who, dueAt: refusal.dueAt } })
    else queue.join(who, now, MS)
  }
  for (let now = NOON; now < NOON + 60_000; now += MS) {
    for (const { who } of later.filter(({ at }) => at > now - MS && at <= now)) asks(who, now)
    asks(somebody(`house ${people}`), now)
    asks(somebody(`house ${people}`), now)
    served(queue, 1)
  }
  // What the alert FurtaTurnsPeopleAway calls a line: more than ten seconds of hashes.
  expect(queue.promised * MS).toBeGreaterThan(30_000)
  expect(queue.waitOfOne(MS)).toBeLessThan(3_000)
})

test('who has gone is passed over, and leaves the place to somebody else', () => {
  const queue = queueOf(2)
  let isGone = false
  queue.join(somebody('one', { gone: () => isGone }), NOON, MS)
  queue.join(somebody('two'), NOON, MS)
  expect(queue.join(somebody('three'), NOON, MS)).toBeDefined()
  isGone = true
  expect(queue.join(somebody('three'), NOON + 500, MS)).toBeUndefined()
  expect(served(queue)).toEqual(['two', 'three'])
})

test('people who have gone hold up nobody of their own block, neither who comes nor who asks', () => {
  const comesTo = (tries: (queue: TurnQueue, newcomer: Asked, now: number) => Refusal | undefined) => {
    const queue = queueOf()
    let areGone = false
    for (let one = 0; one < 50; one++) queue.join(somebody('block', { gone: () => areGone }), NOON, 100)
    expect(tries(queue, somebody('block', { holder: undefined }), NOON)).toBeDefined()
    areGone = true
    return tries(queue, somebody('block'), NOON + 1_000)
  }
  expect(comesTo((queue, newcomer, now) => queue.join(newcomer, now, 100))).toBeUndefined()
  expect(comesTo((queue, newcomer, now) => queue.ask(newcomer, now, 100))).toBeUndefined()
  expect(comesTo((queue, newcomer, now) => queue.reserve(newcomer, now, 100))).toBeUndefined()
})

test('when all of a wild morning have been served or have gone, nobody is counted as ahead any more', () => {
  const queue = queueOf(60)
  const away = new Set<string>()
  const told: Asked[] = []
  for (let step = 0; step < 3_000; step++) {
    const flow = `block ${(step * step) % 37}`
    const weight = flow.length > 7 ? 3 : 1
    const one = somebody(flow, { weight, hashes: 1 + (step % 5), gone: () => away.has(one.name) })
    const now = NOON + step * 20
    const opened = step % 5 === 0 ? queue.reserve(one, now, MS) : undefined
    if (opened && one.name.endsWith('5')) told.push({ ...one, dueAt: opened.dueAt })
    if (step % 3 === 0) queue.ask(one, now, MS)
    if (step % 7 !== 0) queue.join(one, now, MS)
    for (const due of told.splice(0)) {
      if ((due.dueAt ?? 0) > now) told.push(due)
      else queue.join(due, now, MS)
    }
    if (step % 11 === 0) away.add(one.name)
    if (step % 4 === 0) queue.next()
  }
  served(queue)
  // By then those who were told to come back have not come.
  queue.ask(somebody('last', { holder: undefined }), NOON + 3_600_000, MS)
  expect(queue.promised).toBe(0)
  expect(queue.waitOfOne(MS)).toBe(MS)
})
