import type { FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import type { Institution, Settings } from '../config/index.ts'
import type { Language } from '../language/index.ts'
import type { Keyring, World } from '../world/index.ts'
import type { Assets } from './assets.ts'
import type { KnownRoutes } from './known-routes.ts'
import type { Problem } from './problem.ts'
import type { voices } from './render.ts'
import type { Trust } from './source.ts'
import type { stencils } from './stencil.ts'
import type { QueueCaller } from './waiting/place.ts'

/** From when on there is time for somebody, and in how many milliseconds that is. */
export interface Turn {
  readonly dueAt: Date
  readonly retryAfterMs: number
  /** The form may be sent then without asking again. */
  readonly firm: boolean
}

/** What the frame needs from the outside. */
export interface WebParts {
  readonly settings: Settings
  readonly institution: Institution
  readonly world: World
  /** Of APP_SECRET. */
  readonly keys: Keyring
  readonly assets: Assets
  /** The public origin, such as `https://login.example.edu`. */
  readonly origin: string
  /** When there is time for a form that will be sent; nothing while nobody waits. */
  readonly askTurn?: ((request: FastifyRequest) => Turn | undefined) | undefined
  /** When the turn of a form comes that is opened now; nothing where there would be time now. */
  readonly reserveTurn?: ((request: FastifyRequest) => Turn | undefined) | undefined
  /** Errors of the chapters that have a page of their own, such as a full queue of hashes. */
  readonly problemOf?: ((error: unknown) => Problem | undefined) | undefined
}

export interface Frame extends WebParts {
  readonly voices: ReturnType<typeof voices>
  readonly routes: KnownRoutes
  /** The public origin and the one inside, from which the portal may come. */
  readonly ownOrigins: readonly string[]
  readonly ownUrls: readonly URL[]
  readonly trust: Trust
  readonly stencils: ReturnType<typeof stencils>
}

export interface PageOptions {
  status?: number | undefined
  /** The address of a service, where this page hands over to it by a form (req 64). */
  postsTo?: string | undefined
  /** Where the language link leads, when it is not this address or the page it belongs to. */
  languagePath?: string | undefined
  /**
   * The name of a page that everybody gets alike who comes with the same data: rendered once, then filled in (decision 215). The props
   * `typed` and `seconds` are somebody's own, and never kept.
   */
  stencil?: string | undefined
}

declare module 'fastify' {
  interface FastifyInstance {
    frame: Frame
  }
  interface FastifyRequest {
    language: Language
    /** The client's address, trusted proxies taken into account (req 54). */
    source: string
    /** Its time is over: another answer has been given, and nobody waits for the right one. */
    isOverdue: boolean
    /** Who waits for the answer, as a queue sees it: where from, since when, and whether still. */
    caller: QueueCaller
    /** Stands on error pages and in the log. */
    reference: string
    /** Digest of the one form that was sent, for posts that count once (req 70). Empty on requests without a form. */
    formId: Buffer
  }
  interface FastifyReply {
    page(page: VNode, options?: PageOptions): FastifyReply
  }
  interface FastifyContextConfig {
    /** `none`: another server posts here, so there is no form of ours (req 63). */
    antiForgery?: 'none'
    /** Answered to a program: errors are plain text. */
    machine?: boolean
    /** Answers under any host name: for the probes of a load balancer. */
    anyHost?: boolean
    /** Where the form that is sent here stands, where leaving out the last steps of the address does not lead there. */
    pageOfForm?: (request: FastifyRequest) => string
    /** Comes every second for years: no cookie, and no line in the log but at `debug`. */
    probe?: boolean
  }
}
