import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type AuditEvent, recordEvent } from '../audit/index.ts'
import { readLinkToken, recordRefusal, takeFromBudget } from '../challenges/index.ts'
import { asLinkId } from '../database/index.ts'
import { clearCookie, Problem, parseForm, readCookie, setCookie } from '../web/index.ts'
import { asksQuestion } from './lifetime.ts'
import { type LinkToken, type LinkView, lookAtLink, type SetOutcome, setPasswordByLink } from './link-tasks.ts'
import { contextForPage } from './new-password-tasks.ts'
import { DeadLinkPage } from './pages/dead-link.tsx'
import { DonePage } from './pages/done.tsx'
import { QuestionClosedPage } from './pages/question-closed.tsx'
import { SetPasswordPage } from './pages/set-password.tsx'
import { askerOf } from './request-routes.tsx'
import type { ChapterParts } from './routes.tsx'
import { SIGN_IN } from './sign-in-path.ts'

// A field left out is an empty one: a partial form is answered like an incomplete one and counts for nothing (req 15).
const setForm = z.object({
  link: z.string().default(''),
  pesel: z.string().default(''),
  new: z.string().default(''),
  repeat: z.string().default(''),
})

/** In an hour, of one link. */
const OPENINGS_IN_THE_TRAIL = 5

type Params = { Params: { link: string } }

export function registerLinkRoutes(app: FastifyInstance, parts: ChapterParts): void {
  const { world, database, settings } = parts

  app.get('/set-password/done', (_request, reply) => reply.page(<DonePage signIn={SIGN_IN} />))

  app.get<Params>('/set-password/:link', async (request, reply) => {
    const mailed = readLinkToken(request.params.link)
    if (mailed) return leaveAddressBar(request, reply, mailed)

    const view = await lookAtLink(parts, provenToken(request))
    return answerView(reply, view)
  })

  app.post<Params>('/set-password/:link', async (request, reply) => {
    const form = parseForm(setForm, request)
    // The tab says which link it belongs to; another one's address is not its own (attack A8).
    if (form.link !== request.params.link)
      throw new Problem('bad-request', { because: 'the form belongs to another link' })

    const answers = { answer: form.pesel, password: form.new, repeat: form.repeat }
    const asker = { ...askerOf(request), caller: request.caller }
    const outcome = await setPasswordByLink(parts, provenToken(request), answers, asker)
    return answerOutcome(reply, request.params.link, outcome)
  })

  /** The secret leaves the address bar at once, into a cookie for this one link (req 18). Nothing is spent by looking (req 15). */
  async function leaveAddressBar(request: FastifyRequest, reply: FastifyReply, token: LinkToken) {
    const view = await lookAtLink(parts, token)
    if (view.kind !== 'unknown') {
      setCookie(reply, cookieOf(token.id), token.secret, {
        maxAgeMs: Math.max(settings.LINK_LIFETIME, settings.ACTIVATION_LINK_LIFETIME),
      })
    }
    await recordOpening(request, token, view)
    return reply.redirect(`/set-password/${token.id}`, 303)
  }

  async function recordOpening(request: FastifyRequest, token: LinkToken, view: LinkView) {
    const now = world.clock.now()
    const event: AuditEvent = {
      at: now,
      event: 'link-opened',
      outcome: view.kind === 'open' ? 'success' : 'failure',
      person: view.kind === 'open' ? view.person.id : undefined,
      actor: 'person',
      source: request.source,
      reference: request.reference,
      details: { link: token.id, found: view.kind === 'dead' ? view.because : view.kind },
    }
    // Anybody can make links up: a share for each would bound nothing, and a wrong secret must not spend that of the real one (decision 156).
    if (view.kind === 'unknown') return recordRefusal(parts, event)

    // Scanners and curious fingers open a link again and again: the trail needs no more of it than that.
    const holder = parts.keys.mac('link-opened', token.id)
    const share = { budget: 'link-opened', holder, limit: OPENINGS_IN_THE_TRAIL, windowMs: 3_600_000, now }
    if ((await takeFromBudget(database.quick, share)).granted) await recordEvent(database.db, event)
  }

  function answerView(reply: FastifyReply, view: LinkView, refusal?: Extract<SetOutcome, { kind: 'refused' }>) {
    switch (view.kind) {
      case 'open':
        return reply.page(
          <SetPasswordPage
            proof={{ link: view.link.id }}
            address={view.link.address}
            context={contextForPage(parts, view.person)}
            question={
              asksQuestion(settings)
                ? {
                    asked: true,
                    answersPerLink: settings.ANSWERS_PER_LINK,
                    letters: view.person.proofKind === 'document',
                  }
                : { asked: false }
            }
            {...(refusal && { refusal })}
          />,
          { status: refusal ? 422 : 200 },
        )
      case 'question-closed':
        return reply.page(<QuestionClosedPage because={view.because} />, { status: 403 })
      case 'dead':
        return reply.page(<DeadLinkPage because={view.because} address={view.address} />, { status: 410 })
      case 'unknown':
        return reply.page(<DeadLinkPage because="unknown" />, { status: 404 })
    }
  }

  function answerOutcome(reply: FastifyReply, link: string, outcome: SetOutcome) {
    switch (outcome.kind) {
      case 'password-set':
        clearCookie(reply, cookieOf(link))
        // It opens no door: it keeps the owner's own lane when somebody guesses at the new password.
        setCookie(reply, 'device', parts.issueDeviceCookie(outcome.person, world.clock.now()), {
          maxAgeMs: settings.DEVICE_LIFETIME,
        })
        return reply.redirect('/set-password/done', 303)
      case 'refused':
        return answerView(reply, outcome.view, outcome)
      case 'question-closed':
      case 'dead':
      case 'unknown':
        return answerView(reply, outcome)
    }
  }
}

/** The link named by the address, with the secret that this browser got from the mailed one. */
function provenToken(request: FastifyRequest<Params>): LinkToken | undefined {
  const { link } = request.params
  if (!/^[A-Za-z0-9]{12}$/.test(link)) return undefined
  const secret = readCookie(request, cookieOf(link))
  return secret === undefined ? undefined : { id: asLinkId(link), secret }
}

function cookieOf(link: string) {
  return `link-${link}` as const
}
