import type { Trx } from '../../database/index.ts'
import type { AccountState, Person } from '../../people/index.ts'

/** Mails a link to set a password, in the caller's transaction. Lent by the chapter that sets passwords. */
export type SendLink = (
  trx: Trx,
  to: {
    readonly person: Person
    readonly because: 'connected' | 'desk' | 'case' | 'address-assigned'
    readonly now: Date
  },
) => Promise<{ kind: 'sent' } | { kind: 'cannot'; state: AccountState } | { kind: 'held'; until: Date }>
