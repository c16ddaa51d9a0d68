import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { demoAllowed, type Settings } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import { Problem, parseQuery } from '../../web/index.ts'
import { forFrame } from './kept-letter.ts'
import { LetterPage } from './pages/letter.tsx'
import { MailboxPage } from './pages/mailbox.tsx'
import { findLetter, listAll, listNewest } from './store.ts'

const ON_A_PAGE = 50

const search = z.object({
  to: z.string().max(254).default(''),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  refresh: z.string().optional(),
})

/** `/dev/mail` and `/dev/mail.json`: live links for whoever comes by, so only where no stranger can (req 125). */
export function registerDevelopmentMailbox(
  app: FastifyInstance,
  { settings, database }: { settings: Settings; database: Database },
) {
  if (!demoAllowed(settings)) return
  const { db } = database

  app.get('/dev/mail', async (request, reply) => {
    const query = parseQuery(search, request)
    const to = query.to.trim().toLowerCase()
    const refreshing = query.refresh === 'yes'
    const letters = await listNewest(db, { to, before: query.before, atMost: ON_A_PAGE })
    const olderThan = letters.length === ON_A_PAGE ? letters.at(-1)?.position : undefined
    // Without a script: the browser itself comes back.
    if (refreshing) reply.header('refresh', '5')
    return reply.page(<MailboxPage letters={letters} to={to} refreshing={refreshing} olderThan={olderThan} />)
  })

  app.get('/dev/mail.json', { config: { machine: true } }, async (request) => {
    const { to } = parseQuery(search, request)
    const letters = await listAll(db, to.trim().toLowerCase() || undefined)
    return letters.map(({ position: _, ...letter }) => letter)
  })

  app.get<Letter>('/dev/mail/:id', { onSend: allowOwnFrame }, async (request, reply) =>
    reply.page(<LetterPage letter={await theLetter(request.params.id)} />),
  )

  app.get<Letter>('/dev/mail/:id/html', async (request, reply) =>
    reply
      .headers(asFrame)
      .type('text/html; charset=utf-8')
      .send(forFrame(await theLetter(request.params.id))),
  )

  async function theLetter(id: string) {
    const letter = await findLetter(db, id)
    if (!letter) throw new Problem('not-found')
    return letter
  }
}

interface Letter {
  Params: { id: string }
}

/** A letter brings its own style and nothing else: no script, no form, nothing loaded, an origin of its own. */
const asFrame = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
  'x-frame-options': 'SAMEORIGIN',
}

/** This one page of the program shows a frame. */
async function allowOwnFrame(_request: unknown, reply: FastifyReply, payload: unknown) {
  reply.header('content-security-policy', `${reply.getHeader('content-security-policy')}; frame-src 'self'`)
  return payload
}
