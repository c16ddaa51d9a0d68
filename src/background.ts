import type { Logger } from 'pino'
import { checkTrail } from './audit/chain/index.ts'
import { SETTLE_CASES, settleCases } from './cases/index.ts'
import type { Institution, Keys, Settings } from './config/index.ts'
import type { Database } from './database/index.ts'
import type { Lane } from './jobs/index.ts'
import { createSendLink, SEND_LINK, sendHeldLink } from './password-reset/index.ts'
import { suspendLeavers } from './provisioning/index.ts'
import { lookAfterPulls, PULL_FROM_USOS } from './provisioning/usos-api/index.ts'
import { keepRetention } from './retention.ts'
import type { Service } from './services/index.ts'
import { signOutTeller } from './tell-sign-outs.ts'
import type { World } from './world/index.ts'

export interface BackgroundParts {
  readonly settings: Settings
  readonly institution: Institution
  readonly world: World
  readonly keys: Keys
  readonly database: Database
  readonly services: () => readonly Service[]
  readonly origin: string
  readonly log: Logger
}

/** Whatever nobody waits for, but letters, which have a lane of their own: what other servers are told, and what is done by the hour. */
export function backgroundLane(parts: BackgroundParts): Lane {
  const { settings, institution, world, keys, database, services, origin, log } = parts
  const linkParts = { settings, world, institution, origin, database }
  const pullParts = { database, world, settings, institution, peselKeys: keys.pesel, keys: keys.app, log }
  return {
    name: 'background',
    // They wait for other servers: one that hangs must not keep the rest from hearing of a sign-out for hours.
    atOnce: 16,
    tasks: {
      'tell-services': signOutTeller({ settings, institution, world, keys: keys.app, database, services, origin, log }),
      [SEND_LINK]: (payload) => sendHeldLink(linkParts, payload),
      [SETTLE_CASES]: async () => {
        await settleCases({ sendLink: createSendLink(linkParts) }, database.db, world.clock.now())
      },
      retention: () => keepRetention({ database, settings, world, services, keys: keys.app }),
      'verify-audit': async () => {
        const { broken } = await checkTrail(
          { db: database.db, keys: keys.app, world },
          { dataDir: settings.DATA_DIR, by: 'system' },
        )
        if (broken > 0) log.error({ broken }, 'the audit trail is not whole: npm run furta -- audit verify')
      },
      [PULL_FROM_USOS]: (_, { stopping }) => lookAfterPulls(pullParts, stopping),
      'suspend-leavers': async () => void (await suspendLeavers({ database, settings, world })),
    },
    timetable: {
      retention: '17 * * * *',
      'suspend-leavers': '27 * * * *',
      [SETTLE_CASES]: '37 * * * *',
      'verify-audit': '47 2 * * *',
      ...(settings.USOS_API_URL === undefined ? {} : { [PULL_FROM_USOS]: '*/5 * * * *' }),
    },
  }
}
