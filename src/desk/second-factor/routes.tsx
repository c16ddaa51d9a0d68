import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { countRecoveryCodes, findSecondFactor } from '../../credentials/second-factor/index.ts'
import { formTargetsAmong, matchService, type ServiceList } from '../../services/index.ts'
import { cookieLife, findDeskUse, writeCookie } from '../../sessions/index.ts'
import { parseForm, parseQuery, setCookie } from '../../web/index.ts'
import { type DeskDoor, deskRoute, doorstepRoute, pageOfDesk, type Staff } from '../desk-route.ts'
import { factorHolds } from '../door-rule.ts'
import { ChallengePage } from './pages/challenge.tsx'
import { EnrolPage, StartPage } from './pages/enrol.tsx'
import { OwnCodesPage, RecoveryCodesPage } from './pages/recovery-codes.tsx'
import {
  type Asker,
  beginEnrolment,
  enrol,
  mailEnrolmentCode,
  proveFactor,
  renewRecoveryCodes,
  type SecondFactorParts,
} from './tasks.ts'

interface RouteParts extends SecondFactorParts {
  readonly services: ServiceList
}

/** Where the second factor is proved, set up, and kept usable. */
export function registerSecondFactor(door: DeskDoor, parts: RouteParts): void {
  registerChallenge(door, parts)
  registerEnrolment(door, parts)
  registerRecoveryCodes(door, parts)
}

const CHALLENGE = '/desk/second-factor'
const ENROL = '/desk/second-factor/enrol'
const CONFIRM = '/desk/second-factor/enrol/confirm'
const RECOVERY_CODES = '/desk/second-factor/recovery-codes'

const path = z.string().max(300).optional()
const parameter = z.string().max(2000).optional()
/**
 * The service that asked for the factor, as `/cas/login` was asked for it, or the sign-in of OpenID Connect that this browser is
 * in the middle of; there it is judged, and nowhere else led to.
 */
const onward = {
  service: parameter,
  method: parameter,
  renew: parameter,
  gateway: parameter,
  client: parameter,
  interaction: parameter,
}
const challengeQuery = z.object({ back: path, unsent: z.string().max(10).optional(), ...onward })
const typedCode = z.string().max(200).default('')
const challengeForm = z.object({ back: path, code: typedCode, recovery: typedCode, ...onward })

function registerChallenge(door: DeskDoor, parts: RouteParts) {
  doorstepRoute(door, {
    method: 'GET',
    url: CHALLENGE,
    handler: async (staff, request, reply) => {
      if (!(await findSecondFactor(parts.database.db, staff.person.id))) return reply.redirect(ENROL, 303)
      const { back, unsent, ...asked } = parseQuery(challengeQuery, request)
      const onward = onwardIn(parts, asked)
      return reply.page(
        <ChallengePage
          person={staff.person}
          back={pageNamed(door, back)}
          unsent={unsent === 'yes'}
          again={await isProved(parts, staff)}
          onward={onward}
        />,
        { formTargets: targetsOf(parts, onward) },
      )
    },
  })

  doorstepRoute(door, {
    method: 'POST',
    url: CHALLENGE,
    handler: async (staff, request, reply) => {
      const form = parseForm(challengeForm, request)
      const back = pageNamed(door, form.back)
      const outcome = await proveFactor(parts, askerOf(staff, request), form.recovery || form.code)
      const asked = { person: staff.person, back, onward: onwardIn(parts, form) }
      const between = { formTargets: targetsOf(parts, asked.onward) }

      switch (outcome.kind) {
        case 'proved':
          setCookie(reply, 'TGC', writeCookie(outcome.cookie), cookieLife(staff.session, parts.settings))
          return reply.redirect(
            outcome.by === 'recovery-code' ? RECOVERY_CODES : (onTo(asked.onward) ?? back ?? '/desk'),
            303,
          )
        case 'not-enrolled':
          return reply.redirect(ENROL, 303)
        case 'refused':
          return reply.page(<ChallengePage {...asked} refusal={outcome.because} />, { ...between, status: 422 })
        case 'waiting': {
          const { retryAfterMs } = outcome
          if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
          return reply.page(<ChallengePage {...asked} waiting={{ retryAfterMs }} />, { ...between, status: 429 })
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
      return reply.page(<StartPage person={staff.person} />)
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
          return reply.page(<StartPage person={staff.person} />, { status: 422 })
        case 'too-many': {
          const { retryAfterMs } = outcome
          reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
          return reply.page(<StartPage person={staff.person} retryAfterMs={retryAfterMs} />, { status: 429 })
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
      return reply.page(<EnrolPage person={staff.person} enrolment={enrolment} />)
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
          return reply.page(<EnrolPage person={staff.person} enrolment={enrolment} faults={outcome.faults} />, {
            status: 422,
          })
        }
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

function askerOf({ person, session }: Staff, request: FastifyRequest): Asker {
  return { person, session, source: request.source, reference: request.reference }
}

/** Only what the desk itself serves: anything else leads to its front page. */
function pageNamed(door: DeskDoor, back: string | undefined): string | undefined {
  return back !== undefined && pageOfDesk(door, back) === back ? back : undefined
}

type Onward = Partial<Record<keyof typeof onward, string | undefined>>

/** What a service asked the sign-in for; nothing when no registered service sent the person here (req 69, 80). */
function onwardIn(
  { services }: RouteParts,
  { service, method, renew, gateway, client, interaction }: Onward,
): Readonly<Record<string, string>> | undefined {
  if (interaction !== undefined && client !== undefined) {
    return clientNamed(services, client) && /^[\w-]{1,60}$/.test(interaction) ? { client, interaction } : undefined
  }
  if (service === undefined || !matchService(services(), service)) return undefined
  const given = Object.entries({ service, method, renew, gateway })
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])))
}

/** Chromium holds the redirects after a form to its policy too. */
function targetsOf({ services }: RouteParts, onward: Readonly<Record<string, string>> | undefined): readonly string[] {
  if (onward?.client !== undefined) return formTargetsAmong(clientNamed(services, onward.client)?.redirectUris ?? [])
  return onward?.service === undefined ? [] : [onward.service]
}

/** Back to the sign-in, which judges everything anew, and never to the service itself. */
function onTo(onward: Readonly<Record<string, string>> | undefined): string | undefined {
  if (onward?.interaction !== undefined) return `/oidc/sign-in/${onward.interaction}`
  return onward && `/cas/login?${new URLSearchParams(onward)}`
}

function clientNamed(services: ServiceList, id: string) {
  return services().find((service) => service.id === id)?.client
}

async function isProved({ settings, database, world }: SecondFactorParts, { session }: Staff) {
  const use = await findDeskUse(database.db, session.id)
  return factorHolds({ ...use, fresh: false, idle: settings.STAFF_IDLE, now: world.clock.now() })
}
