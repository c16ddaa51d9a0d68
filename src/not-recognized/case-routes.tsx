import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { answerDay, HELP_REQUEST_LIFETIME, type HelpTold, readCaseToken, readHelpToken } from '../cases/index.ts'
import { asCaseId, asHelpRequestId } from '../database/index.ts'
import { browserName } from '../sessions/index.ts'
import { parseForm, readCookie, setCookie } from '../web/index.ts'
import { answerDesk, confirmHelp, type HelpView, lookAtHelp, type Token } from './case-tasks.ts'
import { readAnswer } from './help-form.ts'
import { askForHelp } from './help-tasks.ts'
import { CasePage, type CasePageProps } from './pages/case.tsx'
import { ConfirmPage } from './pages/confirm.tsx'
import { ExpiredPage, SettledPage, UnknownPage } from './pages/dead-link.tsx'
import type { Asker, HelpParts, Lent } from './parts.ts'

type Link = { Params: { link: string } }

const answerForm = z.object({ answer: z.string().default('') })

interface CaseRouteParts extends HelpParts, Lent {
  goToSent: (reply: FastifyReply, typed: string, facts: HelpTold & { address: string }) => FastifyReply
}

/** What the mailed links open: the one of a help request, and the one in a question of the desk. */
export function registerCaseRoutes(app: FastifyInstance, parts: CaseRouteParts): void {
  for (const kind of ['request', 'case'] as const) {
    app.get<Link>(`/not-recognized/${kind}/:link`, async (request, reply) => {
      const { link } = request.params
      const mailed = readToken(kind, link)
      if (mailed) return leaveAddressBar(parts, reply, mailed)
      return show(parts, reply, request, await lookAtHelp(parts, provenToken(request, kind)))
    })

    app.post<Link>(`/not-recognized/${kind}/:link/answer`, async (request, reply) => {
      const { answer } = parseForm(answerForm, request, { lines: ['answer'] })
      const token = provenToken(request, kind)
      const { text, fault } = readAnswer(answer)
      if (fault) return show(parts, reply, request, await lookAtHelp(parts, token), { typed: answer, fault })
      return goOn(parts, reply, request, await answerDesk(parts, token, text, askerOf(request)))
    })
  }

  app.post<Link>('/not-recognized/request/:link', async (request, reply) => {
    const token = provenToken(request, 'request')
    return goOn(parts, reply, request, await confirmHelp(parts, token, askerOf(request)))
  })

  // A link that has expired asks for another one with the same facts: nobody types them again (req 118).
  app.post<Link>('/not-recognized/request/:link/again', async (request, reply) => {
    const view = await lookAtHelp(parts, provenToken(request, 'request'))
    if (view.kind !== 'expired') return goOn(parts, reply, request, view)
    await askForHelp(parts, view.request, askerOf(request))
    return parts.goToSent(reply, view.request.address, view.request)
  })
}

/** The secret leaves the address bar at once, into a cookie for this one link (req 18). Nothing is spent by looking (req 15). */
async function leaveAddressBar(parts: HelpParts, reply: FastifyReply, token: Token) {
  const view = await lookAtHelp(parts, token)
  if (view.kind !== 'unknown') setCookie(reply, cookieOf(token), token.secret, { maxAgeMs: HELP_REQUEST_LIFETIME })
  return reply.redirect(pathOf(token), 303)
}

/** After a post: the same address again by GET, where there is something to see. */
function goOn(parts: CaseRouteParts, reply: FastifyReply, request: FastifyRequest<Link>, view: HelpView) {
  switch (view.kind) {
    case 'unproved':
    case 'settled':
    case 'case':
      return reply.redirect(pagePath(request), 303)
    case 'expired':
    case 'unknown':
      return show(parts, reply, request, view)
  }
}

function show(
  parts: CaseRouteParts,
  reply: FastifyReply,
  request: FastifyRequest<Link>,
  view: HelpView,
  refusal?: CasePageProps['refusal'],
) {
  const here = pagePath(request)
  const languagePath = here
  switch (view.kind) {
    case 'unproved':
      // “Fill in the form again” is one of its links, and the letter may have been opened in another browser (req 118).
      parts.requestMemory.remember(reply, {
        ...parts.requestMemory.read(request),
        typed: view.request.address,
        told: view.request,
      })
      return reply.page(<ConfirmPage request={view.request} action={here} />, { languagePath })
    case 'expired':
      return reply.page(<ExpiredPage address={view.request.address} action={`${here}/again`} />, {
        status: 410,
        languagePath,
      })
    case 'settled':
      return reply.page(<SettledPage address={view.address} />, { languagePath })
    case 'case': {
      const { settings, institution } = parts
      const by = answerDay(view.case.lastAskedAt, settings.CASE_ANSWERED_WITHIN, institution.timeZone)
      const refused = refusal && view.case.state === 'asked-back' ? refusal : undefined
      return reply.page(
        <CasePage case={view.case} joined={view.joined} answerDay={by} answerTo={`${here}/answer`} refusal={refused} />,
        { status: refused ? 422 : 200, languagePath },
      )
    }
    case 'unknown':
      return reply.page(<UnknownPage />, { status: 404, languagePath })
  }
}

/** The clean address of the link, whichever of its posts was asked for. */
function pagePath(request: FastifyRequest<Link>) {
  const kind = request.url.startsWith('/not-recognized/case/') ? 'case' : 'request'
  return `/not-recognized/${kind}/${encodeURIComponent(request.params.link)}`
}

function readToken(kind: Token['kind'], text: string): Token | undefined {
  if (kind === 'case') {
    const token = readCaseToken(text)
    return token && { kind, ...token }
  }
  const token = readHelpToken(text)
  return token && { kind, ...token }
}

/** The link named by the address, with the secret that this browser got from the mailed one. */
function provenToken(request: FastifyRequest<Link>, kind: Token['kind']): Token | undefined {
  const { link } = request.params
  if (!(kind === 'case' ? /^R-\d{4}-\d{4,9}$/ : /^[A-Za-z0-9]{12}$/).test(link)) return undefined
  const secret = readCookie(request, `${kind}-${link}`)
  if (secret === undefined) return undefined
  return kind === 'case' ? { kind, id: asCaseId(link), secret } : { kind, id: asHelpRequestId(link), secret }
}

function cookieOf({ kind, id }: Token) {
  return `${kind}-${id}` as const
}

function pathOf({ kind, id }: Token) {
  return `/not-recognized/${kind}/${id}`
}

export function askerOf(request: FastifyRequest): Asker {
  return { source: request.source, browser: browserName(request.headers['user-agent']), reference: request.reference }
}
