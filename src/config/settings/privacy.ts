import { duration, flag } from '../kinds.ts'
import { setting } from './setting.ts'

export const privacy = {
  KEEP_AUDIT: setting(
    duration({ from: '30d', to: '3650d' }),
    730 * 86_400_000,
    'How long the audit trail is kept (req 98).',
  ),
  KEEP_NETWORK_ADDRESSES: setting(
    duration({ from: '1d', to: '365d' }),
    90 * 86_400_000,
    'How long the audit trail says from which network address something came (req 98). The rest of the event stays.',
  ),
  SECURE_COOKIES: setting(
    flag,
    true,
    'Cookies carry `Secure` and the `__Host-` prefix (req 58). Only for a browser that refuses them on http://localhost; refused in production.',
  ),
}
