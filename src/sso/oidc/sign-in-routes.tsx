import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errors, type Interaction, type InteractionResults } from 'oidc-provider'
import { z } from 'zod'
import { findPerson } from '../../people/index.ts'
import type { Service } from '../../services/index.ts'
import { browserName, cookieLife, factorServes, type Session, writeCookie } from '../../sessions/index.ts'
import { clearCookie, Problem, parseForm, placeFromNowOn, readCookie, setCookie } from '../../web/index.ts'
import { tickedFrom, tickedIn } from '../ticked.ts'
import { attributesAsked } from './claims.ts'
import { RefusedPage } from './pages/refused.tsx'
import { sessionOf, type WithProvider } from './protocol-routes.tsx'
import { MOUNT } from './provider/index.ts'
import { authenticationOf, seconds } from './session.ts'

const noHead = { exposeHeadRoute: false }

/** What a person sees between the request of a service and its answer: the sign-in page, and what may follow it. */
export function registerSignIn(app: FastifyInstance, parts: WithProvider) {
  const { door, settings, world } = parts

  app.get('/oidc/sign-in/:uid', noHead, async (request, reply) => {
    const asked = await whatIsAsked(parts, request, reply)
    if (!asked) return tooLate(reply)
    const { interaction, service } = asked
    const session = await sessionOf(parts, request)
    switch (interaction.prompt.name) {
      case 'select_account':
      case 'login':
        if (session?.mustChange) return reply.redirect('/password-change', 303)
        // Signed in meanwhile, in another tab.
        if (session && !asksAgain(interaction)) return goOn(parts, reply, interaction, session)
        return showForm(parts, request, reply, asked, {
          signedInAs: session && (await whoIs(parts, session)),
          ...keptOf(parts, request),
        })
      case 'second_factor': {
        if (!session) return tooLate(reply)
        const { secondFactorAt } = session
        if (factorServes(secondFactorAt, settings, world.clock.now())) {
          const { login, ...done } = interaction.lastSubmission ?? {}
          if (login && login.accountId !== session.person) return tooLate(reply)
          // The sign-in of this request, where it took one, has become surer since.
          const surer = login && { login: { ...login, ...authenticationOf({ secondFactorAt }) } }
          return conclude(reply, interaction, { ...done, ...surer, second_factor: {} })
        }
        const onward = { client: service.id, interaction: interaction.uid }
        const name = await door.nameOf(session.person)
        const hasFactor = await door.hasFactor(session.person)
        return reply.page(door.secondFactorPage({ name, service, onward, hasFactor }))
      }
      case 'confirm': {
        if (!isOf(interaction, session)) return tooLate(reply)
        const name = await door.nameOf(session.person)
        const action = `${MOUNT}/sign-in/${interaction.uid}/continue`
        return reply.page(door.warnPage({ name, service, action, carried: {} }))
      }
      default:
        if (!isOf(interaction, session)) return tooLate(reply)
        return reply.page(
          door.consentPage({
            name: await door.nameOf(session.person),
            service,
            attributes: attributesAsked(service, scopesIn(interaction)),
            protocol: 'oidc',
            // With a second factor it may not come back after the sign-out (decision 158).
            offline: scopesIn(interaction).includes('offline_access') && service.assurance === 'password',
            hearsRefusal: true,
            action: `${MOUNT}/sign-in/${interaction.uid}/consent`,
            carried: {},
          }),
        )
    }
  })

  app.post('/oidc/sign-in/:uid', noHead, async (request, reply) => {
    const form = parseForm(loginForm, request)
    const asked = await whatIsAsked(parts, request, reply)
    if (!asked || !wantsSignIn(asked.interaction)) return tooLate(reply)
    const outcome = await door.signIn({
      typed: form.username,
      password: form.password,
      form: request.formId,
      source: request.source,
      caller: request.caller,
      browser: browserName(request.headers['user-agent']),
      reference: request.reference,
      deviceCookie: readCookie(request, 'device'),
      before: () => sessionOf(parts, request),
      service: undefined,
      ticketWaits: false,
      warns: isOn(form.warn),
      longTerm: isOn(form.rememberMe) && settings.REMEMBER_ME_LIFETIME > 0,
    })
    const ticked = { warn: isOn(form.warn), rememberMe: isOn(form.rememberMe) }
    const again = () => `${request.originalUrl.split('?', 1)}?${new URLSearchParams(tickedIn(ticked))}`
    switch (outcome.kind) {
      case 'signed-in':
        setCookie(reply, 'TGC', writeCookie(outcome.cookie), cookieLife(outcome.session, settings))
        setCookie(reply, 'device', outcome.device, { maxAgeMs: settings.DEVICE_LIFETIME })
        if (request.caller.dueAt) clearCookie(reply, 'place')
        if (outcome.session.mustChange) return reply.redirect('/password-change', 303)
        // Whoever has just typed the password for this service need not be asked whether to go on (as in CAS, decision 130).
        return goOn(parts, reply, asked.interaction, outcome.session, { confirm: {} })
      case 'refused':
      case 'not-recognized':
        parts.rememberTypedId(reply, form.username)
        return showForm(parts, request, reply, asked, { typed: form.username, ticked, refusal: outcome.kind })
      case 'form-already-sent':
        return showForm(parts, request, reply, asked, { typed: form.username, ticked, refusal: outcome.kind })
      case 'source-waits':
        parts.rememberTypedId(reply, form.username)
        throw new Problem('too-many', { retryAfterMs: outcome.retryAfter * 1000, again: again() })
      case 'no-time':
        parts.rememberTypedId(reply, form.username)
        throw new Problem('busy', { ...outcome, again: again() })
    }
  })

  app.post('/oidc/sign-in/:uid/consent', noHead, async (request, reply) => {
    const { answer, attributes: read } = parseForm(consentForm, request)
    const asked = await whatIsAnswered(parts, request, reply, 'consent')
    if (!asked) return tooLate(reply)
    const { interaction, service, session } = asked
    if (answer === 'decline') {
      return conclude(reply, interaction, {
        error: 'access_denied',
        error_description: 'the person does not agree that the service learns these data',
      })
    }
    const attributes = attributesAsked(service, scopesIn(interaction))
    // Only what was read can be agreed to: another list is shown again.
    if (read !== attributes.join(' ')) return reply.redirect(`${MOUNT}/sign-in/${interaction.uid}`, 303)
    await door.agree({
      person: session.person,
      service,
      attributes,
      offline: scopesIn(interaction).includes('offline_access'),
      source: request.source,
      reference: request.reference,
    })
    return conclude(reply, interaction, { ...interaction.lastSubmission, consent: {} })
  })

  app.post('/oidc/sign-in/:uid/continue', noHead, async (request, reply) => {
    const asked = await whatIsAnswered(parts, request, reply, 'confirm')
    if (!asked) return tooLate(reply)
    return conclude(reply, asked.interaction, { ...asked.interaction.lastSubmission, confirm: {} })
  })
}

const box = z.string().max(20).optional()
const loginForm = z.object({
  username: z.string().max(1000),
  password: z.string().max(20_000),
  warn: box,
  rememberMe: box,
})
const consentForm = z.object({ answer: z.enum(['agree', 'decline']), attributes: z.string().max(2000) })

function isOn(value: string | undefined) {
  return value !== undefined && value !== 'false'
}

interface Asked {
  readonly interaction: Interaction
  readonly service: Service
}

/** The request that this browser is in the middle of: its cookie says which, and the address must be the same. */
async function whatIsAsked(
  parts: WithProvider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Asked | undefined> {
  const provider = await parts.provider()
  try {
    const interaction = await provider.interactionDetails(request.raw, reply.raw)
    const service = parts.services().find(({ id, client }) => client && id === interaction.params.client_id)
    const { uid } = request.params as { uid: string }
    return service && interaction.uid === uid ? { interaction, service } : undefined
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}

/** The same for the answer to a page. */
async function whatIsAnswered(parts: WithProvider, request: FastifyRequest, reply: FastifyReply, prompt: string) {
  const asked = await whatIsAsked(parts, request, reply)
  const session = await sessionOf(parts, request)
  if (asked?.interaction.prompt.name !== prompt) return undefined
  return isOf(asked.interaction, session) ? { ...asked, session } : undefined
}

/** The pages in between name a person; they are shown to nobody else, and an answer counts from nobody else. */
function isOf(interaction: Interaction, session: Session | undefined): session is Session {
  return session !== undefined && session.person === interaction.session?.accountId
}

function tooLate(reply: FastifyReply) {
  return reply.page(<RefusedPage error="" service={undefined} expired />, { status: 410, languagePath: '/' })
}

function wantsSignIn({ prompt }: Interaction) {
  return prompt.name === 'login' || prompt.name === 'select_account'
}

/** The service wants the password although somebody is signed in: `prompt`, `max_age`, another person in the hint. */
function asksAgain({ prompt }: Interaction) {
  return prompt.reasons.some((reason) => reason !== 'no_session')
}

async function showForm(
  { door }: WithProvider,
  request: FastifyRequest,
  reply: FastifyReply,
  { interaction, service }: Asked,
  more: {
    signedInAs?: { name: string; login: string } | undefined
    typed?: string
    ticked?: { warn: boolean; rememberMe: boolean }
    refusal?: 'refused' | 'not-recognized' | 'form-already-sent'
  },
) {
  const hint = interaction.params.login_hint
  return reply.page(
    door.signInPage({
      action: `${MOUNT}/sign-in/${interaction.uid}`,
      serviceName: service.name[request.language],
      renew: interaction.session !== undefined,
      carried: {},
      ...placeFromNowOn(request, reply),
      ...(typeof hint === 'string' && { typed: hint.slice(0, 200) }),
      ...more,
    }),
    { status: more.refusal ? 422 : 200 },
  )
}

/** Back from the line: the form has what was typed into it, but the password. */
function keptOf(parts: WithProvider, request: FastifyRequest) {
  const typed = parts.typedBefore(request)
  const { ticked } = request.query as { ticked?: string[] }
  return typed === undefined ? {} : { typed, ticked: tickedFrom(ticked?.at(-1)) }
}

async function whoIs({ database, door }: WithProvider, { person }: Session) {
  const found = await findPerson(database.db, person)
  return found && { name: await door.nameOf(person), login: found.assignedAddress ?? '' }
}

/** Goes on with a session: the library takes it as the sign-in it asked for. */
async function goOn(
  { settings, world }: WithProvider,
  reply: FastifyReply,
  interaction: Interaction,
  session: Session,
  answered: InteractionResults = {},
) {
  const proved = factorServes(session.secondFactorAt, settings, world.clock.now())
  // A fresh sign-in has another session than the one that the request came with.
  if (interaction.session) Object.assign(interaction.session, { uid: undefined })
  const hinted = hintedPerson(interaction)
  if (hinted !== undefined && hinted !== session.person) {
    return conclude(reply, interaction, {
      error: 'login_required',
      error_description: 'somebody else has signed in than the ID token of the hint names',
    })
  }
  const authentication = authenticationOf({ secondFactorAt: proved ? session.secondFactorAt : undefined })
  return conclude(reply, interaction, {
    ...answered,
    ...(interaction.prompt.name === 'select_account' && { select_account: {} }),
    login: { accountId: session.person, ts: seconds(session.createdAt), ...authentication },
  })
}

/**
 * Whom alone the answer may be about (OIDC Core 3.1.2.2). The library has checked the token when the request came, and compares it then, but
 * not once somebody has signed in.
 */
function hintedPerson({ params: { id_token_hint: hint } }: Interaction): unknown {
  if (typeof hint !== 'string') return undefined
  const { sub } = JSON.parse(Buffer.from(hint.split('.')[1] ?? '', 'base64url').toString()) as { sub?: unknown }
  return sub
}

async function conclude(reply: FastifyReply, interaction: Interaction, result: InteractionResults) {
  interaction.result = result
  await interaction.persist()
  return reply.redirect(interaction.returnTo, 303)
}

function scopesIn({ params }: Interaction): string[] {
  return String(params.scope ?? '').split(' ')
}
