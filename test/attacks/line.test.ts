import { expect, test, vi } from 'vitest'
import { createHashGate } from '../../src/credentials/index.ts'
import { queueLimits, TurnQueue, type Waiter } from '../../src/credentials/turn-queue.ts'
import { HandSetClock } from '../../src/world/index.ts'
import { ALL_TAKEN, crowdedGate } from '../crowded-gate.ts'
import { MORNING } from '../morning.ts'
import { university } from '../university.ts'
import { BEHIND_A_PROXY, from } from './steps.ts'

const MS = 10
const NOON = 1_000_000

let people = 0
function somebody(flow: string, more: Partial<Waiter> = {}): Waiter {
  const holder = `${flow}-${people++}`
  return { flow, weight: 1, hashes: 1, holder, dueAt: undefined, gone: () => false, begin() {}, refuse() {}, ...more }
}

test('one customer of a provider with 65,536 networks of IPv6 does not take every place in the line', async () => {
  const threads = { run: async () => true, stop: async () => {} }
  const clock = new HandSetClock(MORNING)
  const gate = await createHashGate({ memory: 1024, passes: 1, atOnce: 1, queue: 60, clock, threads })
  let free = () => {}
  const until = new Promise<void>((resolve) => {
    free = resolve
  })
  const enter = (source: string) => gate.turn({ source, gone: () => false }, 1, () => until)
  const flood = Array.from({ length: 100 }, (_, at) => enter(`2001:db8:5:${at.toString(16)}::1`).catch(() => 'refused'))
  expect(gate.load.waiting).toBe(60)
  const lone = enter('192.0.2.77').then(
    () => 'in',
    () => 'refused',
  )
  free()
  await Promise.all(flood)
  expect(await lone).toBe('in')
})

test('a flood of places of one block does not use up those that are counted for others', () => {
  const queue = new TurnQueue({ ...queueLimits, places: 100 })
  for (let one = 0; one < 25_000; one++) queue.join(somebody('flood'), NOON, MS)
  for (let one = 0; one < 100; one++) queue.join(somebody('dorm'), NOON, MS)
  const due = Array.from({ length: 300 }, () => queue.join(somebody('dorm'), NOON, MS)?.dueAt ?? NOON)
  // They stand one behind the other, and do not all come at once.
  expect(Math.max(...due) - Math.min(...due)).toBeGreaterThan(2_000)
  expect(queue.promised).toBeLessThan(2_000)
})

test('one place is not made into many by asking again and again before it is used', () => {
  const queue = new TurnQueue({ ...queueLimits, places: 2_000 })
  for (let one = 0; one < 10; one++) queue.join(somebody('block'), NOON, MS)
  const me = somebody('block')
  const places = [0, 10, 20, 30, 40].map((later) => {
    expect(queue.ask(me, NOON + later, MS)).toBeUndefined()
    return NOON + later
  })
  for (let one = 0; one < 600; one++) queue.join(somebody('block'), NOON + 50, MS)
  const used = places.map((dueAt) => queue.join({ ...me, dueAt }, NOON + 100, MS))
  expect(used.map((refusal) => refusal === undefined)).toEqual([true, false, false, false, false])
})

test('a place is claimed once, also in the last second in which it is good', () => {
  const queue = new TurnQueue({ ...queueLimits, places: 2_000 })
  for (let one = 0; one < 600; one++) queue.join(somebody('block'), NOON, MS)
  const refused = somebody('block')
  const dueAt = queue.join(refused, NOON, MS)?.dueAt ?? 0
  expect(queue.join({ ...refused, dueAt }, dueAt - 1_000, MS)).toBeUndefined()
  for (let one = 0; one < 600; one++) queue.join(somebody('block'), dueAt + 119_400, MS)
  expect(queue.join({ ...refused, dueAt }, dueAt + 119_500, MS)).toBeDefined()
})

test('a place belongs to one browser, and what was typed in it is kept in no page for others', async () => {
  const { gate, crowd, clock } = await crowdedGate()
  const place = await university({ hashGate: gate, settings: BEHIND_A_PROXY })
  const alice = place.person('alice')
  const typed = { ID: alice.login, Password: alice.password }
  const free = crowd(ALL_TAKEN)
  const [owner, thief] = [place.visitor(from('192.0.2.1')), place.visitor(from('192.0.2.1'))]
  const form = await owner.open('/cas/login')
  await thief.open('/cas/login')
  const [app] = place.apps
  if (!app) throw new Error('There is a node.')
  const stencils = vi.spyOn(app.frame, 'stencils')
  expect((await owner.submit(form, 'Sign in', typed)).status).toBe(503)
  clock.advance({ seconds: 10 })
  // All that the other browser holds, but by what it is known.
  for (const [name, value] of owner.cookies) if (!name.endsWith('visitor')) thief.cookies.set(name, value)
  expect([...thief.cookies.keys()].some((name) => name.endsWith('place'))).toBe(true)
  expect((await thief.open('/cas/login')).field('ID').getAttribute('value')).toBe('')
  // What somebody typed is shown to that browser again, and kept nowhere.
  expect((await owner.open('/cas/login')).field('ID').getAttribute('value')).toBe(alice.login)
  expect(stencils).toHaveBeenCalled()
  expect(stencils.mock.calls.map(([which]) => which).join()).not.toContain(alice.login)
  expect((await place.visitor().open('/cas/login?ticked=')).html).not.toContain(alice.login)
  await free()

  const answer = await owner.send('GET', '/turn')
  expect(answer.headers.get('cache-control')).toBe('no-store')
})
