import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { Problem } from '../../../web/index.ts'
import { currentRequest } from '../request.ts'

/**
 * Who came too often for this client (decision 164) waits; where nobody may be asked, the answer is that of nobody's browser:
 * `login_required` (OIDC Core 3.1.2.6). Only once the request is known to be whole and the client's own: what was pushed beforehand
 * has been read by then, and what is refused writes nothing.
 */
export async function takeShare({ oidc }: KoaContextWithOIDC): Promise<void> {
  const taken = oidc.client && (await currentRequest()?.takeTicketShare?.(oidc.client.clientId))
  if (!taken || taken.granted) return
  if (oidc.prompts.has('none')) throw new errors.LoginRequired('too many requests for this client in a short time')
  throw new Problem('too-often', { retryAfterMs: taken.retryAfterMs })
}
