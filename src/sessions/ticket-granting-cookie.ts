import { asSessionId, type SessionId } from '../database/index.ts'

/** The ticket-granting cookie is `id.secret`; the table holds the hash of the secret alone (req 57). */
export interface TicketGrantingCookie {
  readonly id: SessionId
  readonly secret: string
}

export function writeCookie(cookie: TicketGrantingCookie): string {
  return `${cookie.id}.${cookie.secret}`
}

export function readCookie(value: string | undefined): TicketGrantingCookie | undefined {
  const [, id, secret] = /^([A-Za-z0-9]{16})\.([A-Za-z0-9]{24})$/.exec(value ?? '') ?? []
  return id !== undefined && secret !== undefined ? { id: asSessionId(id), secret } : undefined
}
