import { readFileSync } from 'node:fs'
import type { Settings } from '../../config/index.ts'
import type { Db } from '../../database/index.ts'
import type { World } from '../../world/index.ts'
import { cefLine, jsonLine, syslogMessage, type TrailEvent } from '../lines/index.ts'
import { collectorOf } from './collector.ts'
import { sendMessages } from './send-tasks.ts'
import { endLease, leaseShipping, listToShip, noteShipped } from './store.ts'

export interface ShippingParts {
  readonly db: Db
  readonly world: World
  readonly settings: Pick<Settings, 'AUDIT_SYSLOG_URL' | 'AUDIT_SYSLOG_FORMAT' | 'AUDIT_SYSLOG_CA_FILE'>
  /** The host name that messages say they come from. */
  readonly host: string
}

export interface Shipper {
  /** Ships what has been sealed since, when it is this node's turn. Gives how many events. Throws when they did not arrive. */
  ship(): Promise<number>
  /** Lets another node go on at once. */
  stop(): Promise<void>
}

const BATCH = 500
const TIMEOUT_MS = 10_000
/** Longer than a batch can take, with clocks of nodes that differ. */
const LEASE_MS = 60_000

/** Sends the trail on to the collector of the university, each event at least once, in the order of the seals. */
export function openShipper(parts: ShippingParts): Shipper | undefined {
  const { db, world, settings } = parts
  if (settings.AUDIT_SYSLOG_URL === undefined) return undefined
  const collector = collectorOf(settings.AUDIT_SYSLOG_URL)
  const ca =
    settings.AUDIT_SYSLOG_CA_FILE === undefined ? undefined : readFileSync(settings.AUDIT_SYSLOG_CA_FILE, 'utf8')
  const node = world.random.token(12)

  return {
    async ship() {
      const now = world.clock.now()
      const position = await leaseShipping(db, { node, now, until: new Date(now.getTime() + LEASE_MS) })
      if (position === undefined) return 0
      const events = await listToShip(db, position, BATCH)
      const last = events.at(-1)
      if (!last) return 0
      const messages = events.map((event) => syslogMessage(event, lineOf(parts, event), parts.host))
      await sendMessages(collector, messages, { ca, timeoutMs: TIMEOUT_MS })
      await noteShipped(db, node, last.seal?.position ?? position, world.clock.now())
      return events.length
    },
    stop: () => endLease(db, node),
  }
}

function lineOf({ settings }: ShippingParts, event: TrailEvent): string {
  return settings.AUDIT_SYSLOG_FORMAT === 'cef' ? cefLine(event) : jsonLine(event)
}
