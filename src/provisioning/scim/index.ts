import type { FastifyInstance } from 'fastify'
import type { ScimParts } from './doing.ts'
import { registerRoutes } from './routes.ts'

export { createTokenBook } from './tokens/tasks.ts'
export { countAnew } from './total/store.ts'

/** SCIM 2.0 at `/scim/v2`: identity systems write into the registry by the rule of every other feed. */
export function registerScim(app: FastifyInstance, parts: ScimParts): void {
  registerRoutes(app, parts)
}
