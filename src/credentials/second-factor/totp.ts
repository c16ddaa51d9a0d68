import { Secret as OtpSecret, TOTP } from 'otpauth'
import { Secret } from '../../world/index.ts'

// What every authenticator app understands (RFC 6238): SHA-1, six digits, thirty seconds.
const ALGORITHM = 'SHA1'
const DIGITS = 6
const PERIOD = 30
/** A clock may be a step off on either side (RFC 6238, section 5.2). */
const WINDOW = 1

/** A shared secret of 160 random bits (RFC 4226, section 4, R6), in the letters that apps read: base32. */
export function totpSecret(bytes: Buffer): Secret {
  return new Secret(new OtpSecret({ buffer: Uint8Array.from(bytes).buffer }).base32)
}

export const TOTP_SECRET_BYTES = 20

/** In groups of four, for whoever types it or hears it. */
export function secretInGroups(secret: Secret): string {
  return (
    secret
      .reveal()
      .match(/.{1,4}/g)
      ?.join(' ') ?? ''
  )
}

/** What the QR code says: whose code it is and where it belongs. */
export function totpAddress(secret: Secret, { issuer, account }: { issuer: string; account: string }): string {
  return totpOf(secret, issuer, account).toString()
}

/** The six digits that a person copied, with the space that apps show in the middle; undefined when it is something else. */
export function totpTyped(typed: string): string | undefined {
  const digits = typed
    .slice(0, 64)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}]+/gu, '')
  return /^\d{6}$/.test(digits) ? digits : undefined
}

/** The step of thirty seconds whose code this is: the one of `now`, the one before or the one after. */
export function stepOf(secret: Secret, code: string, now: Date): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW })
  return delta === null ? undefined : Math.floor(now.getTime() / (PERIOD * 1000)) + delta
}

function totpOf(secret: Secret, issuer = '', label = '') {
  return new TOTP({ secret: secret.reveal(), algorithm: ALGORITHM, digits: DIGITS, period: PERIOD, issuer, label })
}
