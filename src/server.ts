import { type FastifyInstance, type FastifyRequest, fastify } from 'fastify'
import type { Logger } from 'pino'
import { registerAccessibility } from './accessibility/index.ts'
import { registerAccount } from './account/index.ts'
import { examplesOfAllChapters } from './chapters.ts'
import type { Institution, Keys, Settings } from './config/index.ts'
import { AskerGone, type HashGate, HashQueueFull, type PasswordJudge, watchedGate } from './credentials/index.ts'
import type { Database } from './database/index.ts'
import { registerCast, registerDevelopmentMailbox } from './demo/index.ts'
import { registerDesk } from './desk/index.ts'
import { registerGallery } from './gallery/index.ts'
import { type Readiness, registerHealth } from './health/index.ts'
import { registerHelp } from './help/index.ts'
import { createCaseLetters, notRecognized, openTeacherCase, registerNotRecognized } from './not-recognized/index.ts'
import { registerPasswordChange, writePasswordChangedAgain } from './password-change/index.ts'
import {
  createSendLink,
  createTellMailbox,
  registerPasswordReset,
  rememberTypedId,
  requestMemory,
  writePasswordSetAgain,
} from './password-reset/index.ts'
import { registerPortal } from './portal/index.ts'
import { registerPrivacy } from './privacy/index.ts'
import { createImporter, createTokenBook, registerScim } from './provisioning/index.ts'
import { createPuller } from './provisioning/usos-api/index.ts'
import { registerSecurityTxt } from './security-txt/index.ts'
import type { ServiceList, ServiceRegistry } from './services/index.ts'
import { createSignInDoor, deviceReader, newDeviceCookie } from './signin/index.ts'
import { registerCas } from './sso/cas/index.ts'
import { registerOidc } from './sso/oidc/index.ts'
import { ticketShares } from './sso/ticket-share.ts'
import { type Assets, Problem, registerWeb, serverOptions } from './web/index.ts'
import type { World } from './world/index.ts'

/** Everything a chapter may be handed. Each names in its own type what it really needs. */
export interface Parts {
  readonly settings: Settings
  readonly institution: Institution
  readonly world: World
  readonly keys: Keys
  readonly database: Database
  readonly hashGate: HashGate
  readonly judgePassword: PasswordJudge['judgePassword']
  readonly contextWords: () => readonly string[]
  /** The services of this very moment: the file and the desk may change them. */
  readonly services: ServiceList
  readonly registry: ServiceRegistry
  readonly assets: Assets
  /** Whether people may be sent to this node. */
  readonly readiness: Readiness
  /** Whether this node may work on the registry: with a wrong clock it would close and move whoever it should not (decision 259). */
  readonly isClockRight: () => Promise<boolean>
  /** The public origin: links and service addresses are built from it alone (req 17). */
  readonly origin: string
  readonly log: Logger
  /** Whether the demo university is here: only then does anything stand under `/dev` (req 125). */
  readonly demo: boolean
  /** Where traces are made: begins one for each request. */
  readonly traceRequests?: ((app: FastifyInstance) => void) | undefined
}

/** The table of contents: every chapter, and what it is handed. */
export async function createServer(parts: Parts): Promise<FastifyInstance> {
  const { keys, ...shared } = parts
  const basic = { ...shared, hashGate: watchedGate(parts.hashGate), keys: keys.app, peselKeys: keys.pesel }
  // What chapters lend each other: the one way to mail a link, and the ways into and out of a case.
  const own = {
    ...basic,
    sendLink: createSendLink(basic),
    tellMailbox: createTellMailbox(basic),
    requestMemory: requestMemory(basic),
    caseLetters: createCaseLetters(basic),
    openTeacherCase: openTeacherCase(basic),
  }
  const issueDeviceCookie = newDeviceCookie(own)
  const app = fastify(serverOptions(parts))
  parts.traceRequests?.(app)
  const deviceOf = deviceReader(own)
  const askerOf = (request: FastifyRequest) => ({ ...request.caller, owner: deviceOf(request)?.person })
  registerWeb(app, {
    ...own,
    problemOf,
    askTurn: (request) => parts.hashGate.ask(askerOf(request), 1),
    reserveTurn: (request) => parts.hashGate.reserve(() => askerOf(request), 1),
  })

  registerHealth(app, own)
  registerPortal(app, own)
  const protocolParts = {
    ...own,
    door: createSignInDoor({ ...own, notRecognized }),
    takeTicketShare: ticketShares(own),
    rememberTypedId: rememberTypedId(own),
    typedBefore(request: FastifyRequest) {
      const typed = own.requestMemory.read(request)?.typed
      if (typed === undefined) return undefined
      const { ticked } = request.query as { ticked?: unknown }
      // Looked at last, since the seal of a place costs a MAC.
      return ticked !== undefined || request.caller.dueAt ? typed : undefined
    },
  }
  registerCas(app, protocolParts)
  registerOidc(app, protocolParts)
  registerPasswordReset(app, { ...own, notRecognized, issueDeviceCookie, deviceOf })
  registerNotRecognized(app, own)
  registerPasswordChange(app, { ...own, issueDeviceCookie })
  registerAccount(app, own)
  const puller = parts.settings.USOS_API_URL === undefined ? undefined : createPuller(own)
  registerDesk(app, { ...own, importer: createImporter(own), tokenBook: createTokenBook(own), puller, writeAgain })
  registerScim(app, own)
  registerHelp(app)
  registerPrivacy(app, own)
  registerAccessibility(app)
  registerSecurityTxt(app, own)
  if (parts.demo) {
    registerCast(app, own)
    registerDevelopmentMailbox(app, own)
    registerGallery(app, examplesOfAllChapters)
  }
  return app
}

/** The notices that the desk may have written anew, each by its own chapter. */
const writeAgain = (...asked: Parameters<typeof writePasswordSetAgain>) =>
  writePasswordSetAgain(...asked) ?? writePasswordChangedAgain(...asked)

/** Faults that have a page of their own. */
function problemOf(error: unknown): Problem | undefined {
  if (error instanceof HashQueueFull) {
    const { dueAt, retryAfterMs, message: because } = error
    return new Problem('busy', { dueAt, retryAfterMs, because })
  }
  // Nobody reads it.
  if (error instanceof AskerGone) return new Problem('slow')
  return undefined
}
