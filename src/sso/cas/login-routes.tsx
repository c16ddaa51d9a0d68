import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { recordRefusal } from '../../challenges/index.ts'
import { findPerson } from '../../people/index.ts'
import { matchService, type Service } from '../../services/index.ts'
import {
  browserName,
  cookieLife,
  findSession,
  readCookie as readTicketGrantingCookie,
  type Session,
  sessionLimits,
  writeCookie,
} from '../../sessions/index.ts'
import {
  clearCookie,
  leaveForm,
  Problem,
  parseForm,
  parseQuery,
  placeFromNowOn,
  readCookie,
  setCookie,
  withQuery,
} from '../../web/index.ts'
import { tickedFrom, tickedIn } from '../ticked.ts'
import { handOver, leadTo } from './hand-over.tsx'
import type { CasParts } from './index.ts'
import {
  asksNobody,
  decideLogin,
  destinationNamed,
  destinations,
  type LoginRequest,
  mayWait,
  methodNamed,
} from './login.ts'
import { ServiceNotAuthorisedPage } from './pages/service-not-authorised.tsx'
import { casRoute } from './route-options.ts'
import { shownTo, wasShownTo } from './shown-to.ts'
import { atSession, ticketAt, withoutQuery } from './tasks.ts'

/** `/cas/login`: asks for the password, takes it, and sends people on (CAS 3.0.3, sections 2.1 and 2.2). */
export function registerLogin(app: FastifyInstance, parts: CasParts) {
  app.get('/cas/login', casRoute, async (request, reply) => {
    const query = parseQuery(loginQuery, request)
    const asked = readLogin(query)
    // Back from the line: the form has what was typed into it, but the password.
    const kept = { typed: parts.typedBefore(request), ticked: tickedFrom(query.ticked) }
    return goOn(parts, request, reply, asked, await currentSession(parts, request), { kept })
  })

  app.post('/cas/login', casRoute, async (request, reply) => {
    const form = parseForm(loginForm, request)
    const asked = readLogin(form)
    const service = asked.service === undefined ? undefined : matchService(parts.services(), asked.service)
    if (asked.service !== undefined && !service) return refuseService(parts, request, reply, asked.service)
    const ticked = { warn: isOn(form.warn), rememberMe: isOn(form.rememberMe) }
    const show = (refusal: Refusal) =>
      showForm(parts, request, reply, asked, service, { typed: form.username, ticked, refusal })
    // A login ticket belongs to its form, and is spent with it (section 3.5.1).
    if (form.lt !== undefined && form.lt !== parts.door.loginTicket(form.form)) return show('form-already-sent')

    const outcome = await parts.door.signIn({
      typed: form.username,
      password: form.password,
      form: request.formId,
      source: request.source,
      caller: request.caller,
      browser: browserName(request.headers['user-agent']),
      reference: request.reference,
      deviceCookie: readCookie(request, 'device'),
      before: () => currentSession(parts, request),
      service: asked.service,
      ticketWaits: service !== undefined && mayWait(service),
      warns: ticked.warn,
      longTerm: ticked.rememberMe && parts.settings.REMEMBER_ME_LIFETIME > 0,
    })

    switch (outcome.kind) {
      case 'signed-in': {
        const { session, ticket } = outcome
        setCookie(reply, 'TGC', writeCookie(outcome.cookie), cookieLife(session, parts.settings))
        setCookie(reply, 'device', outcome.device, { maxAgeMs: parts.settings.DEVICE_LIFETIME })
        if (request.caller.dueAt) clearCookie(reply, 'place')
        if (session.mustChange) return reply.redirect(destinations['password-change'], 303)
        if (asked.service !== undefined && ticket !== undefined)
          return handOver(parts, request, reply, { service: asked.service, ticket, method: asked.method })
        // What is still missing is asked on a page of its own, which can be loaded again.
        if (asked.service !== undefined) return leaveForm(request, reply, addressOf(asked), asked.service)
        return reply.redirect(asked.next ? destinations[asked.next] : '/cas/login', 303)
      }
      case 'refused':
      case 'not-recognized':
        parts.rememberTypedId(reply, form.username)
        return show(outcome.kind)
      case 'form-already-sent':
        return show(outcome.kind)
      case 'source-waits':
        parts.rememberTypedId(reply, form.username)
        throw new Problem('too-many', {
          retryAfterMs: outcome.retryAfter * 1000,
          again: addressOf(asked, tickedIn(ticked)),
        })
      case 'no-time':
        parts.rememberTypedId(reply, form.username)
        throw new Problem('busy', { ...outcome, again: addressOf(asked, tickedIn(ticked)) })
    }
  })

  app.post('/cas/login/continue', casRoute, async (request, reply) => {
    const form = parseForm(continueForm, request)
    const session = await currentSession(parts, request)
    return goOn(parts, request, reply, readLogin(form), session, { confirmed: isAnswer(parts, session, form) })
  })

  app.post('/cas/login/consent', casRoute, async (request, reply) => {
    const form = parseForm(consentForm, request)
    const asked = readLogin(form)
    const session = await currentSession(parts, request)
    const service = asked.service === undefined ? undefined : matchService(parts.services(), asked.service)
    // Only what was read can be agreed to, by whoever has read it: another list, or another person, is shown the page again.
    const confirmed = service?.attributes.join(' ') === form.attributes && isAnswer(parts, session, form)
    if (session && service?.consent && confirmed && !session.mustChange)
      await parts.door.agree({
        person: session.person,
        service,
        attributes: service.attributes,
        source: request.source,
        reference: request.reference,
      })
    return goOn(parts, request, reply, asked, session, { confirmed })
  })
}

const parameter = z.string().max(2000).optional()
const loginQuery = z.object({
  service: parameter,
  renew: parameter,
  gateway: parameter,
  method: parameter,
  next: parameter,
  ticked: parameter,
})
const loginForm = loginQuery.extend({
  username: z.string().max(1000),
  password: z.string().max(20_000),
  form: z.string().max(200).default(''),
  lt: z.string().max(200).optional(),
  warn: parameter,
  rememberMe: parameter,
})
const continueForm = loginQuery.extend({ shownTo: z.string().max(100).default('') })
const consentForm = continueForm.extend({ attributes: z.string().max(2000) })

/** Whether the page was shown to whoever is signed in now. */
function isAnswer({ keys }: CasParts, session: Session | undefined, form: z.infer<typeof continueForm>) {
  return session !== undefined && wasShownTo(keys, session.person, form.shownTo)
}

function readLogin(given: z.infer<typeof loginQuery>): LoginRequest {
  return {
    service: given.service || undefined,
    renew: isOn(given.renew),
    gateway: isOn(given.gateway),
    method: methodNamed(given.method),
    next: destinationNamed(given.next),
  }
}

/** CAS 3.0.3, section 2.1.1: set is set, whatever its value; `false` is what clients send who mean it. */
function isOn(value: string | undefined) {
  return value !== undefined && value !== 'false'
}

/** What a form of ours hands on, and what stands in the address of the same page. */
function carriedOf({ service, renew, gateway, method, next }: LoginRequest): Record<string, string> {
  return {
    ...(service !== undefined && { service }),
    ...(renew && { renew: 'true' }),
    // With both, or without a service, it means nothing (section 2.1.1).
    ...(gateway && !renew && service !== undefined && { gateway: 'true' }),
    ...(method !== 'GET' && { method }),
    ...(next && { next }),
  }
}

function addressOf(asked: LoginRequest, ticked: Record<string, string> = {}) {
  return withQuery('/cas/login', { ...carriedOf(asked), ...ticked })
}

/**
 * Where a form of ours goes. Its fields alone are read; the address says the same, so that the page can be opened again from there
 * whatever becomes of the form, and the service is not lost (decision 257).
 */
function actionOf(asked: LoginRequest, path = '/cas/login') {
  return withQuery(path, carriedOf(asked))
}

/** What a form had in it when there was no time for it. */
interface Kept {
  readonly typed: string | undefined
  readonly ticked: { readonly warn: boolean; readonly rememberMe: boolean }
}

/** Does what `decideLogin` says. */
async function goOn(
  parts: CasParts,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: LoginRequest,
  session: Session | undefined,
  { confirmed = false, kept }: { confirmed?: boolean; kept?: Kept | undefined } = {},
) {
  const at = session && (await atSession(parts, session, asked.service))
  const step = decideLogin(asked, at, parts.services(), confirmed)
  const carried = carriedOf(asked)
  const answerable = () => ({ ...carried, ...(session && { shownTo: shownTo(parts.keys, session.person) }) })
  const between = { languagePath: addressOf(asked) }

  switch (step.kind) {
    case 'service-not-authorised':
      return refuseService(parts, request, reply, asked.service)
    case 'change-password-first':
      return reply.redirect(destinations['password-change'], 303)
    case 'second-factor': {
      const hasFactor = session !== undefined && (await parts.door.hasFactor(session.person))
      const name = await nameOf(parts, session)
      return reply.page(
        parts.door.secondFactorPage({ name, service: step.service, onward: carried, hasFactor }),
        between,
      )
    }
    case 'consent': {
      const { service } = step
      const { attributes } = service
      const action = actionOf(asked, '/cas/login/consent')
      const name = await nameOf(parts, session)
      return reply.page(
        parts.door.consentPage({ name, service, attributes, protocol: 'cas', action, carried: answerable() }),
        between,
      )
    }
    case 'warn': {
      const action = actionOf(asked, '/cas/login/continue')
      const name = await nameOf(parts, session)
      return reply.page(parts.door.warnPage({ name, service: step.service, action, carried: answerable() }), between)
    }
    case 'ticket': {
      if (!session) throw new Error('A ticket needs a session.')
      const { granted, retryAfterMs } = await parts.takeTicketShare(session.id, step.service.id)
      if (!granted && asksNobody(asked)) return leadTo(request, reply, step.address)
      if (!granted) throw new Problem('too-often', { retryAfterMs, again: addressOf(asked) })
      const ticket = await ticketAt(parts, session, step, { source: request.source, reference: request.reference })
      return handOver(parts, request, reply, { service: step.address, ticket, method: asked.method })
    }
    case 'back-without-ticket':
      return leadTo(request, reply, step.address)
    case 'signed-in':
      if (step.next) return reply.redirect(destinations[step.next], 303)
      return reply.page(parts.door.signedInPage(await nameOf(parts, session)), {
        // Not the query: somebody's bookmark may hold credentials (req 1).
        languagePath: '/cas/login',
      })
    case 'form':
      return showForm(parts, request, reply, asked, step.service, {
        signedInAs: session && (await whoIs(parts, session)),
        ticked: { warn: session?.warns ?? false, rememberMe: session?.longTerm ?? false },
        ...(kept?.typed !== undefined && { typed: kept.typed, ticked: kept.ticked }),
      })
  }
}

/** For the pages that only somebody who is signed in comes to. */
async function nameOf({ door }: CasParts, session: Session | undefined) {
  return session ? door.nameOf(session.person) : ''
}

async function whoIs({ database, door }: CasParts, { person }: Session) {
  const found = await findPerson(database.db, person)
  return found && { name: await door.nameOf(person), login: found.assignedAddress ?? '' }
}

function currentSession({ settings, database, world }: CasParts, request: FastifyRequest) {
  const cookie = readTicketGrantingCookie(readCookie(request, 'TGC'))
  return findSession(database.db, cookie, sessionLimits(settings), world.clock.now())
}

type Refusal = 'refused' | 'not-recognized' | 'form-already-sent'

function showForm(
  { door }: CasParts,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: LoginRequest,
  service: Service | undefined,
  more: {
    signedInAs?: { name: string; login: string } | undefined
    typed?: string
    ticked?: { warn: boolean; rememberMe: boolean }
    refusal?: Refusal
  },
) {
  const page = door.signInPage({
    action: actionOf(asked),
    serviceName: service?.name[request.language],
    renew: asked.renew,
    carried: carriedOf(asked),
    ...placeFromNowOn(request, reply),
    ...more,
  })
  return reply.page(page, {
    status: more.refusal ? 422 : 200,
    languagePath: addressOf(asked),
    // Who somebody is, and a message with parts of its own, is nothing to keep.
    stencil: more.signedInAs || more.refusal === 'not-recognized' ? undefined : 'sign-in',
  })
}

async function refuseService(
  parts: CasParts,
  request: FastifyRequest,
  reply: FastifyReply,
  service: string | undefined,
) {
  const shown = withoutQuery(service?.slice(0, 300) ?? '')
  await recordRefusal(parts, {
    at: parts.world.clock.now(),
    event: 'service-refused',
    outcome: 'failure',
    actor: 'person',
    source: request.source,
    reference: request.reference,
    details: { service: shown },
  })
  return reply.page(<ServiceNotAuthorisedPage asked={shown} />, { status: 403, languagePath: '/cas/login' })
}
