import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { PersonId } from '../database/index.ts'
import type { Language } from '../language/index.ts'
import { registerAssignedRoutes } from './assigned-routes.tsx'
import { registerCodeRoutes } from './code-routes.tsx'
import { registerLinkRoutes } from './link-routes.tsx'
import type { ResetParts } from './parts.ts'
import { registerRequestRoutes } from './request-routes.tsx'

/** What other chapters lend this one. `server.ts` brings them together. */
export interface Lent {
  /** The message and the advice of section 3 of the manual. */
  readonly notRecognized: { message: () => ComponentChildren; advice: () => ComponentChildren }
  /** The device cookie of a browser whose owner has just proved to be one. */
  readonly issueDeviceCookie: (person: PersonId, now: Date) => string
  /** Whose browser sent a request, as the device cookie says; it opens no door. */
  readonly deviceOf: (request: FastifyRequest) => { person: PersonId; issuedAt: Date } | undefined
  /** A case for the USOS help desk from somebody who has proved to read `address`. */
  readonly openTeacherCase: (asks: {
    person: PersonId
    address: string
    note: string
    language: Language
    asker: { source: string; reference: string }
  }) => Promise<{ kind: 'opened'; next: string } | { kind: 'held-back'; retryAfterMs: number }>
}

export type ChapterParts = ResetParts & Lent

/** Section 2 of the manual: the request (Fig. 3), the page after it, the mailed link (Fig. 4); and the one-time code. */
export function registerPasswordReset(app: FastifyInstance, parts: ChapterParts): void {
  registerRequestRoutes(app, parts)
  registerAssignedRoutes(app, parts)
  registerLinkRoutes(app, parts)
  registerCodeRoutes(app, parts)
}
