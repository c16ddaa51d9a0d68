import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'

export type DkimKey =
  | { kind: 'good'; pem: string }
  | { kind: 'unreadable' }
  /** DKIM knows RSA here; fewer than 2048 bits are a lock for show (RFC 8301 §3.2). */
  | { kind: 'weak'; bits: number }
  | { kind: 'wrong-type' }

const FEWEST_BITS = 2048

/** Looks at a private key in PEM. */
export function readDkimKey(pem: string): DkimKey {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType !== 'rsa') return { kind: 'wrong-type' }
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    return bits < FEWEST_BITS ? { kind: 'weak', bits } : { kind: 'good', pem }
  } catch {
    return { kind: 'unreadable' }
  }
}

/** A new private key in PEM (PKCS #8). */
export function makeDkimKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: FEWEST_BITS })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** What stands in the DNS for it (RFC 6376 §3.6.1). */
export function dkimRecord(pem: string): string {
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' })
  return `v=DKIM1; k=rsa; p=${der.toString('base64')}`
}
