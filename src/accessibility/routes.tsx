import type { FastifyInstance } from 'fastify'
import { StatementPage } from './pages/statement.tsx'

export function registerAccessibility(app: FastifyInstance): void {
  app.get('/accessibility', async (_request, reply) => reply.page(<StatementPage />))
}
