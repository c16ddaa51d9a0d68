import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { browserName } from '../sessions/index.ts'
import { parseForm, readCookie, setCookie } from '../web/index.ts'
import { asksQuestion, linkLifetime } from './lifetime.ts'
import { RequestPage } from './pages/request.tsx'
import { SentPage } from './pages/sent.tsx'
import type { Asker } from './parts.ts'
import { MEMORY_LIFETIME, type RequestMemory, readMemory, writeMemory } from './request-memory.ts'
import { readTyped } from './reset-request.ts'
import type { ChapterParts } from './routes.tsx'
import { SIGN_IN } from './sign-in-path.ts'
import { askForLink } from './tasks.ts'

const typedForm = z.object({ email: z.string().default('') })
const fromSignIn = z.object({ username: z.string().default('') })

export function registerRequestRoutes(app: FastifyInstance, parts: ChapterParts): void {
  const { settings } = parts

  app.get('/reset-password', (request, reply) => {
    return reply.page(<RequestPage typed={memoryOf(parts, request)?.typed ?? ''} back={SIGN_IN} />)
  })

  // The button beside "Sign in" sends that form here: the ID is kept, everything else is dropped unread (req 118, decision 064).
  app.post('/reset-password/start', (request, reply) => {
    const { username: typed } = parseForm(fromSignIn, request)
    if (typed.trim() !== '') remember(parts, reply, { typed })
    return reply.redirect('/reset-password', 303)
  })

  app.post('/reset-password', async (request, reply) => {
    const { email: typed } = parseForm(typedForm, request)
    const read = readTyped(typed)
    if (read !== 'address')
      return reply.page(<RequestPage typed={typed} refusal={read} back={SIGN_IN} />, { status: 422 })

    const outcome = await askForLink(parts, {
      by: { kind: 'address', typed },
      device: parts.deviceOf(request),
      ...askerOf(request),
    })
    switch (outcome.kind) {
      case 'sent':
        remember(parts, reply, { typed, sentTo: outcome.shown })
        return reply.redirect('/reset-password/sent', 303)
      case 'not-recognized': {
        // Remembered here too: an unknown address is answered with the same cookies as a known one (req 50).
        remember(parts, reply, { typed })
        const notRecognized = { message: parts.notRecognized.message(), advice: parts.notRecognized.advice() }
        const page = <RequestPage typed={typed} refusal="not-recognized" notRecognized={notRecognized} back={SIGN_IN} />
        return reply.page(page, { status: 422 })
      }
      case 'seal-expired':
        throw new Error('Only a letter carries a seal.')
    }
  })

  app.get('/reset-password/sent', (request, reply) => {
    const sentTo = memoryOf(parts, request)?.sentTo
    if (sentTo === undefined) return reply.redirect('/reset-password', 303)
    const lifetime = Math.min(linkLifetime(settings, 'first-password'), linkLifetime(settings, 'forgotten-password'))
    return reply.page(
      <SentPage address={sentTo} lifetime={lifetime} asksQuestion={asksQuestion(settings)} signIn={SIGN_IN} />,
    )
  })
}

export function askerOf(request: FastifyRequest): Asker {
  return { source: request.source, browser: browserName(request.headers['user-agent']), reference: request.reference }
}

function memoryOf({ keys, world }: ChapterParts, request: FastifyRequest): RequestMemory | undefined {
  return readMemory(keys, readCookie(request, 'request'), world.clock.now())
}

/** The sign-in hands over what was typed there, so that nobody types an address twice (req 118). */
export function rememberTypedId(parts: Pick<ChapterParts, 'keys' | 'world'>) {
  return (reply: FastifyReply, typed: string) => remember(parts, reply, { typed })
}

/** Lent to the help for accounts that are not recognized: what was typed here need not be typed there, nor the other way round (req 118). */
export function requestMemory(parts: Pick<ChapterParts, 'keys' | 'world'>) {
  return {
    read: (request: FastifyRequest) => readMemory(parts.keys, readCookie(request, 'request'), parts.world.clock.now()),
    remember: (reply: FastifyReply, memory: RequestMemory) => remember(parts, reply, memory),
  }
}

function remember({ keys, world }: Pick<ChapterParts, 'keys' | 'world'>, reply: FastifyReply, memory: RequestMemory) {
  setCookie(reply, 'request', writeMemory(keys, memory, world.clock.now()), { maxAgeMs: MEMORY_LIFETIME })
}
