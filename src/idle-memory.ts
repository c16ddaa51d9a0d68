import { performance } from 'node:perf_hooks'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Clock } from './world/index.ts'

const LOOKS_EVERY = 5_000
/** Of the time between two looks. */
const BUSY = 0.05
const WORTH_IT = 6 * 1024 ** 2

/**
 * After a start and after a burst the engine keeps some 30 MiB for young objects, for as long as nothing else asks for them. A program that
 * has had nothing to do for two looks in a row gives them back: a pause of a few hundredths of a second, while nobody is there.
 */
export function giveMemoryBackWhenIdle(clock: Clock): () => void {
  const collect = collector()
  let before = performance.eventLoopUtilization()
  let idleLooks = 0
  let kept = 0
  return clock.every(LOOKS_EVERY, () => {
    const now = performance.eventLoopUtilization()
    idleLooks = performance.eventLoopUtilization(now, before).utilization < BUSY ? idleLooks + 1 : 0
    before = now
    if (idleLooks < 2 || getHeapStatistics().total_heap_size < kept + WORTH_IT) return
    collect()
    kept = getHeapStatistics().total_heap_size
    before = performance.eventLoopUtilization()
  })
}

/** Node shows its collector only to those who ask by a flag; the flag may be given late. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const gc: NodeJS.GCFunction = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  return () => gc({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
