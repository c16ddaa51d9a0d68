import { forgetEventsBefore, recordEvent } from '../../audit/index.ts'
import type { Settings } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { Service } from '../../services/index.ts'
import type { World } from '../../world/index.ts'
import { daysOf, type TableName } from './rules.ts'
import { listRegisteredServices, sweep } from './store.ts'

export interface RetentionParts {
  readonly database: Pick<Database, 'db'>
  readonly settings: Pick<Settings, 'KEEP_AUDIT' | 'FAILURES_FREE' | 'DEVICE_LIFETIME'>
  readonly world: World
  /** The services of this moment. */
  readonly services: () => readonly Pick<Service, 'id' | 'registeredIn'>[]
}

/** Removes what the rules do not keep any longer, and writes down how many rows of which table (req 98). */
export async function keepRules({ database: { db }, settings, world, services }: RetentionParts): Promise<void> {
  const now = world.clock.now()
  const days = (table: TableName) => {
    const found = daysOf(table, settings)
    if (found === undefined) throw new Error(`The rules give ${table} no end`)
    return found
  }
  const listed = services()
  // A file of services that is just not there, as on a disk that is away, says nothing of what is registered.
  const known = listed.some(({ registeredIn }) => registeredIn === 'file')
    ? [...listed.map(({ id }) => id), ...(await listRegisteredServices(db))]
    : undefined
  const { FAILURES_FREE: free, DEVICE_LIFETIME: deviceLifetime } = settings
  const gone = await sweep(db, { now, days, free, deviceLifetime, services: known })
  const endOfTrail = new Date(now.getTime() - settings.KEEP_AUDIT)
  const { numDeletedRows } = await forgetEventsBefore(db, endOfTrail)
  const details = { ...gone, ...(numDeletedRows > 0n && { audit_events: Number(numDeletedRows) }) }
  if (Object.keys(details).length === 0) return
  await recordEvent(db, { at: now, event: 'retention', outcome: 'success', actor: 'system', details })
}
