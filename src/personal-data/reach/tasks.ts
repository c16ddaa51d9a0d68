import { recordEvent } from '../../audit/index.ts'
import type { Institution } from '../../config/index.ts'
import type { Database, PersonId } from '../../database/index.ts'
import { listRegistered, type Service, type ServiceList, serviceNamed } from '../../services/index.ts'
import type { World } from '../../world/index.ts'
import type { Culprit, Days, Reached } from './reach.ts'
import {
  listVisitedThen,
  reachedByAppKey,
  reachedByPeselKey,
  reachedByService,
  reachedBySession,
  reachedBySigningKey,
  reachedByStaff,
  reachedFromNetwork,
  type Window,
} from './store.ts'

export interface ReachParts {
  readonly database: Pick<Database, 'db'>
  readonly world: World
  readonly institution: Pick<Institution, 'timeZone'>
  readonly services: ServiceList
}

/** Who asks. */
export interface Reporter {
  readonly by: PersonId | 'operator'
  readonly source?: string | undefined
  readonly reference?: string | undefined
}

/** Whose data could be reached in these days (req 102), for the notice to the authority and to the people (GDPR, Art. 33 and 34). */
export async function reportReach(
  parts: ReachParts,
  { culprit, days }: { culprit: Culprit; days: Days },
  { by, source, reference }: Reporter,
): Promise<{ reached: Reached[]; madeAt: Date }> {
  const { database, world, institution } = parts
  const madeAt = world.clock.now()
  const reached = await reachedBy(parts, culprit, { days, zone: institution.timeZone })
  await recordEvent(database.db, {
    at: madeAt,
    event: 'breach-report-made',
    outcome: 'success',
    person: 'person' in culprit ? culprit.person : undefined,
    actor: by,
    source,
    reference,
    details: {
      by: culprit.by,
      ...('service' in culprit && { service: culprit.service }),
      ...('key' in culprit && { key: culprit.key }),
      days: `${days.from}/${days.to}`,
      people: reached.length,
    },
  })
  return { reached, madeAt }
}

/** Also one that the desk has taken out of use: whoever finds that a service leaks does that first. */
export async function findServiceEver({ database, services }: ReachParts, id: string): Promise<Service | undefined> {
  const inUse = services().find((one) => one.id === id)
  if (inUse) return inUse
  const before = (await listRegistered(database.db)).find((one) => one.id === id)?.definition
  return before && { ...before, registeredIn: 'desk' }
}

async function reachedBy(parts: ReachParts, culprit: Culprit, window: Window): Promise<Reached[]> {
  const { db } = parts.database
  switch (culprit.by) {
    case 'session':
      return reachedBySession(db, culprit.person, window)
    case 'network':
      return reachedFromNetwork(db, culprit.source, window)
    case 'staff':
      return reachedByStaff(db, culprit.person, window)
    case 'service': {
      const known = await findServiceEver(parts, culprit.service)
      const inUse = parts.services()
      // Whoever stands at the addresses of a former service now did not stand there then.
      const among = known && !inUse.includes(known) ? [known] : inUse
      const visited = (await listVisitedThen(db, window)).filter(
        (address) => address === culprit.service || serviceNamed(among, address)?.id === culprit.service,
      )
      // A service that is told nothing still learns who came.
      const data = ['id', ...(known?.attributes ?? [])]
      return reachedByService(db, { id: culprit.service, visited, data }, window)
    }
    case 'key':
      switch (culprit.key) {
        case 'app':
          return reachedByAppKey(db)
        case 'pesel':
          return reachedByPeselKey(db)
        case 'signing':
          return reachedBySigningKey(db, window)
      }
  }
}
