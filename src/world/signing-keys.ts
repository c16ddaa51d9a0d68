import { generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

export type SigningAlgorithm = 'ES256' | 'RS256'

/** A private key as JSON Web Key (RFC 7517). Never printed, never stored unsealed. */
export type PrivateJwk = Readonly<Record<string, unknown>>

const pair = promisify(generateKeyPair) as (
  type: string,
  options: object,
) => Promise<{ publicKey: KeyObject; privateKey: KeyObject }>

/** A new key pair, made on a thread of its own: P-256 for ES256, 2048 bits for RS256. */
export async function newSigningKey(algorithm: SigningAlgorithm): Promise<PrivateJwk> {
  const { privateKey } = await (algorithm === 'ES256'
    ? pair('ec', { namedCurve: 'P-256' })
    : pair('rsa', { modulusLength: 2048 }))
  return { ...privateKey.export({ format: 'jwk' }), alg: algorithm, use: 'sig' }
}
