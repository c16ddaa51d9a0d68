import type { FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { PersonId } from '../database/index.ts'
import type { Language } from '../language/index.ts'
import type { AttributeName, Service } from '../services/index.ts'
import type { Session, TicketGrantingCookie } from '../sessions/index.ts'

type Name = Readonly<Record<Language, string>>

/** What both protocols need of the sign-in chapter (decision 148); `server.ts` hands it in, since chapters do not import each other. */
export interface SignInDoor {
  signIn(attempt: {
    typed: string
    password: string
    form: Buffer
    source: string
    caller: FastifyRequest['caller']
    browser: string
    reference: string
    deviceCookie: string | undefined
    before: () => Promise<Session | undefined>
    service: string | undefined
    ticketWaits: boolean
    warns: boolean
    longTerm: boolean
  }): Promise<
    | { kind: 'signed-in'; cookie: TicketGrantingCookie; device: string; ticket: string | undefined; session: Session }
    | { kind: 'refused' }
    | { kind: 'not-recognized' }
    | { kind: 'form-already-sent' }
    | { kind: 'source-waits'; retryAfter: number }
    | { kind: 'no-time'; dueAt: Date; retryAfterMs: number }
  >
  /** The `lt` of a form, from its one-time value. */
  loginTicket(formValue: string): string
  nameOf(person: PersonId): Promise<string>
  signInPage(page: {
    action?: string
    serviceName?: string | undefined
    renew?: boolean
    carried: Readonly<Record<string, string>>
    typed?: string
    signedInAs?: { name: string; login: string } | undefined
    ticked?: { warn?: boolean; rememberMe?: boolean }
    refusal?: 'refused' | 'not-recognized' | 'form-already-sent'
    seconds?: number
    firm?: boolean
  }): VNode
  signedInPage(name: string): VNode
  /** The person agrees to what was read. */
  agree(agreement: {
    person: PersonId
    service: Service
    attributes: readonly AttributeName[]
    offline?: boolean
    source: string
    reference: string
  }): Promise<void>
  /** Whether there is a second factor to prove; without one it is set up on the way. */
  hasFactor(person: PersonId): Promise<boolean>
  secondFactorPage(page: {
    name: string
    service: Service
    onward: Readonly<Record<string, string>>
    hasFactor: boolean
  }): VNode
  consentPage(page: {
    name: string
    service: Service
    attributes: readonly AttributeName[]
    protocol: 'cas' | 'oidc'
    offline?: boolean
    hearsRefusal?: boolean
    action: string
    carried: Readonly<Record<string, string>>
  }): VNode
  warnPage(page: { name: string; service: Service; action: string; carried: Readonly<Record<string, string>> }): VNode
  signedOutPage(services?: { told: readonly Name[]; left: readonly Name[] }): VNode
}
