import { parentPort } from 'node:worker_threads'
import { judge } from './judge.ts'
import type { PolicyContext } from './policy.ts'
import { strengthJudge } from './strength.ts'
import { wordData } from './words/words.ts'

/** The thread that knows the words, so that the main thread neither holds them nor waits for them. */
const strength = strengthJudge(wordData)

parentPort?.on('message', ({ password, context }: { password: string; context: PolicyContext }) => {
  parentPort?.postMessage(judge(password, context, strength))
})
