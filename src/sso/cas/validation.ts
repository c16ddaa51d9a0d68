import { matchService, type Service, type SpentTicket } from '../../services/index.ts'
import { judgeCallback } from './proxying/callback-rule.ts'

/** The codes of CAS 3.0.3, sections 2.5.3 and 2.7.3. */
export type CasCode =
  | 'INVALID_REQUEST'
  | 'INVALID_TICKET_SPEC'
  | 'UNAUTHORIZED_SERVICE_PROXY'
  | 'INVALID_PROXY_CALLBACK'
  | 'INVALID_TICKET'
  | 'INVALID_SERVICE'
  | 'UNAUTHORIZED_SERVICE'
  | 'INTERNAL_ERROR'

export interface CasFailure {
  readonly code: CasCode
  /** For the developer of the service; never holds the ticket. */
  readonly sentence: string
}

/** What a validation knows, filled step by step. */
export interface Validation {
  readonly given: {
    readonly service: string | undefined
    readonly ticket: string | undefined
    readonly renew: boolean
    readonly format: string | undefined
    readonly pgtUrl: string | undefined
  }
  readonly now: Date
  readonly services: readonly Service[]
  readonly spend: (ticket: string) => Promise<SpentTicket | undefined>
  /** Calls the service back; gives the IOU, or nothing when the callback did not take the ticket. */
  readonly grantProxying: (callback: URL, ticket: SpentTicket, service: Service) => Promise<string | undefined>
  ticket?: SpentTicket | undefined
  service?: Service | undefined
  iou?: string | undefined
}

/** A ticket that was good, whose it is, and what to tell whom. */
export interface Validated {
  readonly ticket: SpentTicket
  readonly service: Service
  readonly iou: string | undefined
}

export type Step = (validation: Validation) => CasFailure | undefined | Promise<CasFailure | undefined>
export const endpoints = [
  'validate',
  'serviceValidate',
  'proxyValidate',
  'p3/serviceValidate',
  'p3/proxyValidate',
  'samlValidate',
] as const
export type Endpoint = (typeof endpoints)[number]

/**
 * The validation endpoints as a table: a row is a step, a column an endpoint, read from top to bottom. The first failure ends it.
 * Whatever else is wrong, an attempt that names a ticket has spent it.
 */
const yes = true
const no = false
// biome-ignore format: a table is read by its columns
const table: readonly [step: Step, ...columns: boolean[]][] = [
  //                      validate  service  proxy  p3/service  p3/proxy  saml
  [spendTheTicket,           yes,     yes,    yes,     yes,       yes,     yes ], // sections 3.1.1, 3.2.1: one attempt, right or wrong
  [knowTheFormat,            no,      yes,    yes,     yes,       yes,     no  ], // section 2.5.1
  [haveBothParameters,       yes,     yes,    yes,     yes,       yes,     yes ], // sections 2.4.1, 2.5.3, 4.2.1
  [beAServiceTicket,         yes,     yes,    no,      yes,       no,      yes ], // sections 2.4, 2.5
  [beKnown,                  yes,     yes,    yes,     yes,       yes,     yes ], // section 2.5.3
  [beInTime,                 yes,     yes,    yes,     yes,       yes,     yes ], // section 3.1.1
  [beForThisService,         yes,     yes,    yes,     yes,       yes,     yes ], // section 2.5.3
  [beForARegisteredService,  yes,     yes,    yes,     yes,       yes,     yes ], // section 2.5.1
  [comeFromCredentials,      yes,     yes,    yes,     yes,       yes,     yes ], // section 2.4.1: renew
  [belongToSomebodyWelcome,  yes,     yes,    yes,     yes,       yes,     yes ], // decision 055
  [grantProxying,            no,      yes,    yes,     yes,       yes,     no  ], // section 2.5.4
]

/** The steps an endpoint takes, in order. */
export function stepsOf(endpoint: Endpoint): readonly Step[] {
  return steps.get(endpoint) ?? []
}

const steps = new Map(
  endpoints.map((endpoint, column) => [endpoint, table.filter((row) => row[column + 1]).map(([step]) => step)]),
)

/** Walks the steps of an endpoint. */
export async function validate(endpoint: Endpoint, validation: Validation): Promise<CasFailure | Validated> {
  for (const step of stepsOf(endpoint)) {
    const failure = await step(validation)
    if (failure) return failure
  }
  const { ticket, service, iou } = validation
  if (!ticket || !service) throw new Error('The table spends a ticket, and finds its service, for every endpoint.')
  return { ticket, service, iou }
}

export function knowTheFormat({ given }: { given: { format: string | undefined } }): CasFailure | undefined {
  if (given.format === undefined || /^(xml|json)$/i.test(given.format)) return undefined
  return { code: 'INVALID_REQUEST', sentence: 'format must be XML or JSON.' }
}

function haveBothParameters({ given }: Validation): CasFailure | undefined {
  if (given.service && given.ticket) return undefined
  return { code: 'INVALID_REQUEST', sentence: 'Both service and ticket are required, once each.' }
}

async function spendTheTicket(validation: Validation): Promise<undefined> {
  if (validation.given.ticket) validation.ticket = await validation.spend(validation.given.ticket)
  return undefined
}

function beAServiceTicket({ given, ticket }: Validation): CasFailure | undefined {
  if (given.ticket?.startsWith('PT-') || (ticket && ticket.proxies.length > 0))
    return {
      code: 'INVALID_TICKET_SPEC',
      sentence: 'This is a proxy ticket, which only /proxyValidate and /p3/proxyValidate take.',
    }
  return undefined
}

function beKnown({ ticket }: Validation): CasFailure | undefined {
  if (ticket) return undefined
  return { code: 'INVALID_TICKET', sentence: 'The ticket is not known, or was used before.' }
}

function beInTime({ ticket, now }: Validation): CasFailure | undefined {
  if (ticket && now < ticket.expiresAt) return undefined
  return { code: 'INVALID_TICKET', sentence: 'The ticket has expired.' }
}

function beForThisService({ ticket, given }: Validation): CasFailure | undefined {
  if (ticket?.service === given.service) return undefined
  return { code: 'INVALID_SERVICE', sentence: 'The ticket was issued for another service.' }
}

function beForARegisteredService(validation: Validation): CasFailure | undefined {
  validation.service = matchService(validation.services, validation.given.service ?? '')
  if (validation.service) return undefined
  return { code: 'INVALID_SERVICE', sentence: 'The service is not registered here any more.' }
}

function comeFromCredentials({ ticket, given }: Validation): CasFailure | undefined {
  if (!given.renew || ticket?.fromNewLogin) return undefined
  return {
    code: 'INVALID_TICKET',
    sentence: 'The service wants a new sign-in, and this ticket came from an earlier one.',
  }
}

function belongToSomebodyWelcome({ ticket }: Validation): CasFailure | undefined {
  if (ticket?.maySignIn && ticket.about.person.assignedAddress !== undefined) return undefined
  return { code: 'INVALID_TICKET', sentence: 'The account can no longer sign in.' }
}

async function grantProxying(validation: Validation): Promise<CasFailure | undefined> {
  const { given, ticket, service } = validation
  if (!given.pgtUrl || !ticket || !service) return undefined
  const judged = judgeCallback(service, given.pgtUrl)
  if (judged.kind === 'refused') return judged.failure
  validation.iou = await validation.grantProxying(judged.url, ticket, service)
  if (validation.iou !== undefined) return undefined
  return {
    code: 'INVALID_PROXY_CALLBACK',
    sentence: 'The proxy callback could not be reached safely, or did not answer 200.',
  }
}
