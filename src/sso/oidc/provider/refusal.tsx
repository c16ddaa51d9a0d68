import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { recordRefusal } from '../../../challenges/index.ts'
import { RefusedPage } from '../pages/refused.tsx'
import { currentRequest } from '../request.ts'
import { MOUNT, routes } from './addresses.ts'
import type { ProviderParts } from './parts.ts'

/** A page instead of what the library would write; a fault of ours goes on to our own handler. */
export async function refuse(
  parts: ProviderParts,
  ctx: KoaContextWithOIDC,
  out: { readonly error: string; readonly error_description?: string | undefined },
  error: Error,
): Promise<void> {
  const request = currentRequest()
  if (!request) return
  if (!(error instanceof errors.OIDCProviderError)) {
    request.broken = error
    return
  }
  logRefusal(parts, ctx, error)
  const asked = ctx.oidc?.params?.client_id ?? ctx.query.client_id
  const service = parts.services().find(({ id }) => id === asked)
  if (ctx.oidc?.route === 'authorization') await noteRefusal(parts, asked)
  if (ctx.oidc?.route === 'end_session' || ctx.oidc?.route === 'end_session_confirm') {
    await noteRefusal(parts, ctx.oidc.client?.clientId ?? asked)
    askAnew(ctx)
    return
  }
  request.page = {
    status: ctx.status,
    content: (
      <RefusedPage
        error={out.error}
        description={out.error_description}
        service={service}
        expired={error instanceof errors.SessionNotFound}
      />
    ),
  }
}

/**
 * What a client is told is one code for many faults; whoever connects a service finds here which one it was. The detail of
 * an error that reading the input has caused may quote it, so those of two kinds alone are written down: they name no token and no code.
 */
export function logRefusal({ log }: ProviderParts, { oidc }: KoaContextWithOIDC, error: errors.OIDCProviderError) {
  const { error_description: description, error_detail: detail } = error
  const isPlain = error instanceof errors.InvalidGrant || error instanceof errors.InvalidClientAuth
  const because = ((isPlain && detail) || description || '').slice(0, 200)
  const reference = currentRequest()?.reference
  log.info({ reference, service: oidc?.client?.clientId, code: error.error, because }, 'OpenID Connect refused')
}

/**
 * Whoever wants to log out shall not stay signed in for a mistake of the service: the request comes once more, without the way
 * back, and without a hint that did not prove to be good (RP-Initiated Logout 1.0, section 4) or that came in a form: it shall stand in no address.
 */
function askAnew(ctx: KoaContextWithOIDC) {
  const { client, params } = ctx.oidc
  const names = ctx.method === 'POST' ? ['client_id'] : ['id_token_hint', 'client_id']
  const kept = Object.entries(client ? (params ?? {}) : {}).filter(
    (entry): entry is [string, string] => names.includes(entry[0]) && entry[1] !== undefined,
  )
  const query = new URLSearchParams(kept).toString()
  ctx.status = 303
  ctx.redirect(`${MOUNT}${routes.end_session}${query && `?${query}`}`)
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
