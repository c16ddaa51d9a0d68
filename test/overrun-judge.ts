import { openPasswordJudge } from '../src/credentials/index.ts'
import { strengthThread } from '../src/credentials/strength-thread.ts'
import { systemClock } from '../src/world/index.ts'
import { whenDone } from './when-done.ts'

/** Never answers, and its time is up at once; a test puts another one in its place. */
export function overrunJudge() {
  const silent = new URL(
    'data:text/javascript,import { parentPort } from "node:worker_threads"; parentPort.on("message", () => {})',
  )
  const every = (_milliseconds: number, work: () => void) => {
    setImmediate(work)
    return () => {}
  }
  const judge = openPasswordJudge({ thread: strengthThread(silent, { ...systemClock, every }) })
  whenDone(() => judge.stop())
  return { now: judge }
}
