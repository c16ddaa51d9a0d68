/** The browser's half of `src/credentials/strength-worker.ts`: the same judge, the same words, in a module worker (req 35, 36). */
import { judge } from '../../credentials/judge.ts'
import { strengthJudge } from '../../credentials/strength.ts'
import { wordData } from '../../credentials/words/words.ts'
import type { Answer, Question } from './set-password/contract.ts'

const strength = strengthJudge(wordData)

addEventListener('message', ({ data: { number, password, context } }: MessageEvent<Question>) => {
  const answer: Answer = { number, verdict: judge(password, context, strength) }
  postMessage(answer)
})
