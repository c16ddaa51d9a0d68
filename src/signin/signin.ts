import { type AccountState, accountAnswers } from '../people/index.ts'

/** What a sign-in comes to. Everything that is not `signed-in` takes the same work and the same time (req 2, 3). */
export type Verdict =
  | { kind: 'signed-in' }
  /**
   * `refused`: wrong password, disabled, never activated, or waiting: one neutral answer. `not-recognized`: an ID the
   * registry does not know or cannot serve, which hears the manual's message where the setting allows it.
   */
  | { kind: 'refused' | 'not-recognized'; because: AccountState | 'waiting' | 'wrong-password' }

export interface Attempt {
  readonly state: AccountState
  readonly waiting: boolean
  readonly matches: boolean
}

/**
 * The rule of section 1 and 3 of the manual. A password is compared before this is asked, whatever the state,
 * so that nothing about the account can be heard from the duration.
 */
export function judgeSignIn({ state, waiting, matches }: Attempt): Verdict {
  const answer = accountAnswers[state]
  if (!answer.maySignIn) return { kind: answer.signInPage, because: state }
  if (waiting) return { kind: answer.signInPage, because: 'waiting' }
  return matches ? { kind: 'signed-in' } : { kind: answer.signInPage, because: 'wrong-password' }
}
