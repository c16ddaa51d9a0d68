import type { LinkPurpose } from '../challenges/index.ts'
import type { Settings } from '../config/index.ts'

const STRICT_LIFETIME = 10 * 60_000

/** Milliseconds a link lives (req 13). Under `strict` the link stands alone, without a question, and lives ten minutes at most. */
export function linkLifetime(
  settings: Pick<Settings, 'PASSWORD_PROFILE' | 'LINK_LIFETIME' | 'ACTIVATION_LINK_LIFETIME'>,
  purpose: LinkPurpose,
): number {
  const lifetime = purpose === 'first-password' ? settings.ACTIVATION_LINK_LIFETIME : settings.LINK_LIFETIME
  return settings.PASSWORD_PROFILE === 'strict' ? Math.min(lifetime, STRICT_LIFETIME) : lifetime
}

/** `strict` follows NIST SP 800-63B-4, which knows no security question (requirements §2). */
export function asksQuestion(settings: Pick<Settings, 'PASSWORD_PROFILE'>): boolean {
  return settings.PASSWORD_PROFILE !== 'strict'
}
