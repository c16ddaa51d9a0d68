import { withQuery } from '../page-of-form.ts'

/** Where the pages of the second factor stand: before the desk for its staff, or beside the account for everybody. */
export type FactorPlace = 'desk' | 'account'

export interface FactorPageProps {
  readonly at: FactorPlace
  /** Who is signed in. */
  readonly name: string
  /** What a service on the way asked the sign-in for: carried along until the person goes on to it. */
  readonly onward?: Readonly<Record<string, string>> | undefined
}

export const factorPath = (at: FactorPlace) => `/${at}/second-factor`

/** The same page with what has to be carried along in its address. */
export function withOnward(path: string, onward: Readonly<Record<string, string>> | undefined): string {
  return onward ? withQuery(path, onward) : path
}
