import type { Institution, Settings } from '../../config/index.ts'
import type { Database, PersonId } from '../../database/index.ts'
import type { Keyring, RootKeyring, World } from '../../world/index.ts'
import type { Proofs } from '../proofs.ts'
import type { Spoken } from './spoken.ts'

export interface ScimParts {
  readonly database: Pick<Database, 'db' | 'quick'>
  readonly world: World
  readonly settings: Pick<Settings, 'ADDRESS_HOLD'>
  readonly institution: Pick<Institution, 'mailDomains' | 'university' | 'timeZone'>
  readonly origin: string
  readonly isClockRight: () => Promise<boolean>
  /** Of APP_SECRET. */
  readonly keys: Keyring
  /** The keyring of PESEL_KEY. */
  readonly peselKeys: RootKeyring
}

/** On whose behalf something is written: the token, and where the request came from. */
export interface Doing {
  /** `scim:` and the name of the token: the actor of every event. */
  readonly actor: string
  readonly token: string
  readonly source: string
  readonly reference: string
}

export function eventOf({ actor, source, reference }: Doing, now: Date) {
  return { at: now, outcome: 'success', actor, source, reference } as const
}

/** What a client says of somebody, as every feed says it. */
export function feedOf(proofs: Proofs, { feed, answer }: Spoken, id: PersonId) {
  return { ...feed, proof: proofs.of(answer, id) }
}

/** What nobody else may have. */
export function claimsOf({ feed }: Spoken) {
  return {
    addresses: [feed.email, ...(feed.otherEmails ?? [])].filter((one) => typeof one === 'string'),
    usosId: feed.usosId,
    albumNumber: feed.albumNumber ?? null,
  }
}
