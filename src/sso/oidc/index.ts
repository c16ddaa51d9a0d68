import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SignInDoor } from '../door.ts'
import type { TakeTicketShare } from '../ticket-share.ts'
import { registerProtocol } from './protocol-routes.tsx'
import { type ProviderParts, providerOf } from './provider/index.ts'
import { registerSignIn } from './sign-in-routes.tsx'

export { clientTeller } from './back-channel-tasks.ts'
export { examples } from './examples.tsx'
export { describeKeys, forgetOldKeys, type KeyLine, retireKey, rotateKeys } from './keys/index.ts'

export interface OidcParts extends ProviderParts {
  readonly door: SignInDoor
  readonly takeTicketShare: TakeTicketShare
  /** Keeps what was typed for the reset form. */
  readonly rememberTypedId: (reply: FastifyReply, typed: string) => void
  /** What was typed before, where the form is opened again or the browser has a place in the line. */
  readonly typedBefore: (request: FastifyRequest) => string | undefined
}

/** The OpenID provider at `/oidc`. */
export function registerOidc(app: FastifyInstance, parts: OidcParts) {
  const provider = providerOf(parts)
  registerProtocol(app, { ...parts, provider })
  registerSignIn(app, { ...parts, provider })
}
