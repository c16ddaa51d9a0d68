import { recordEvent } from '../../audit/index.ts'
import { findSecondFactor } from '../../credentials/second-factor/index.ts'
import type { Database, PersonId } from '../../database/index.ts'
import { type AttributeName, giveConsent, placesOf, type Service } from '../../services/index.ts'
import type { World } from '../../world/index.ts'

export interface Agreement {
  readonly person: PersonId
  readonly service: Service
  /** What the person has read that it learns. */
  readonly attributes: readonly AttributeName[]
  readonly offline?: boolean
  readonly source: string
  readonly reference: string
}

interface BetweenParts {
  readonly world: World
  readonly database: Database
}

/** The person agrees to what a service learns. */
export async function agree(
  { world, database }: BetweenParts,
  { source, reference, service, ...consent }: Agreement,
): Promise<void> {
  const now = world.clock.now()
  await database.db.transaction().execute(async (trx) => {
    await giveConsent(trx, { ...consent, service: service.id, places: placesOf(service), now })
    await recordEvent(trx, {
      at: now,
      event: 'consent-given',
      outcome: 'success',
      person: consent.person,
      actor: 'person',
      source,
      reference,
      details: { service: service.id, attributes: consent.attributes.join(' ') },
    })
  })
}

export async function hasFactor({ database }: BetweenParts, person: PersonId): Promise<boolean> {
  return (await findSecondFactor(database.db, person)) !== undefined
}
