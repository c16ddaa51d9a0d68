import { childOf, readXml, textOf } from '../web/xml/index.ts'

/** The ticket whose session has ended, from a single-logout message (CAS 3.0.3, section 2.3.3 and appendix C). */
export function endedTicket(logoutRequest: string): string | undefined {
  const ticket = textOf(childOf(readXml(logoutRequest), 'LogoutRequest'), 'SessionIndex')
  return ticket !== undefined && isServiceTicket(ticket) ? ticket : undefined
}

/** A service ticket by its letters; services must take up to 256 of them (CAS 3.0.3, sections 3.1.1 and 3.7). */
export function isServiceTicket(text: string): boolean {
  return /^ST-[A-Za-z0-9-]{1,253}$/.test(text)
}
