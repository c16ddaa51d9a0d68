import type { FastifyReply, FastifyRequest } from 'fastify'

/** Each that this program sets: the page about personal data says what it is for and how long it stays. */
export type CookieKind =
  | 'TGC'
  | 'visitor'
  | 'device'
  | 'language'
  | 'place'
  | 'portal'
  | 'portal-asker'
  | 'request'
  | OneForEach

/** There is one for each link, code, request or case, whose number it ends in. */
type OneForEach = 'link-' | 'code-' | 'request-' | 'case-'
export type CookieName = Exclude<CookieKind, OneForEach> | `${OneForEach}${string}`

/** `__Host-TGC`: bound to this very host, `Secure`, whole path (req 58). Plain `TGC` where SECURE_COOKIES=no. */
export function cookieName(name: CookieName, secure: boolean): string {
  return secure ? `__Host-${name}` : name
}

/** The value of a cookie by its plain name. Of two with the same name the first one counts. */
export function readCookie(request: FastifyRequest, name: CookieName): string | undefined {
  return valueIn(request.headers.cookie, cookieName(name, request.server.frame.settings.SECURE_COOKIES))
}

/**
 * `HttpOnly`, `SameSite=Lax`, `Path=/`, no `Domain`, gone with the browser unless `maxAgeMs` (milliseconds) is given (req 58).
 * Throws when the value holds anything but letters, digits and `._~-`.
 */
export function setCookie(reply: FastifyReply, name: CookieName, value: string, options: { maxAgeMs?: number } = {}) {
  if (!/^[\w.~-]*$/.test(value)) throw new Error(`The value of the cookie ${name} needs letters, digits and ._~- only`)
  const secure = reply.server.frame.settings.SECURE_COOKIES
  const parts = [`${cookieName(name, secure)}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax']
  if (secure) parts.push('Secure')
  if (options.maxAgeMs !== undefined) parts.push(`Max-Age=${Math.floor(options.maxAgeMs / 1000)}`)
  // One line for each name: the last wish counts.
  const others = linesOf(reply).filter((line) => !line.startsWith(`${cookieName(name, secure)}=`))
  reply.removeHeader('set-cookie')
  reply.header('set-cookie', [...others, parts.join('; ')])
}

export function clearCookie(reply: FastifyReply, name: CookieName) {
  setCookie(reply, name, '', { maxAgeMs: 0 })
}

/**
 * For signing out: the browser forgets pages and storage, and the named cookies (req 60). Not `Clear-Site-Data: "cookies"`:
 * that would take the device cookie along, which keeps the owner's own lane when somebody guesses passwords.
 * The visitor gets a new anti-forgery secret with the next page.
 */
export function clearClient(reply: FastifyReply, names: readonly CookieName[]) {
  for (const name of [...names, 'visitor'] as const) clearCookie(reply, name)
  reply.header('clear-site-data', '"cache", "storage"')
}

function linesOf(reply: FastifyReply): string[] {
  const lines = reply.getHeader('set-cookie')
  return Array.isArray(lines) ? lines : typeof lines === 'string' ? [lines] : []
}

function valueIn(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}
