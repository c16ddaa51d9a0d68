import type { FastifyInstance } from 'fastify'
import { demoAllowed, type Settings } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import { Problem } from '../web/index.ts'
import { CastPage } from './pages/cast.tsx'
import { listCast } from './tasks.ts'

/** `/dev` and `/dev/cast.json`. Where no demo may exist they are not even registered; without the seed they answer 404. */
export function registerCast(app: FastifyInstance, { settings, database }: { settings: Settings; database: Database }) {
  if (!demoAllowed(settings)) return

  app.get('/dev', async (_request, reply) => reply.page(<CastPage people={await seededCast()} />))
  app.get('/dev/cast.json', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(await seededCast()),
  )

  async function seededCast() {
    const people = await listCast(database.db)
    if (people.length === 0) throw new Problem('not-found', { because: 'The demo university is not seeded.' })
    return people
  }
}
