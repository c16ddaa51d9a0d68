import { parentPort } from 'node:worker_threads'
import { garbageCollector } from '../world/index.ts'
import { judge } from './judge.ts'
import type { PolicyContext } from './policy.ts'
import { strengthJudge } from './strength.ts'
import { wordData } from './words/words.ts'

/** The thread that knows the words, so that the main thread neither holds them nor waits for them. */
const strength = strengthJudge(wordData)

/**
 * Each verdict asks an object for some hundred pieces of the password by their names. The engine keeps every name until it collects all, which
 * in a thread that makes few other objects comes after tens of thousands: 60 MiB, where collecting takes this thread 30 ms. The first
 * time is after the first verdict: what was made on the way to the words are 15 MiB.
 */
const COLLECTS_EVERY = 100

const collect = garbageCollector()
let verdicts = 0

parentPort?.on('message', ({ password, context }: { password: string; context: PolicyContext }) => {
  parentPort?.postMessage(judge(password, context, strength))
  if (verdicts++ % COLLECTS_EVERY === 0) collect({ type: 'major', execution: 'sync' })
})
