import type { FastifyInstance } from 'fastify'
import { HelpPage } from './pages/help.tsx'
import { NotKnownToServicePage } from './pages/not-known-to-a-service.tsx'

export function registerHelp(app: FastifyInstance): void {
  app.get('/help', async (_request, reply) => reply.page(<HelpPage />))
  app.get('/help/not-known-to-a-service', async (_request, reply) => reply.page(<NotKnownToServicePage />))
}
