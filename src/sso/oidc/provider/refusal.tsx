import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { recordRefusal } from '../../../challenges/index.ts'
import { RefusedPage } from '../pages/refused.tsx'
import { currentRequest } from '../request.ts'
import type { ProviderParts } from './parts.ts'

/** A page instead of what the library would write; a fault of ours goes on to our own handler. */
export async function refuse(
  parts: ProviderParts,
  ctx: KoaContextWithOIDC,
  out: { readonly error: string },
  error: Error,
): Promise<void> {
  const request = currentRequest()
  if (!request) return
  if (!(error instanceof errors.OIDCProviderError)) {
    request.broken = error
    return
  }
  const asked = ctx.oidc?.params?.client_id ?? ctx.query.client_id
  const service = parts.services().find(({ id }) => id === asked)
  if (ctx.oidc?.route === 'authorization') await noteRefusal(parts, asked)
  request.page = {
    status: ctx.status,
    content: <RefusedPage error={out.error} service={service} expired={error instanceof errors.SessionNotFound} />,
  }
}

/** Query and spelling of an unknown client are its own: only what looks like an id is written down. */
async function noteRefusal(parts: ProviderParts, asked: unknown) {
  const request = currentRequest()
  await recordRefusal(parts, {
    at: parts.world.clock.now(),
    event: 'service-refused',
    outcome: 'failure',
    actor: 'person',
    source: request?.source,
    reference: request?.reference,
    details: { service: typeof asked === 'string' && /^[\w.-]{1,60}$/.test(asked) ? asked : '' },
  })
}
