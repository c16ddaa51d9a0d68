import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import {
  beginEnrolment,
  enrol,
  findSecondFactor,
  mailEnrolmentCode,
  proveFactor,
  RECOVERY_CODES,
} from '../../credentials/second-factor/index.ts'
import { displayName } from '../../people/index.ts'
import { type Onward, onwardAddress, onwardIn, type ServiceList } from '../../services/index.ts'
import { cookieLife, writeCookie } from '../../sessions/index.ts'
import {
  ChallengePage,
  clearClient,
  EnrolPage,
  leaveForm,
  Problem,
  parseForm,
  parseQuery,
  StartPage,
  setCookie,
  withOnward,
} from '../../web/index.ts'
import { admitOwner } from '../asker.ts'
import type { Asker } from '../tasks.ts'
import { FactorRemovedPage, OwnCodesPage, RecoveryCodesPage, RemoveFactorPage } from './pages/own-factor.tsx'
import { findOwnFactor, type OwnFactorParts, removeOwnFactor, renewOwnCodes } from './tasks.ts'

interface RouteParts extends OwnFactorParts {
  readonly services: ServiceList
}

const CHALLENGE = '/account/second-factor'
const ENROL = '/account/second-factor/enrol'
const CONFIRM = '/account/second-factor/enrol/confirm'
const CODES = '/account/second-factor/recovery-codes'
const REMOVE = '/account/second-factor/remove'

const parameter = z.string().max(2000).optional()
const onwardQuery = z.object({
  service: parameter,
  method: parameter,
  renew: parameter,
  gateway: parameter,
  client: parameter,
  interaction: parameter,
})
const typedCode = z.string().max(200).default('')
const challengeForm = onwardQuery.extend({ code: typedCode, recovery: typedCode })
const enrolForm = onwardQuery.extend({ mailed: typedCode, app: typedCode })
const proofForm = z.object({ password: z.string().max(20_000).default(''), code: typedCode })

/** Where everybody sets a second factor up, proves it on the way to a service, and keeps it usable. */
export function registerSecondFactor(app: FastifyInstance, parts: RouteParts): void {
  const { database, settings } = parts
  const letIn = (reply: FastifyReply, { session }: Asker, cookie: Parameters<typeof writeCookie>[0]) =>
    setCookie(reply, 'TGC', writeCookie(cookie), cookieLife(session, settings))

  app.get(CHALLENGE, async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const onward = onwardIn(parts.services, parseQuery(onwardQuery, request))
    if (!(await findSecondFactor(database.db, asker.person.id))) return reply.redirect(withOnward(ENROL, onward), 303)
    return showChallenge(reply, asker, onward)
  })

  app.post(CHALLENGE, async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const form = parseForm(challengeForm, request)
    const onward = onwardIn(parts.services, form)
    const outcome = await proveFactor(parts, asker, form.recovery || form.code, 'second-factor-proved')
    switch (outcome.kind) {
      case 'proved':
        letIn(reply, asker, outcome.cookie)
        // How many recovery codes are left stands in the letter: nobody is kept from the service for it.
        return leaveForm(
          request,
          reply,
          onwardAddress(onward) ?? (outcome.by === 'recovery-code' ? CODES : '/account'),
          onward?.service,
        )
      case 'not-enrolled':
        return reply.redirect(withOnward(ENROL, onward), 303)
      case 'refused':
        return showChallenge(reply, asker, onward, { refusal: outcome.because })
      case 'waiting':
        return showChallenge(reply, asker, onward, { waiting: outcome })
    }
  })

  function showChallenge(
    reply: FastifyReply,
    { person }: Asker,
    onward: Onward | undefined,
    more: {
      refusal?: 'missing' | 'wrong'
      waiting?: { retryAfterMs: number | undefined }
    } = {},
  ) {
    return reply.page(<ChallengePage at="account" name={displayName(person)} onward={onward} {...more} />, {
      status: tooMany(reply, more.waiting) ?? (more.refusal ? 422 : 200),
      languagePath: withOnward(CHALLENGE, onward),
    })
  }

  app.get(ENROL, async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const onward = onwardIn(parts.services, parseQuery(onwardQuery, request))
    if (await findSecondFactor(database.db, asker.person.id)) return reply.redirect(whereProved(onward), 303)
    return reply.page(<StartPage {...placeOf(asker)} onward={onward} />, { languagePath: withOnward(ENROL, onward) })
  })

  app.post(ENROL, async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const onward = onwardIn(parts.services, parseForm(onwardQuery, request))
    const outcome = await mailEnrolmentCode(parts, asker)
    const languagePath = withOnward(ENROL, onward)
    switch (outcome.kind) {
      case 'sent':
        return reply.redirect(withOnward(CONFIRM, onward), 303)
      case 'enrolled-already':
        return reply.redirect(whereProved(onward), 303)
      case 'no-mailbox':
        return reply.page(<StartPage {...placeOf(asker)} onward={onward} />, { status: 422, languagePath })
      case 'held':
        return reply.page(<StartPage {...placeOf(asker)} onward={onward} heldUntil={outcome.until} />, {
          status: 422,
          languagePath,
        })
      case 'too-many':
        return reply.page(<StartPage {...placeOf(asker)} onward={onward} retryAfterMs={outcome.retryAfterMs} />, {
          status: tooMany(reply, outcome) ?? 429,
          languagePath,
        })
    }
  })

  app.get(CONFIRM, async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    return showEnrolment(reply, asker, onwardIn(parts.services, parseQuery(onwardQuery, request)))
  })

  app.post(CONFIRM, async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const form = parseForm(enrolForm, request)
    const onward = onwardIn(parts.services, form)
    const outcome = await enrol(parts, asker, form)
    switch (outcome.kind) {
      case 'enrolled':
        letIn(reply, asker, outcome.cookie)
        // In the other language the codes would be gone: there new ones can be made.
        return reply.page(
          <RecoveryCodesPage
            name={displayName(asker.person)}
            codes={outcome.recoveryCodes}
            onTo={onwardAddress(onward)}
          />,
          { languagePath: CODES },
        )
      case 'enrolled-already':
        return reply.redirect(whereProved(onward), 303)
      case 'refused':
        return showEnrolment(reply, asker, onward, outcome.faults)
      case 'too-many':
        throw new Problem('too-many', { retryAfterMs: outcome.retryAfterMs })
    }
  })

  async function showEnrolment(
    reply: FastifyReply,
    asker: Asker,
    onward: Onward | undefined,
    faults?: Parameters<typeof EnrolPage>[0]['faults'],
  ) {
    const enrolment = await beginEnrolment(parts, asker)
    if (!enrolment) return reply.redirect(whereProved(onward), 303)
    return reply.page(<EnrolPage {...placeOf(asker)} onward={onward} enrolment={enrolment} faults={faults} />, {
      status: faults ? 422 : 200,
      languagePath: withOnward(CONFIRM, onward),
    })
  }

  app.get(CODES, async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    return showCodes(reply, asker)
  })

  app.post(CODES, async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const outcome = await renewOwnCodes(parts, asker, parseForm(proofForm, request))
    switch (outcome.kind) {
      case 'renewed':
        return reply.page(
          <RecoveryCodesPage name={displayName(asker.person)} codes={outcome.codes} onTo={undefined} />,
          { languagePath: CODES },
        )
      case 'refused':
        return showCodes(reply, asker, { faults: outcome.faults })
      case 'waiting':
        return showCodes(reply, asker, { waiting: outcome })
      case 'not-enrolled':
        return reply.redirect(ENROL, 303)
    }
  })

  async function showCodes(reply: FastifyReply, asker: Asker, more: Refusal = {}) {
    const factor = await findOwnFactor(parts, asker.person.id)
    if (!factor) return reply.redirect(ENROL, 303)
    const counted = { left: factor.codesLeft, all: RECOVERY_CODES }
    return reply.page(<OwnCodesPage {...ownerOf(asker)} {...counted} {...more} />, { status: statusOf(reply, more) })
  }

  app.get(REMOVE, async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    if (!(await findSecondFactor(database.db, asker.person.id))) return reply.redirect(ENROL, 303)
    return reply.page(<RemoveFactorPage {...ownerOf(asker)} />)
  })

  app.post(REMOVE, async (request, reply) => {
    const asker = await admitOwner(parts, request, reply)
    if (!asker) return reply
    const outcome = await removeOwnFactor(parts, asker, parseForm(proofForm, request))
    const refuse = (more: Refusal) =>
      reply.page(<RemoveFactorPage {...ownerOf(asker)} {...more} />, { status: statusOf(reply, more) })
    switch (outcome.kind) {
      case 'removed':
        clearClient(reply, ['TGC'])
        return reply.page(<FactorRemovedPage />, { languagePath: '/cas/login?next=account' })
      case 'refused':
        return refuse({ faults: outcome.faults })
      case 'waiting':
        return refuse({ waiting: outcome })
      case 'not-enrolled':
        return reply.redirect(ENROL, 303)
    }
  })
}

type Refusal = Pick<Parameters<typeof RemoveFactorPage>[0], 'faults' | 'waiting'>

function whereProved(onward: Onward | undefined) {
  return onward ? withOnward(CHALLENGE, onward) : '/account'
}

function placeOf({ person }: Asker) {
  return { at: 'account', name: displayName(person), address: person.assignedAddress } as const
}

function ownerOf({ person }: Asker) {
  return { name: displayName(person), address: person.assignedAddress ?? '' }
}

function statusOf(reply: FastifyReply, { faults, waiting }: Refusal) {
  return tooMany(reply, waiting) ?? (faults ? 422 : 200)
}

/** 429, with a time where there is one. */
function tooMany(reply: FastifyReply, waiting: { retryAfterMs: number | undefined } | undefined) {
  if (!waiting) return undefined
  if (waiting.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(waiting.retryAfterMs / 1000))
  return 429
}
