import type { Invariant } from './evidence.ts'

/** CAS 3.0.3, section 3.1.1; RFC 6749, section 4.1.2. Asked twice at two nodes, before and after every fault. */
export const tickets: Invariant = {
  promise: 'a ticket or a code is spent once',
  async broken({ ledger }) {
    return [...ledger.tickets]
      .filter(([, times]) => times > 1)
      .map(([ticket, times]) => `${ticket.slice(0, 6)}… was taken ${times} times`)
  },
}
