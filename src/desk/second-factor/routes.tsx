import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  beginEnrolment,
  countRecoveryCodes,
  enrol,
  type FactorAsker,
  findSecondFactor,
  mailEnrolmentCode,
  proveFactor,
  renewRecoveryCodes,
  type SecondFactorParts,
} from '../../credentials/second-factor/index.ts'
import { displayName } from '../../people/index.ts'
import { cookieLife, findDeskUse, writeCookie } from '../../sessions/index.ts'
import { ChallengePage, EnrolPage, Problem, parseForm, parseQuery, StartPage, setCookie } from '../../web/index.ts'
import { type DeskDoor, deskRoute, doorstepRoute, pageNamed, type Staff } from '../desk-route.ts'
import { factorHolds } from '../door-rule.ts'
import { FormWaitsPage } from '../pages/unsent-form.tsx'
import { LARGEST_SEALED, openForm } from '../unsent-form.ts'
import { OwnCodesPage, RecoveryCodesPage } from './pages/codes.tsx'

/** Where the second factor is proved, set up, and kept usable. */
export function registerSecondFactor(door: DeskDoor, parts: SecondFactorParts): void {
  registerChallenge(door, parts)
  registerEnrolment(door, parts)
  registerRecoveryCodes(door, parts)
}

const CHALLENGE = '/desk/second-factor'
const ENROL = '/desk/second-factor/enrol'
const CONFIRM = '/desk/second-factor/enrol/confirm'
const RECOVERY_CODES = '/desk/second-factor/recovery-codes'

const path = z.string().max(1000).optional()
const challengeQuery = z.object({ back: path, unsent: z.string().max(10).optional() })
const typedCode = z.string().max(200).default('')
const waits = z.string().max(LARGEST_SEALED).optional()
const challengeForm = z.object({ back: path, waits, code: typedCode, recovery: typedCode })

function registerChallenge(door: DeskDoor, parts: SecondFactorParts) {
  doorstepRoute(door, {
    method: 'GET',
    url: CHALLENGE,
    handler: async (staff, request, reply) => {
      if (!(await findSecondFactor(parts.database.db, staff.person.id))) return reply.redirect(ENROL, 303)
      const { back, unsent } = parseQuery(challengeQuery, request)
      return reply.page(
        <ChallengePage
          {...placeOf(staff)}
          back={pageNamed(door, back)}
          unsent={unsent === 'yes'}
          again={await isProved(parts, staff)}
        />,
      )
    },
  })

  doorstepRoute(door, {
    method: 'POST',
    url: CHALLENGE,
    // A form that waits goes along.
    bodyLimit: 64 * 1024,
    handler: async (staff, request, reply) => {
      const form = parseForm(challengeForm, request)
      const back = pageNamed(door, form.back)
      const outcome = await proveFactor(parts, askerOf(staff, request), form.recovery || form.code, 'desk-entered')
      const waiting = form.waits === undefined ? undefined : openForm(parts.keys, form.waits, staff.person.id)
      const asked = { ...placeOf(staff), back, waits: waiting && form.waits }

      switch (outcome.kind) {
        case 'proved':
          setCookie(reply, 'TGC', writeCookie(outcome.cookie), cookieLife(staff.session, parts.settings))
          if (waiting) {
            const page = <FormWaitsPage person={staff.person} form={waiting} back={back ?? '/desk'} />
            return reply.page(page, { languagePath: back ?? '/desk' })
          }
          return reply.redirect(outcome.by === 'recovery-code' ? RECOVERY_CODES : (back ?? '/desk'), 303)
        case 'not-enrolled':
          return reply.redirect(ENROL, 303)
        case 'refused':
          return reply.page(<ChallengePage {...asked} refusal={outcome.because} />, { status: 422 })
        case 'waiting': {
          const { retryAfterMs } = outcome
          if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
          return reply.page(<ChallengePage {...asked} waiting={{ retryAfterMs }} />, { status: 429 })
        }
      }
    },
  })
}

const enrolForm = z.object({ mailed: typedCode, app: typedCode })

function registerEnrolment(door: DeskDoor, parts: SecondFactorParts) {
  doorstepRoute(door, {
    method: 'GET',
    url: ENROL,
    handler: async (staff, _request, reply) => {
      if (await findSecondFactor(parts.database.db, staff.person.id)) return reply.redirect(CHALLENGE, 303)
      return reply.page(<StartPage {...withAddress(staff)} />)
    },
  })

  doorstepRoute(door, {
    method: 'POST',
    url: ENROL,
    handler: async (staff, request, reply) => {
      const outcome = await mailEnrolmentCode(parts, askerOf(staff, request))

      switch (outcome.kind) {
        case 'sent':
          return reply.redirect(CONFIRM, 303)
        case 'enrolled-already':
          return reply.redirect(CHALLENGE, 303)
        case 'no-mailbox':
          return reply.page(<StartPage {...withAddress(staff)} />, { status: 422 })
        case 'held':
          return reply.page(<StartPage {...withAddress(staff)} heldUntil={outcome.until} />, { status: 422 })
        case 'too-many': {
          const { retryAfterMs } = outcome
          reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
          return reply.page(<StartPage {...withAddress(staff)} retryAfterMs={retryAfterMs} />, { status: 429 })
        }
      }
    },
  })

  doorstepRoute(door, {
    method: 'GET',
    url: CONFIRM,
    handler: async (staff, _request, reply) => {
      const enrolment = await beginEnrolment(parts, staff)
      if (!enrolment) return reply.redirect(CHALLENGE, 303)
      return reply.page(<EnrolPage {...withAddress(staff)} enrolment={enrolment} />)
    },
  })

  doorstepRoute(door, {
    method: 'POST',
    url: CONFIRM,
    handler: async (staff, request, reply) => {
      const outcome = await enrol(parts, askerOf(staff, request), parseForm(enrolForm, request))

      switch (outcome.kind) {
        case 'enrolled':
          setCookie(reply, 'TGC', writeCookie(outcome.cookie), cookieLife(staff.session, parts.settings))
          // In the other language the codes would be gone: there new ones can be made.
          return reply.page(<RecoveryCodesPage staff={staff} codes={outcome.recoveryCodes} />, {
            languagePath: RECOVERY_CODES,
          })
        case 'enrolled-already':
          return reply.redirect(CHALLENGE, 303)
        case 'refused': {
          const enrolment = await beginEnrolment(parts, staff)
          if (!enrolment) return reply.redirect(CHALLENGE, 303)
          return reply.page(<EnrolPage {...withAddress(staff)} enrolment={enrolment} faults={outcome.faults} />, {
            status: 422,
          })
        }
        case 'too-many':
          throw new Problem('too-many', { retryAfterMs: outcome.retryAfterMs })
      }
    },
  })
}

function registerRecoveryCodes(door: DeskDoor, parts: SecondFactorParts) {
  deskRoute(door, {
    method: 'GET',
    url: RECOVERY_CODES,
    act: 'keep-own-factor',
    handler: async (staff, _request, reply) =>
      reply.page(<OwnCodesPage staff={staff} left={await countRecoveryCodes(parts.database.db, staff.person.id)} />),
  })

  deskRoute(door, {
    method: 'POST',
    url: RECOVERY_CODES,
    act: 'keep-own-factor',
    fresh: true,
    handler: async (staff, request, reply) => {
      const codes = await renewRecoveryCodes(parts, askerOf(staff, request))
      if (codes.length === 0) return reply.redirect(CHALLENGE, 303)
      return reply.page(<RecoveryCodesPage staff={staff} codes={codes} />)
    },
  })
}

function askerOf({ person, session }: Staff, request: FastifyRequest): FactorAsker {
  return { person, session, source: request.source, reference: request.reference }
}

function placeOf({ person }: Staff) {
  return { at: 'desk', name: displayName(person) } as const
}

function withAddress(staff: Staff) {
  return { ...placeOf(staff), address: staff.person.assignedAddress }
}

async function isProved({ settings, database, world }: SecondFactorParts, { session }: Staff) {
  const use = await findDeskUse(database.db, session.id)
  return factorHolds({ ...use, fresh: false, idle: settings.STAFF_IDLE, now: world.clock.now() })
}
