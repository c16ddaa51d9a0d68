import { hmacSha1 } from '../../world/index.ts'

/** The two keys of an application, and of a person or office that lent it theirs (RFC 5849 §1.1). */
export interface OauthKeys {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly token?: string | undefined
  readonly tokenSecret?: string | undefined
}

interface Signed {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  /** Sent as a form; those of the query stand in `url`. */
  readonly form: Readonly<Record<string, string>>
}

/** The `Authorization` header of one request (RFC 5849 §3.5.1). Each request needs a nonce of its own (§3.3). */
export function authorization(request: Signed, keys: OauthKeys, at: { now: Date; nonce: string }): string {
  const protocol = {
    oauth_consumer_key: keys.consumerKey,
    ...(keys.token === undefined ? {} : { oauth_token: keys.token }),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(at.now.getTime() / 1000)),
    oauth_nonce: at.nonce,
    oauth_version: '1.0',
  }
  const all = { ...protocol, oauth_signature: signature(request, protocol, keys) }
  return `OAuth ${Object.entries(all)
    .map(([name, value]) => `${encode(name)}="${encode(value)}"`)
    .join(', ')}`
}

/** HMAC-SHA1 over the base string (RFC 5849 §3.4.2). */
export function signature(
  { method, url, form }: Signed,
  protocol: Readonly<Record<string, string>>,
  { consumerSecret, tokenSecret = '' }: Pick<OauthKeys, 'consumerSecret' | 'tokenSecret'>,
): string {
  const parameters = [...url.searchParams, ...Object.entries(form), ...Object.entries(protocol)]
  const base = [method, `${url.origin}${url.pathname}`, normalized(parameters)].map(encode).join('&')
  return hmacSha1(`${encode(consumerSecret)}&${encode(tokenSecret)}`, base)
}

/** Encoded first, then sorted by name and value (RFC 5849 §3.4.1.3.2). */
function normalized(parameters: readonly (readonly [string, string])[]) {
  return parameters
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([one, first], [other, second]) => (one === other ? compare(first, second) : compare(one, other)))
    .map((pair) => pair.join('='))
    .join('&')
}

function compare(one: string, other: string) {
  return one < other ? -1 : one > other ? 1 : 0
}

/** Everything but letters, digits and `-._~` (RFC 5849 §3.6); `encodeURIComponent` leaves five signs more. */
function encode(text: string) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
