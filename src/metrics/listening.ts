import { isAuditEvent } from '../audit/index.ts'
import { hear } from '../signals/index.ts'
import type { Instruments } from './instruments.ts'

/** Counts what the program tells of itself while it works. Gives how to stop. */
export function countSignals({ count, expect, observe }: Instruments): () => void {
  const outcomes = ['success', 'refused', 'not-recognized', 'source-waits', 'busy', 'gone', 'broken'] as const
  expect(
    'furta_sign_ins_total',
    outcomes.map((outcome) => ({ outcome })),
  )
  expect(
    'furta_hashes_total',
    (['done', 'refused', 'gone', 'not-done'] as const).map((outcome) => ({ outcome })),
  )
  expect(
    'furta_letters_withheld_total',
    (['link', 'help'] as const).map((form) => ({ form })),
  )
  const ends = [
    hear('request-answered', ({ method, route, status, seconds }) => {
      count('furta_http_requests_total', { method: methodOf(method), route, status: `${Math.floor(status / 100)}xx` })
      observe('furta_http_request_duration_seconds', { route }, seconds)
    }),
    hear('sign-in', ({ outcome }) => count('furta_sign_ins_total', { outcome })),
    hear('account-waits', () => count('furta_sign_ins_account_waits_total', {})),
    hear('hash', ({ outcome, seconds }) => {
      count('furta_hashes_total', { outcome })
      if (outcome === 'done') observe('furta_hash_duration_seconds', {}, seconds)
    }),
    hear('ticket-issued', ({ kind }) => count('furta_tickets_issued_total', { kind })),
    hear('ticket-validated', ({ endpoint, code }) => count('furta_ticket_validations_total', { endpoint, code })),
    hear('tokens-asked', ({ grant, outcome }) => count('furta_oidc_token_requests_total', { grant, outcome })),
    hear('letter-attempted', ({ kind, outcome }) => count('furta_letter_attempts_total', { kind, outcome })),
    hear('letter-withheld', ({ form }) => count('furta_letters_withheld_total', { form })),
    // Events of another version, or written by hand, may be called anything.
    hear('event-sealed', ({ event, outcome }) =>
      count('furta_audit_events_total', {
        event: isAuditEvent(event) ? event : 'other',
        outcome: outcome === 'success' ? 'success' : 'failure',
      }),
    ),
    hear('job-done', ({ task, outcome }) => count('furta_jobs_done_total', { task, outcome })),
  ]
  return () => {
    for (const end of ends) end()
  }
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** A client may send whatever Node can read. */
function methodOf(method: string) {
  return methods.includes(method) ? method : 'other'
}
