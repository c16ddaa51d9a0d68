import type { PersonId, SessionId } from '../../database/index.ts'

/** The codes of CAS 3.0.3, section 2.5.3, that the endpoints so far can answer. */
export type CasCode =
  | 'INVALID_REQUEST'
  | 'INVALID_TICKET_SPEC'
  | 'INVALID_TICKET'
  | 'INVALID_SERVICE'
  | 'INTERNAL_ERROR'

export interface CasFailure {
  readonly code: CasCode
  /** For the developer of the service; never holds the ticket. */
  readonly sentence: string
}

export interface SpentTicket {
  readonly person: PersonId
  readonly session: SessionId
  readonly service: string
  readonly fromNewLogin: boolean
  readonly signedInAt: Date
  readonly expiresAt: Date
}

/** What a validation knows, filled step by step. */
export interface Validation {
  readonly given: {
    readonly service: string | undefined
    readonly ticket: string | undefined
    readonly renew: boolean
    readonly format: string | undefined
  }
  readonly now: Date
  readonly spend: (ticket: string) => Promise<SpentTicket | undefined>
  ticket?: SpentTicket
}

export type Step = (validation: Validation) => CasFailure | undefined | Promise<CasFailure | undefined>
export type Endpoint = 'validate' | 'serviceValidate' | 'p3/serviceValidate'

/**
 * The validation endpoints as a table: a row is a step, a column an endpoint, read from top to bottom.
 * The first failure ends it. Proxy endpoints add columns and rows here.
 */
const yes = true
const no = false
const table: readonly [step: Step, validate: boolean, serviceValidate: boolean, p3ServiceValidate: boolean][] = [
  //                       validate  serviceValidate  p3/serviceValidate
  [knowTheFormat,             no,        yes,              yes], // section 2.5.1
  [haveBothParameters,        yes,       yes,              yes], // section 2.4.1, 2.5.3
  [beAServiceTicket,          yes,       yes,              yes], // section 3.1
  [spendTheTicket,            yes,       yes,              yes], // section 3.1.1: one attempt, right or wrong
  [beInTime,                  yes,       yes,              yes], // section 3.1.1
  [beForThisService,          yes,       yes,              yes], // section 2.5.3
  [comeFromCredentials,       yes,       yes,              yes], // section 2.4.1: renew
] // biome-ignore format: a table is read by its columns

/** The steps an endpoint takes, in order. */
export function stepsOf(endpoint: Endpoint): readonly Step[] {
  const column = { validate: 1, serviceValidate: 2, 'p3/serviceValidate': 3 }[endpoint]
  return table.filter((row) => row[column] === true).map(([step]) => step)
}

/** Walks the steps of an endpoint. */
export async function validate(endpoint: Endpoint, validation: Validation): Promise<CasFailure | SpentTicket> {
  for (const step of stepsOf(endpoint)) {
    const failure = await step(validation)
    if (failure) return failure
  }
  if (!validation.ticket) throw new Error('The table spends a ticket for every endpoint.')
  return validation.ticket
}

function knowTheFormat({ given }: Validation): CasFailure | undefined {
  if (given.format === undefined || /^(xml|json)$/i.test(given.format)) return undefined
  return { code: 'INVALID_REQUEST', sentence: 'format must be XML or JSON.' }
}

function haveBothParameters({ given }: Validation): CasFailure | undefined {
  if (given.service && given.ticket) return undefined
  return { code: 'INVALID_REQUEST', sentence: 'Both service and ticket are required, once each.' }
}

function beAServiceTicket({ given }: Validation): CasFailure | undefined {
  if (given.ticket?.startsWith('ST-')) return undefined
  return { code: 'INVALID_TICKET_SPEC', sentence: 'The ticket is not a service ticket.' }
}

async function spendTheTicket(validation: Validation): Promise<CasFailure | undefined> {
  const ticket = await validation.spend(validation.given.ticket ?? '')
  if (!ticket) return { code: 'INVALID_TICKET', sentence: 'The ticket is not known, or was used before.' }
  validation.ticket = ticket
  return undefined
}

function beInTime({ ticket, now }: Validation): CasFailure | undefined {
  if (ticket && now < ticket.expiresAt) return undefined
  return { code: 'INVALID_TICKET', sentence: 'The ticket has expired.' }
}

function beForThisService({ ticket, given }: Validation): CasFailure | undefined {
  if (ticket?.service === given.service) return undefined
  return { code: 'INVALID_SERVICE', sentence: 'The ticket was issued for another service.' }
}

function comeFromCredentials({ ticket, given }: Validation): CasFailure | undefined {
  if (!given.renew || ticket?.fromNewLogin) return undefined
  return {
    code: 'INVALID_TICKET',
    sentence: 'The service wants a new sign-in, and this ticket came from an earlier one.',
  }
}
