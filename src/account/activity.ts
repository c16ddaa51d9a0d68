import type { AuditEventName } from '../audit/index.ts'
import { matchService, type Service } from '../services/index.ts'

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

export type ActivityKind =
  | 'signed-in'
  | 'sign-in-refused'
  | 'signed-out'
  | 'session-ended'
  | 'session-end-refused'
  | 'link-requested'
  | 'password-set'
  | 'password-changed'
  | 'password-change-refused'

/** The events shown to the person, each with what it is when it succeeds and when it fails. */
export const shownEvents = {
  'sign-in': { success: 'signed-in', failure: 'sign-in-refused' },
  'sign-out': { success: 'signed-out', failure: undefined },
  'session-ended': { success: 'session-ended', failure: 'session-end-refused' },
  'link-requested': { success: 'link-requested', failure: undefined },
  'password-set': { success: 'password-set', failure: undefined },
  'password-changed': { success: 'password-changed', failure: 'password-change-refused' },
} as const satisfies Partial<Record<AuditEventName, Record<OwnEvent['outcome'], ActivityKind | undefined>>>

type ShownEvent = keyof typeof shownEvents

/** In plain words what happened, newest first as given; failures in a row become one line. */
export function recentActivity(events: readonly OwnEvent[], services: readonly Service[]): Activity[] {
  const lines: Activity[] = []
  for (const event of events) {
    const what = isShown(event.event) ? shownEvents[event.event][event.outcome] : undefined
    if (what === undefined) continue
    const before = lines.at(-1)
    if (before?.what === what && event.outcome === 'failure')
      lines[lines.length - 1] = { ...before, times: before.times + 1 }
    else lines.push({ at: event.at, what, times: 1, service: serviceOf(event, services) })
  }
  return lines
}

function isShown(event: AuditEventName): event is ShownEvent {
  return event in shownEvents
}

function serviceOf({ event, details }: OwnEvent, services: readonly Service[]) {
  const { service } = details
  return event === 'sign-in' && typeof service === 'string' ? matchService(services, service)?.name : undefined
}
