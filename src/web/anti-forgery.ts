import { type Keyring, type Random, sameDigest } from '../world/index.ts'

/** The value in a form: when it was issued, a nonce, and a MAC that binds both to one visitor (req 63). */
export function issueFormValue(keys: Keyring, random: Random, visitor: string, now: Date): string {
  const body = `${now.getTime().toString(36)}.${random.token(16)}`
  return `${body}.${formMac(keys, visitor, body)}`
}

export type FormVerdict = 'good' | 'no-visitor' | 'no-value' | 'foreign' | 'expired'

/** Judges the value that came with a form. `lifetime` in milliseconds. */
export function judgeFormValue(
  keys: Keyring,
  { visitor, value, lifetime, now }: { visitor: string | undefined; value: unknown; lifetime: number; now: Date },
): FormVerdict {
  if (visitor === undefined) return 'no-visitor'
  if (typeof value !== 'string' || value === '') return 'no-value'
  const [, body, issued, mac] = /^(([0-9a-z]{1,11})\.[A-Za-z0-9]{16})\.([\w-]{43})$/.exec(value) ?? []
  if (body === undefined || issued === undefined || mac === undefined) return 'foreign'
  if (!sameDigest(Buffer.from(mac), Buffer.from(formMac(keys, visitor, body)))) return 'foreign'
  const age = now.getTime() - Number.parseInt(issued, 36)
  // Nodes may differ a little in what time it is.
  return age > lifetime || age < -5 * 60_000 ? 'expired' : 'good'
}

export type SenderVerdict = 'own' | 'unknown' | 'foreign'

/**
 * Where the browser says the request comes from (req 63). `Referrer-Policy: no-referrer` makes browsers send `Origin: null`
 * with our own forms, but so does a sandboxed page of an attacker: `null` counts only beside a `Sec-Fetch-Site` that no
 * other site can cause. `unknown`, of old browsers and programs that send neither, leaves the decision to the form value.
 */
export function judgeSender(
  { origin, secFetchSite }: { origin?: string | undefined; secFetchSite?: string | undefined },
  ownOrigins: readonly string[],
): SenderVerdict {
  // `none`: the person's own doing, such as a form sent again after the browser was restarted.
  const own = secFetchSite === 'same-origin' || secFetchSite === 'none'
  if (secFetchSite !== undefined && !own) return 'foreign'
  if (origin === undefined) return own ? 'own' : 'unknown'
  if (origin === 'null') return own ? 'own' : 'foreign'
  return ownOrigins.includes(origin) ? 'own' : 'foreign'
}

function formMac(keys: Keyring, visitor: string, body: string) {
  return keys.mac('form', visitor, body).toString('base64url')
}
