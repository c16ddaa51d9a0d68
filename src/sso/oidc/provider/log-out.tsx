import type { KoaContextWithOIDC } from 'oidc-provider'
import { signOut } from '../adapter/index.ts'
import { LogOutPage } from '../pages/log-out.tsx'
import { currentRequest } from '../request.ts'
import { MOUNT, routes } from './addresses.ts'
import type { ProviderParts } from './parts.ts'

/**
 * The person is asked, unless the client holds an ID token of this very session: then it has been let in by this person
 * and may say that the visit is over (RP-Initiated Logout 1.0, section 2; req 87).
 */
export async function logOut(parts: ProviderParts, ctx: KoaContextWithOIDC): Promise<void> {
  const request = currentRequest()
  if (!request) return
  const { session, client } = ctx.oidc
  const hint = ctx.oidc.entities.IdTokenHint as { payload?: { sub?: unknown; sid?: unknown } } | undefined
  const knownSid = client && session?.sidFor(client.clientId)
  if (hint?.payload && hint.payload.sub === session?.accountId && knownSid && hint.payload.sid === knownSid) {
    await signOut(parts)
    return
  }
  const service = parts.services().find(({ id }) => id === client?.clientId)
  request.page = {
    content: (
      <LogOutPage
        action={`${MOUNT}${routes.end_session}/confirm`}
        secret={String((session?.state as { secret?: unknown } | undefined)?.secret ?? '')}
        service={service?.name}
      />
    ),
  }
}
