import type { AuditEventName } from '../audit/index.ts'
import { type Service, serviceNamed } from '../services/index.ts'

/** An event of the audit trail that is about the person. */
export interface OwnEvent {
  readonly at: Date
  readonly event: AuditEventName
  readonly outcome: 'success' | 'failure'
  readonly details: Readonly<Record<string, unknown>>
}

/** One line of “Recent activity”. */
export interface Activity {
  readonly at: Date
  readonly what: ActivityKind
  /** How often in a row; more than one only for what failed. */
  readonly times: number
  /** The service a sign-in led to. */
  readonly service: Service['name'] | undefined
}

/** What a refused sign-in is put down to. The sign-in page never says it; the owner may know. */
const refusals = {
  'wrong-password': 'refused-wrong-password',
  waiting: 'refused-waiting',
  eligible: 'refused-no-password',
  'assigned-elsewhere': 'refused-other-address',
  disabled: 'refused-disabled',
  'not-connected': 'refused-not-connected',
} as const

type Teller = (details: OwnEvent['details']) => ActivityKind | undefined

/** The events shown to the person, each with what it is when it succeeds and when it fails. Reasons of the desk stay there. */
export const shownEvents = {
  'sign-in': { success: 'signed-in', failure: ({ because }) => refusalOf(because) },
  'sign-out': { success: 'signed-out' },
  'session-ended': { success: 'session-ended', failure: 'session-end-refused' },
  'link-requested': { success: ({ letter }) => (letter === 'held' ? 'link-held' : 'link-requested') },
  'question-answered': { failure: ({ answer }) => (answer === 'wrong' ? 'question-wrong' : undefined) },
  'password-set': { success: ({ code }) => (code === undefined ? 'password-set' : 'password-set-by-code') },
  'password-changed': { success: 'password-changed', failure: 'password-change-refused' },
  'code-used': { failure: 'code-refused' },
  'own-data-downloaded': { success: 'data-downloaded', failure: 'data-download-refused' },
  'language-chosen': { success: 'language-chosen' },
  'consent-given': { success: 'consent-given' },
  'consent-withdrawn': { success: 'consent-withdrawn' },
  'help-confirmed': { success: 'help-requested' },
  'case-answered': { success: 'help-answered' },
  'link-sent-by-desk': { success: 'desk-sent-link' },
  'code-issued': { success: 'desk-issued-code' },
  'question-budget-reopened': { success: 'desk-reopened-question' },
  'person-connected': { success: 'desk-connected' },
  'address-assigned': { success: 'desk-assigned-address' },
  'address-confirmed': { success: 'desk-confirmed-address' },
  'account-disabled': { success: 'desk-disabled' },
  'account-enabled': { success: 'desk-enabled' },
  'session-ended-by-desk': { success: 'desk-ended-session' },
  'sessions-ended-by-desk': { success: 'desk-ended-sessions' },
  'password-taken-away': { success: 'desk-took-password-away' },
  'role-granted': { success: 'role-granted' },
  'role-revoked': { success: 'role-revoked' },
  'administrator-created': { success: 'role-granted' },
  'second-factor-enrolled': { success: 'second-factor-set-up' },
  'second-factor-removed': { success: 'second-factor-removed', failure: 'second-factor-change-refused' },
  'second-factor-proved': { success: 'second-factor-proved', failure: 'second-factor-refused' },
  'recovery-codes-renewed': { success: 'recovery-codes-renewed', failure: 'second-factor-change-refused' },
  'desk-entered': { failure: 'second-factor-wrong' },
} as const satisfies Partial<Record<AuditEventName, Partial<Record<OwnEvent['outcome'], string | Told>>>>

type Told = (details: OwnEvent['details']) => string | undefined
type ToldBy<Shown> = Shown extends (details: OwnEvent['details']) => infer Kind ? Kind : Shown
type Every<Rows> = {
  [Row in keyof Rows]: { [Outcome in keyof Rows[Row]]: ToldBy<Rows[Row][Outcome]> }[keyof Rows[Row]]
}

/** Everything a line can say. */
export type ActivityKind = Extract<Every<typeof shownEvents>[keyof typeof shownEvents], string>

/** In plain words what happened, newest first as given; failures in a row become one line. */
export function recentActivity(events: readonly OwnEvent[], services: readonly Service[]): Activity[] {
  const lines: Activity[] = []
  for (const event of events) {
    const what = whatHappened(event)
    if (what === undefined) continue
    const before = lines.at(-1)
    if (before?.what === what && event.outcome === 'failure')
      lines[lines.length - 1] = { ...before, times: before.times + 1 }
    else lines.push({ at: event.at, what, times: 1, service: serviceOf(event, services) })
  }
  return lines
}

function whatHappened({ event, outcome, details }: OwnEvent): ActivityKind | undefined {
  const rows: Partial<Record<AuditEventName, Partial<Record<OwnEvent['outcome'], ActivityKind | Teller>>>> = shownEvents
  const told = rows[event]?.[outcome]
  return typeof told === 'function' ? told(details) : told
}

function refusalOf(because: unknown) {
  const known: Readonly<Record<string, (typeof refusals)[keyof typeof refusals]>> = refusals
  return (typeof because === 'string' ? known[because] : undefined) ?? 'sign-in-refused'
}

function serviceOf({ event, details }: OwnEvent, services: readonly Service[]) {
  const { service } = details
  return event === 'sign-in' && typeof service === 'string' ? serviceNamed(services, service)?.name : undefined
}
