import type { FastifyInstance } from 'fastify'
import { HelpPage } from './pages/help.tsx'

export function registerHelp(app: FastifyInstance): void {
  app.get('/help', async (_request, reply) => reply.page(<HelpPage />))
}
