import { type Random, Secret, secretDigest } from '../world/index.ts'

/** 256 bits: nobody types it, and its plain SHA-256 is safe to keep (req 86). */
const SECRET_BYTES = 32

/** A new secret for a client of OpenID Connect, and what the registry keeps of it. */
export function newClientSecret(random: Random): { secret: Secret; digest: string } {
  const secret = new Secret(random.bytes(SECRET_BYTES).toString('base64url'))
  return { secret, digest: digestOfClientSecret(secret.reveal()) }
}

/** As `secretDigest` in services.yaml. */
export function digestOfClientSecret(secret: string): string {
  return secretDigest(secret).toString('base64url')
}
