import { expect, test } from 'vitest'
import { candidateCosts, chooseCost, longestWait, nodesFor, queueFor, signInsASecond } from './tuning.ts'

const wishes = { people: 1000, memory: 1024 * 1024, target: 250, wait: 3, threads: 2 }
/** A machine of so many hashes of the floor a second. */
const machine = (floor: number) =>
  candidateCosts.map((cost) => ({ ...cost, perSecond: (floor * 19_456 * 2) / (cost.memory * cost.passes) }))

test('the dearest cost that the machine bears is chosen, and never one below the floor', () => {
  expect(candidateCosts.every(({ memory, passes }) => memory >= 19_456 && passes >= 2)).toBe(true)
  expect(chooseCost(machine(120), wishes)).toMatchObject({ memory: 131_072, passes: 3 })
  // 8,000 sign-ins in a minute leave room for the floor alone.
  expect(chooseCost(machine(140), { ...wishes, people: 20_000 })).toMatchObject({ memory: 19_456, passes: 2 })
  expect(chooseCost(machine(120), { ...wishes, memory: 100 * 1024 })).toMatchObject({ memory: 47_104 })
  expect(chooseCost(machine(120), { ...wishes, target: 40 })).toMatchObject({ memory: 32_768, passes: 2 })
  expect(chooseCost(machine(1), wishes)).toMatchObject({ memory: 19_456, passes: 2 })
})

test('a sign-in is its hash and what goes around it: however fast a machine hashes, the rest takes its time', () => {
  // 10 ms of a core for the hash, 12 for the rest, at four fifths of two cores.
  const cost = { memory: 19_456, passes: 2, perSecond: 200 }
  expect(signInsASecond(cost, 2)).toBeCloseTo(1.6 / 0.022)
  expect(longestWait(cost, 20_000, 2)).toBeCloseTo(50)
  expect(longestWait(cost, 10_000, 2)).toBe(0)
  expect(nodesFor(cost, { people: 20_000, wait: 0, threads: 2 })).toBe(2)
  expect(nodesFor(cost, { people: 20_000, wait: 50.1, threads: 2 })).toBe(1)
  expect(signInsASecond({ ...cost, perSecond: 1e9 }, 2)).toBeCloseTo(133.3, 1)
})

test('a queue is as long as anybody may wait in it, and never longer than the balancer of deploy/ lets it be', () => {
  // 100 a second, for the five seconds that somebody new may wait.
  expect(queueFor({ perSecond: 100 })).toBe(500)
  expect(queueFor({ perSecond: 100_000 })).toBe(4_800)
})
