import type { AccountState } from '../people/index.ts'

/** What a sign-in comes to. Everything that is not `signed-in` takes the same work and the same time (req 2, 3). */
export type Verdict =
  | { kind: 'signed-in' }
  /** Wrong password, disabled, never activated, or waiting: one neutral answer. */
  | { kind: 'refused'; because: 'wrong-password' | 'waiting' | 'disabled' | 'no-password' }
  /** An ID the registry does not know or cannot serve: the manual's message, where the setting allows it. */
  | { kind: 'not-recognized'; because: 'unknown' | 'not-connected' | 'closed' | 'assigned-elsewhere' }

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
  switch (state) {
    case 'unknown':
    case 'not-connected':
    case 'closed':
    case 'assigned-elsewhere':
      return { kind: 'not-recognized', because: state }
    case 'disabled':
      return { kind: 'refused', because: 'disabled' }
    case 'eligible':
      return { kind: 'refused', because: 'no-password' }
    case 'active':
      if (waiting) return { kind: 'refused', because: 'waiting' }
      return matches ? { kind: 'signed-in' } : { kind: 'refused', because: 'wrong-password' }
  }
}
