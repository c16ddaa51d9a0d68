import type { Settings } from '../config/index.ts'
import type { Db } from '../database/index.ts'
import type { Keyring, World } from '../world/index.ts'
import { keepWitness, sealEvents } from './chain/index.ts'
import { openShipper } from './shipping/index.ts'

interface KeeperParts {
  readonly db: Db
  readonly keys: Keyring
  readonly world: World
  readonly settings: Pick<Settings, 'DATA_DIR' | 'AUDIT_SYSLOG_URL' | 'AUDIT_SYSLOG_FORMAT' | 'AUDIT_SYSLOG_CA_FILE'>
  /** The public origin: its host is what shipped events say they come from. */
  readonly origin: string
  readonly log: {
    info(about: object, message: string): void
    warn(about: object, message: string): void
    error(about: object, message: string): void
  }
}

export interface AuditKeeper {
  /** Seals and ships once. It happens by itself every two seconds. */
  pass(): Promise<void>
  stop(): Promise<void>
}

const EVERY_MS = 2_000
const LONGEST_PAUSE_MS = 60_000

/** What a node does for the audit trail: seals it, remembers how far it saw it sealed, and ships it. */
export function startAuditKeeper(parts: KeeperParts): AuditKeeper {
  const { db, world, settings, log } = parts
  const shipper = openShipper({ ...parts, host: new URL(parts.origin).hostname })
  const troubles = new Set<string>()
  const outage = { pause: 0, until: 0 }
  let stopping = false

  /** Trouble is told when it begins and when it is over, not every two seconds. */
  async function watched(what: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      if (troubles.delete(what)) log.info({}, `${what}: goes on`)
      return true
    } catch (error) {
      if (!troubles.has(what)) log.error({ err: error }, `${what}: does not go on`)
      troubles.add(what)
      return false
    }
  }

  async function remember() {
    if ((await keepWitness(db, settings.DATA_DIR, world.clock.now())) === 'not-what-was-seen')
      throw new Error('The audit trail in the database is not the one this node saw before: docs/operating/audit.md')
  }

  async function ship() {
    const now = world.clock.now().getTime()
    if (!shipper || now < outage.until) return
    const shipped = await watched('the audit trail is shipped', async () => {
      // Of a long backlog a batch more or less: the next start, or another node, goes on.
      while (!stopping && (await shipper.ship()) > 0);
    })
    outage.pause = shipped ? 0 : Math.min(LONGEST_PAUSE_MS, Math.max(EVERY_MS, 2 * outage.pause))
    outage.until = now + outage.pause
  }

  async function pass() {
    await watched('the audit trail is sealed', () => sealEvents(parts))
    await watched('the audit trail is what was seen before', remember)
    await ship()
  }

  let running: Promise<void> | undefined
  const begin = () => {
    running ??= pass().finally(() => {
      running = undefined
    })
    return running
  }
  const stopLooking = world.clock.every(EVERY_MS, () => void begin())
  return {
    pass: begin,
    async stop() {
      stopLooking()
      stopping = true
      await running
      await shipper?.stop()
    },
  }
}
