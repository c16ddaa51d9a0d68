import type { Verdict } from '../../../credentials/judge.ts'
import type { PolicyContext } from '../../../credentials/policy.ts'
import type { IslandTexts } from '../../../credentials/sentences.ts'

/** What the page writes into `data-new-password`, as JSON. */
export interface Wiring {
  /** `id` of the new password's input. */
  readonly field: string
  /** `id` of the rule list. */
  readonly rules: string
  /** Address of `strength-worker.js` from the asset manifest. */
  readonly worker: string
  readonly context: PolicyContext
  readonly texts: IslandTexts
}

/** Between the page and its worker. Only the newest question's answer is shown. */
export interface Question {
  readonly number: number
  readonly password: string
  readonly context: PolicyContext
}

export interface Answer {
  readonly number: number
  readonly verdict: Verdict
}
