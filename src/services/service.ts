import type { AttributeName } from './released-attributes.ts'

/**
 * A service that may use the sign-in: where it stands, what it is called, and what it may learn. It speaks CAS where it has
 * `urls`, OpenID Connect where it has a `client`, or both.
 */
export interface Service {
  readonly id: string
  readonly name: TextPair
  /** One sentence for people: what the service is for. */
  readonly description?: TextPair
  /** Whom to ask about the service itself. */
  readonly owner?: { readonly name: string; readonly mail: string }
  /** Where a person begins; the first of `urls` when left out. */
  readonly home?: string
  /** Each covers itself and everything below: scheme, host and port equal, path by whole segments (req 69). */
  readonly urls: readonly string[]
  /** What it is told of a person, by both protocols. Never a PESEL (req 43). */
  readonly attributes: readonly AttributeName[]
  /** Whether it is told when a session ends. */
  readonly singleLogout: boolean
  /** Where it is told by CAS, instead of at the address that the ticket was for. */
  readonly logoutUrl?: string
  /** https addresses, each covering what lies below, to which proxy-granting tickets may be sent; none: it may not proxy (req 77). */
  readonly proxyCallbacks: readonly string[]
  readonly assurance: Assurance
  /** Whether the person is asked before the service learns anything for the first time. */
  readonly consent: boolean
  readonly client?: Client
  /** Where it is registered: in the operator's file, at the desk, or in the program (the portal). */
  readonly registeredIn: 'file' | 'desk' | 'program'
}

/** How sure the service wants to be of who signs in. */
export type Assurance = 'password' | 'second-factor'

interface TextPair {
  readonly pl: string
  readonly en: string
}

/** The service as a client of OpenID Connect; its `client_id` is the id of the service. */
export interface Client {
  /** Compared as exact strings (req 80). */
  readonly redirectUris: readonly string[]
  readonly postLogoutRedirectUris: readonly string[]
  readonly backChannelLogoutUri?: string
  /** `none` is a public client: an application without a server. All use PKCE (req 81). */
  readonly authentication: 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | 'none'
  /** SHA-256 of the secret in base64url, for the two `client_secret_…` (req 86). */
  readonly secretDigest?: string
  /** Its public keys as a JSON Web Key Set, for `private_key_jwt`. */
  readonly jwks?: { readonly keys: readonly Record<string, unknown>[] }
  /** Whether it may ask for refresh tokens (`offline_access`). */
  readonly offlineAccess: boolean
  /** Whether it may ask about tokens of others: a resource server (RFC 7662). */
  readonly introspection: boolean
  readonly idTokenAlgorithm: 'RS256' | 'ES256'
}

/** The services of this very moment, the portal first. */
export type ServiceList = () => readonly Service[]

/**
 * The service a URL belongs to, or nothing. The URL is compared as the browser will read it, never as a string prefix. Of
 * patterns that overlap the longest wins; of equal ones, that of the service that stands first. What the server there may read as an
 * address of another service below belongs to nobody (decision 152).
 */
export function matchService(services: readonly Service[], given: string): Service | undefined {
  const url = readServiceUrl(given)
  const there = url && patternsOf(services).get(originOf(url))
  if (!there) return undefined
  // Who has the host alone has nobody beside whose address could be meant.
  if (there.every(({ path }) => path === '/')) return there[0]?.service
  const found = there.find(({ path }) => coversPath(path, url.pathname))
  const isBelow = ({ path, service }: Pattern) =>
    service !== found?.service &&
    path.length > (found?.path.length ?? 0) &&
    coversPath(asServersMayRead(path), asServersMayRead(url.pathname))
  return there.some(isBelow) ? undefined : found?.service
}

/** The service that an event or a visit names: CAS by an address, OpenID Connect by the id of the client. */
export function serviceNamed(services: readonly Service[], named: string): Service | undefined {
  return services.find(({ id }) => id === named) ?? matchService(services, named)
}

interface Pattern {
  readonly path: string
  readonly service: Service
}

/** The patterns of each list, read once: a validation must not read those of every service anew. */
const compiled = new WeakMap<readonly Service[], ReadonlyMap<string, readonly Pattern[]>>()

/** By scheme, host and port, the longest first. */
function patternsOf(services: readonly Service[]) {
  const known = compiled.get(services)
  if (known) return known
  const byOrigin = new Map<string, Pattern[]>()
  for (const service of services) {
    for (const written of service.urls) {
      const pattern = new URL(written)
      const there = byOrigin.get(originOf(pattern)) ?? []
      there.push({ path: pattern.pathname, service })
      byOrigin.set(originOf(pattern), there)
    }
  }
  for (const there of byOrigin.values()) there.sort((one, other) => other.path.length - one.path.length)
  compiled.set(services, byOrigin)
  return byOrigin
}

function originOf({ protocol, host }: URL) {
  return `${protocol}//${host}`
}

/** A service URL, or nothing when a browser and a person could read it differently. */
export function readServiceUrl(given: string): URL | undefined {
  // Visible ASCII alone, and no backslash, which browsers read as a slash.
  if (given.length > 2000 || !/^[!-[\]-~]*$/.test(given)) return undefined
  if (!/^https?:\/\/[^/?#]/i.test(given)) return undefined
  const url = URL.parse(given)
  return url?.username === '' && url.password === '' && !/^https?:\/\/[^/?#]*@/i.test(given) ? url : undefined
}

/** Whether `url` is the address `pattern` or lies below it: scheme, host and port equal, path by whole segments. */
export function covers(pattern: URL, url: URL): boolean {
  return originOf(pattern) === originOf(url) && coversPath(pattern.pathname, url.pathname)
}

function coversPath(base: string, path: string): boolean {
  if (path === base) return true
  // An encoded slash or dot, or dots before a semicolon (Tomcat) or a blank (Windows), may become a real one behind the service's own door: it matches no path below.
  if (/%2f|%5c|%2e|%25|\/\.+(?:[;%/]|$)/i.test(path)) return false
  return path.startsWith(base.endsWith('/') ? base : `${base}/`)
}

/**
 * A path as the most generous server reads it: escapes decoded, slashes merged, parameters (Java), letter case, dots and blanks at the end
 * of a segment (Windows) of no account.
 */
function asServersMayRead(path: string): string {
  return path
    .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .toLowerCase()
    .split('/')
    .map((segment) => segment.replace(/;.*$/s, '').replace(/[\s.]+$/, ''))
    .filter((segment) => segment !== '')
    .join('/')
}

/** The address that brings the ticket: the service's own query byte for byte, the ticket before any fragment (req 76). */
export function withTicket(service: string, ticket: string): string {
  const [address = '', ...fragment] = service.split('#')
  const [, ...parts] = address.split('?')
  const query = parts.join('?')
  const joint = parts.length === 0 ? '?' : query === '' || query.endsWith('&') ? '' : '&'
  return [`${address}${joint}ticket=${ticket}`, ...fragment].join('#')
}
