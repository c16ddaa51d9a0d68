import { performance } from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import { type Clock, garbageCollector } from './world/index.ts'

export interface Engine {
  /** What part of the time since the last call the program has been at work: 0 to 1. */
  busyness(): number
  /** Bytes. */
  heap(): number
  collect(): void
}

const LOOKS_EVERY = 5_000
const IDLE = 0.05
const WORTH_IT = 6 * 1024 ** 2

/**
 * After a start and after a burst the engine keeps some 30 MiB for young objects, for as long as nothing else asks for them. A program that
 * has had nothing to do for two looks in a row gives them back (decision 218).
 */
export function giveMemoryBackWhenIdle(clock: Clock, engine: Engine = realEngine()): () => void {
  let idleLooks = 0
  let left = 0
  return clock.every(LOOKS_EVERY, () => {
    idleLooks = engine.busyness() < IDLE ? idleLooks + 1 : 0
    if (idleLooks < 2 || engine.heap() < left + WORTH_IT) return
    engine.collect()
    left = engine.heap()
    // The work of collecting itself is nobody's.
    engine.busyness()
  })
}

function realEngine(): Engine {
  const collect = garbageCollector()
  let before = performance.eventLoopUtilization()
  return {
    busyness() {
      const now = performance.eventLoopUtilization()
      const { utilization } = performance.eventLoopUtilization(now, before)
      before = now
      return utilization
    },
    heap: () => getHeapStatistics().total_heap_size,
    collect: () => collect({ type: 'major', execution: 'sync', flavor: 'last-resort' }),
  }
}
