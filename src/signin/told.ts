import { AskerGone } from '../credentials/index.ts'
import { type SignInResult, tell } from '../signals/index.ts'
import type { SignInOutcome } from './attempt.ts'

const results: Readonly<Record<SignInOutcome['kind'], SignInResult>> = {
  'signed-in': 'success',
  refused: 'refused',
  'not-recognized': 'not-recognized',
  'form-already-sent': 'sent-twice',
  'source-waits': 'source-waits',
  'no-time': 'busy',
}

/** A sign-in, and how it ended told to whoever counts. */
export async function told(attempt: () => Promise<SignInOutcome>): Promise<SignInOutcome> {
  try {
    const outcome = await attempt()
    tell('sign-in', { outcome: results[outcome.kind] })
    if (outcome.kind === 'signed-in' && outcome.ticket !== undefined) tell('ticket-issued', { kind: 'service' })
    return outcome
  } catch (error) {
    tell('sign-in', { outcome: error instanceof AskerGone ? 'gone' : 'broken' })
    throw error
  }
}
