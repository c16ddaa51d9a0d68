import type { FastifyInstance } from 'fastify'
import { registerRoutes } from './routes.ts'
import type { ScimParts } from './tasks.ts'

export { createTokenBook } from './tokens/tasks.ts'

/** SCIM 2.0 at `/scim/v2`: identity systems write into the registry by the rule of every other feed. */
export function registerScim(app: FastifyInstance, parts: ScimParts): void {
  registerRoutes(app, parts)
}
