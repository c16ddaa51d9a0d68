/** A service that may use the sign-in: where it stands and what it is called. */
export interface Service {
  readonly id: string
  readonly name: { readonly pl: string; readonly en: string }
  /** Each covers itself and everything below: scheme, host and port equal, path by whole segments (req 69). */
  readonly urls: readonly string[]
  /** CAS attributes handed to it. Never a PESEL (req 43). */
  readonly attributes: readonly AttributeName[]
  /** Whether it is told when a session ends. */
  readonly singleLogout: boolean
}

export const attributeNames = [
  'mail',
  'givenName',
  'sn',
  'displayName',
  'employeeType',
  'student_number',
  'usos_id',
] as const
export type AttributeName = (typeof attributeNames)[number]

/** The service a URL belongs to, or nothing. The URL is compared as the browser will read it, never as a string prefix. */
export function matchService(services: readonly Service[], given: string): Service | undefined {
  const url = readServiceUrl(given)
  if (!url) return undefined
  return services.find((service) => service.urls.some((pattern) => covers(new URL(pattern), url)))
}

/** A service URL, or nothing when a browser and a person could read it differently. */
export function readServiceUrl(given: string): URL | undefined {
  // Visible ASCII alone, and no backslash, which browsers read as a slash.
  if (given.length > 2000 || !/^[!-[\]-~]*$/.test(given)) return undefined
  if (!/^https?:\/\/[^/?#]/i.test(given) || !URL.canParse(given)) return undefined
  const url = new URL(given)
  return url.username === '' && url.password === '' && !/^https?:\/\/[^/?#]*@/i.test(given) ? url : undefined
}

function covers(pattern: URL, url: URL): boolean {
  if (pattern.protocol !== url.protocol || pattern.host !== url.host) return false
  const base = pattern.pathname
  // An encoded slash or dot may become a real one behind the service's own door: it matches no path below.
  if (/%2f|%5c|%2e|%25/i.test(url.pathname)) return url.pathname === base
  return url.pathname === base || url.pathname.startsWith(base.endsWith('/') ? base : `${base}/`)
}

/** The address that brings the ticket: the service's own query byte for byte, the ticket before any fragment (req 76). */
export function withTicket(service: string, ticket: string): string {
  const [address = '', ...fragment] = service.split('#')
  const joint = address.includes('?') ? (/[?&]$/.test(address) ? '' : '&') : '?'
  return [`${address}${joint}ticket=${ticket}`, ...fragment].join('#')
}
