import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HelpTold, SendLink } from '../cases/index.ts'
import type { Institution, Settings } from '../config/index.ts'
import type { Database, Trx } from '../database/index.ts'
import type { Person } from '../people/index.ts'
import type { Keyring, World } from '../world/index.ts'

/** What this chapter needs from the program. */
export interface HelpParts {
  readonly settings: Settings
  readonly world: World
  readonly keys: Keyring
  readonly database: Database
  readonly institution: Institution
  /** The public origin: mailed links are built from it and from nothing else (req 17). */
  readonly origin: string
}

/** What other chapters lend this one. `server.ts` brings them together. */
export interface Lent {
  readonly sendLink: SendLink
  readonly tellMailbox: TellMailbox
  readonly requestMemory: RequestMemory
}

/** Tells a mailbox of the person why no link comes to it, in the caller's transaction. */
export type TellMailbox = (
  trx: Trx,
  told: {
    person: Person
    about: 'disabled' | 'assigned-elsewhere' | 'held'
    mailbox: string
    browser: string
    now: Date
  },
) => Promise<void>

/** What this browser has typed lately, sealed in a cookie (decision 061). */
export interface RequestMemory {
  read(request: FastifyRequest): Remembered | undefined
  remember(reply: FastifyReply, memory: Remembered): void
}

interface Remembered {
  readonly typed: string
  readonly sentTo?: string | undefined
  readonly told?: HelpTold | undefined
}

/** Who sent a request, for the trail and the letter. */
export interface Asker {
  readonly source: string
  /** In the words a person recognises, such as “Firefox, Linux”. */
  readonly browser: string
  readonly reference: string
}
