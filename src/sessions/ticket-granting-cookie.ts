import { asSessionId, type SessionId } from '../database/index.ts'

/**
 * The ticket-granting cookie is `TGT-id-secret`, of letters, digits and hyphens alone (CAS 3.0.3, sections 3.7 and 3.8.1);
 * the table holds the hash of the secret alone (req 57).
 */
export interface TicketGrantingCookie {
  readonly id: SessionId
  readonly secret: string
}

export function writeCookie(cookie: TicketGrantingCookie): string {
  return `TGT-${cookie.id}-${cookie.secret}`
}

/** Also as earlier versions wrote it, so that an upgrade signs nobody out. */
export function readCookie(value: string | undefined): TicketGrantingCookie | undefined {
  const [, id, secret] = /^(?:TGT-)?([A-Za-z0-9]{16})[.-]([A-Za-z0-9]{24})$/.exec(value ?? '') ?? []
  return id !== undefined && secret !== undefined ? { id: asSessionId(id), secret } : undefined
}

/** How long the browser keeps the cookie: of a remembered session past its own end, of every other one as long as it runs. */
export function cookieLife(
  session: { readonly longTerm?: boolean },
  settings: { readonly REMEMBER_ME_LIFETIME: number },
): { maxAgeMs?: number } {
  return session.longTerm ? { maxAgeMs: settings.REMEMBER_ME_LIFETIME } : {}
}
