import { expect, test } from 'vitest'
import { giveMemoryBackWhenIdle } from './idle-memory.ts'
import { systemClock } from './world/index.ts'

const MIB = 1024 ** 2

/** Looks as often as it is told, at an engine that does as it is told. */
function watched() {
  const engine = { busy: 0, held: 60 * MIB, collections: 0 }
  let look = () => {}
  const clock = {
    ...systemClock,
    every(_: number, work: () => void) {
      look = work
      return () => {}
    },
  }
  giveMemoryBackWhenIdle(clock, {
    busyness: () => engine.busy,
    heap: () => engine.held,
    collect() {
      engine.collections += 1
      engine.held = 30 * MIB
    },
  })
  return {
    engine,
    look(times: number) {
      for (let time = 0; time < times; time++) look()
    },
  }
}

test('a program that has had nothing to do for a while gives its memory back, once', () => {
  const { engine, look } = watched()
  look(1)
  expect(engine.collections).toBe(0)
  look(9)
  expect(engine.collections).toBe(1)
})

test('nobody who waits for a page waits for the collector', () => {
  const { engine, look } = watched()
  engine.busy = 0.3
  look(10)
  expect(engine.collections).toBe(0)
})

test('after the next burst it is given back again', () => {
  const { engine, look } = watched()
  look(2)
  Object.assign(engine, { busy: 0.9, held: 70 * MIB })
  look(2)
  engine.busy = 0
  look(2)
  expect(engine.collections).toBe(2)
})
