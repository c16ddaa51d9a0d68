import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { clearCookie, Problem, parseForm, readCookie, setCookie } from '../web/index.ts'
import { provenCode, sealCode } from './code-seal.ts'
import { type CodeSetOutcome, codeFault, lookAtCode, setPasswordByCode, tryCode } from './code-tasks.ts'
import { contextForPage } from './new-password-tasks.ts'
import { CodePage, type CodeRefusal } from './pages/code.tsx'
import { DeadCodePage } from './pages/dead-code.tsx'
import { SetPasswordPage } from './pages/set-password.tsx'
import { askerOf, requestMemory } from './request-routes.tsx'
import { readTyped } from './reset-request.ts'
import type { ChapterParts } from './routes.tsx'

const codeForm = z.object({ email: z.string().default(''), code: z.string().default('') })
const setForm = z.object({
  code: z.string().default(''),
  new: z.string().default(''),
  repeat: z.string().default(''),
})

type Params = { Params: { code: string } }

/** The way of whom the question cannot be put to: a one-time code from the help desk (req 42, 90). */
export function registerCodeRoutes(app: FastifyInstance, parts: ChapterParts): void {
  const { settings, world } = parts
  const memory = requestMemory(parts)

  app.get('/set-password/code', (request, reply) => reply.page(<CodePage typed={memory.read(request)?.typed ?? ''} />))

  app.post('/set-password/code', async (request, reply) => {
    const { email: typed, code } = parseForm(codeForm, request)
    const refuse = (refusal: CodeRefusal) => reply.page(<CodePage typed={typed} refusal={refusal} />, { status: 422 })
    const email = readTyped(typed)
    const fault = codeFault(code)
    if (email !== 'address' || fault) {
      return refuse({ ...(email !== 'address' && { email }), ...(fault && { code: fault }) })
    }
    const outcome = await tryCode(parts, { address: typed, code, ...askerOf(request) })
    switch (outcome.kind) {
      case 'proved':
        setCookie(reply, cookieOf(outcome.code), sealCode(parts.keys, outcome.code), {
          maxAgeMs: settings.PRINTED_CODE_LIFETIME,
        })
        return reply.redirect(`/set-password/code/${outcome.code}`, 303)
      case 'refused':
        return refuse({ refused: true })
      case 'too-many':
        throw new Problem('too-many', { retryAfterMs: outcome.retryAfterMs })
    }
  })

  app.get<Params>('/set-password/code/:code', async (request, reply) => {
    const view = await lookAtCode(parts, proven(request))
    return view.kind === 'open' ? showForm(reply, view) : showDead(reply)
  })

  app.post<Params>('/set-password/code/:code', async (request, reply) => {
    const { code, new: password, repeat } = parseForm(setForm, request)
    // The tab says which code it belongs to; another one's address is not its own (attack A8).
    if (code !== request.params.code) throw new Problem('bad-request', { because: 'the form belongs to another code' })

    const asker = { ...askerOf(request), caller: request.caller }
    const outcome = await setPasswordByCode(parts, proven(request), { answer: '', password, repeat }, asker)
    switch (outcome.kind) {
      case 'password-set':
        clearCookie(reply, cookieOf(code))
        setCookie(reply, 'device', parts.issueDeviceCookie(outcome.person, world.clock.now()), {
          maxAgeMs: settings.DEVICE_LIFETIME,
        })
        return reply.redirect('/set-password/done', 303)
      case 'refused':
        return showForm(reply, outcome.view, outcome)
      case 'dead':
        return showDead(reply)
    }
  })

  function proven(request: FastifyRequest<Params>) {
    const { code } = request.params
    return provenCode(parts.keys, code, readCookie(request, cookieOf(code)))
  }

  type Refused = Extract<CodeSetOutcome, { kind: 'refused' }>
  function showForm(reply: FastifyReply, { code, person }: Refused['view'], refusal?: Refused) {
    return reply.page(
      <SetPasswordPage
        proof={{ code }}
        address={person.assignedAddress ?? ''}
        context={contextForPage(parts, person)}
        question={{ asked: false }}
        {...(refusal && { refusal })}
      />,
      { status: refusal ? 422 : 200 },
    )
  }

  function showDead(reply: FastifyReply) {
    return reply.page(<DeadCodePage />, { status: 410 })
  }
}

function cookieOf(code: string) {
  return `code-${code}` as const
}
