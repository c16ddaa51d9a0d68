import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Institution, Settings } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { ServiceList } from '../../services/index.ts'
import type { Keyring, World } from '../../world/index.ts'
import type { SignInDoor } from '../door.ts'
import type { TakeTicketShare } from '../ticket-share.ts'
import { registerLogin } from './login-routes.tsx'
import { registerLogout } from './logout-routes.ts'
import { registerProxy } from './proxy-routes.ts'
import { registerSaml } from './saml-routes.ts'
import { registerValidation } from './validation-routes.ts'

export { examples } from './examples.tsx'
export { tellServices } from './single-logout.ts'

export interface CasParts {
  readonly settings: Settings
  readonly institution: Institution
  readonly world: World
  readonly keys: Keyring
  readonly database: Database
  readonly services: ServiceList
  readonly door: SignInDoor
  readonly takeTicketShare: TakeTicketShare
  /** The public origin. */
  readonly origin: string
  /** Keeps what was typed for the reset form. */
  readonly rememberTypedId: (reply: FastifyReply, typed: string) => void
  /** What was typed before, where the form is opened again or the browser has a place in the line. */
  readonly typedBefore: (request: FastifyRequest) => string | undefined
}

/** The CAS server at `/cas`. */
export function registerCas(app: FastifyInstance, parts: CasParts) {
  registerLogin(app, parts)
  registerLogout(app, parts)
  registerValidation(app, parts)
  registerProxy(app, parts)
  registerSaml(app, parts)
}
