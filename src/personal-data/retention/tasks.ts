import { forgetEventsBefore, forgetSourcesBefore } from '../../audit/chain/index.ts'
import { recordEvent } from '../../audit/index.ts'
import type { Settings } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { Service } from '../../services/index.ts'
import type { Keyring, World } from '../../world/index.ts'
import { daysOf, type TableName } from './rules.ts'
import { listRegisteredServices, sweep } from './store.ts'

export interface RetentionParts {
  readonly database: Pick<Database, 'db'>
  readonly settings: Pick<Settings, 'KEEP_AUDIT' | 'KEEP_NETWORK_ADDRESSES' | 'FAILURES_FREE' | 'DEVICE_LIFETIME'>
  readonly world: World
  /** Of APP_SECRET. */
  readonly keys: Keyring
  /** The services of this moment. */
  readonly services: () => readonly Pick<Service, 'id' | 'registeredIn'>[]
}

/** Removes what the rules do not keep any longer, and writes down how many rows of which table (req 98). */
export async function keepRules({ database: { db }, settings, world, keys, services }: RetentionParts): Promise<void> {
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
  // Last: where the chain is not whole at its ends, nothing of it is removed, and the rest has gone all the same.
  const chain = { db, keys, world }
  const audit_events = await forgetEventsBefore(chain, new Date(now.getTime() - settings.KEEP_AUDIT))
  const sources = await forgetSourcesBefore(chain, new Date(now.getTime() - settings.KEEP_NETWORK_ADDRESSES))
  const details = { ...gone, ...(audit_events > 0 && { audit_events }), ...(sources > 0 && { sources }) }
  if (Object.keys(details).length === 0) return
  const reference = world.random.reference()
  await recordEvent(db, { at: now, event: 'retention', outcome: 'success', actor: 'system', reference, details })
}
