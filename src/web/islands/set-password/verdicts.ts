import type { Verdict } from '../../../credentials/judge.ts'
import type { PolicyContext } from '../../../credentials/policy.ts'
import type { Answer, Question } from './contract.ts'

/** Asks the worker, and passes on the answer to the newest question only. Without a worker there is no meter, and nothing else is missing. */
export function verdicts(address: string, show: (verdict: Verdict) => void) {
  let worker: Worker | undefined
  let busy = false
  let newest = 0
  let next: Question | undefined

  const wake = () => {
    if (worker || address === '') return
    worker = new Worker(address, { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      busy = false
      if (data.number === newest) show(data.verdict)
      send()
    })
  }
  /** One question at a time: while one is thought about, only the newest of the others waits. */
  const send = () => {
    if (busy || !next) return
    busy = true
    worker?.postMessage(next)
    next = undefined
  }
  return {
    wake,
    ask(password: string, context: PolicyContext) {
      newest += 1
      next = { number: newest, password, context }
      wake()
      send()
    },
    forget() {
      newest += 1
      next = undefined
    },
  }
}
