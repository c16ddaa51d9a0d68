import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { policyContextOf } from '../credentials/index.ts'
import type { PersonId } from '../database/index.ts'
import { displayName, findPerson } from '../people/index.ts'
import {
  browserName,
  cookieLife,
  findSession,
  readCookie as readTicketGrantingCookie,
  sessionLimits,
  writeCookie,
} from '../sessions/index.ts'
import { parseForm, readCookie, setCookie } from '../web/index.ts'
import { ChangePasswordPage } from './pages/change-password.tsx'
import { ChangedPage } from './pages/changed.tsx'
import { type Asker, changePassword, type PasswordChangeTaskParts } from './tasks.ts'

export interface PasswordChangeParts extends PasswordChangeTaskParts {
  /** A new password ends the device cookies; the browser in which it was changed gets a new one (decision 002). */
  readonly issueDeviceCookie: (person: PersonId, now: Date) => string
}

/** Changing the password while signed in. The one page that is open to a session whose password must be changed (req 9). */
export function registerPasswordChange(app: FastifyInstance, parts: PasswordChangeParts): void {
  const { settings, world } = parts

  // Where password managers look for the page (well-known URL of the W3C).
  app.get('/.well-known/change-password', async (_, reply) => reply.redirect('/password-change', 302))

  app.get('/password-change', async (request, reply) => {
    const asker = await askerOf(parts, request)
    if (!asker) return reply.redirect(SIGN_IN, 303)
    return reply.page(<ChangePasswordPage {...pageOf(parts, asker)} />)
  })

  app.post('/password-change', async (request, reply) => {
    const asker = await askerOf(parts, request)
    if (!asker) return reply.redirect(SIGN_IN, 303)
    const { current, new: password, repeat } = parseForm(changeForm, request)
    const outcome = await changePassword(parts, { current, password, repeat }, asker)

    switch (outcome.kind) {
      case 'changed':
        setCookie(reply, 'TGC', writeCookie(outcome.cookie), cookieLife(asker.session, settings))
        setCookie(reply, 'device', parts.issueDeviceCookie(asker.person.id, world.clock.now()), {
          maxAgeMs: settings.DEVICE_LIFETIME,
        })
        return reply.redirect('/password-change/done', 303)
      case 'refused':
        return reply.page(<ChangePasswordPage {...pageOf(parts, asker)} refusal={outcome} />, { status: 422 })
      case 'waiting': {
        const { retryAfterMs } = outcome
        if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
        return reply.page(<ChangePasswordPage {...pageOf(parts, asker)} waiting={{ retryAfterMs }} />, { status: 429 })
      }
      case 'signed-out':
        return reply.redirect(SIGN_IN, 303)
    }
  })

  app.get('/password-change/done', async (request, reply) => {
    const asker = await askerOf(parts, request)
    if (!asker) return reply.redirect(SIGN_IN, 303)
    if (asker.session.mustChange) return reply.redirect('/password-change', 303)
    return reply.page(<ChangedPage name={displayName(asker.person)} />)
  })
}

const SIGN_IN = '/cas/login?next=password-change'
// Far more than any password, and still less than a body may hold: what is too long is told in the page's own words.
const typed = z.string().max(20_000).default('')
const changeForm = z.object({ current: typed, new: typed, repeat: typed })

async function askerOf(parts: PasswordChangeTaskParts, request: FastifyRequest): Promise<Asker | undefined> {
  const { settings, database, world } = parts
  const cookie = readTicketGrantingCookie(readCookie(request, 'TGC'))
  const limits = sessionLimits(settings)
  const session = await findSession(database.db, cookie, limits, world.clock.now())
  const person = session && (await findPerson(database.db, session.person))
  if (!session || !person) return undefined
  const browser = browserName(request.headers['user-agent'])
  return { session, person, browser, source: request.source, caller: request.caller, reference: request.reference }
}

function pageOf(parts: PasswordChangeTaskParts, { person, session }: Asker) {
  return {
    name: displayName(person),
    address: person.assignedAddress ?? '',
    context: policyContextOf(parts, person),
    mustChange: session.mustChange,
  }
}
