import type { Logger } from 'pino'
import type { Settings } from '../src/config/index.ts'
import type { UsosPullId } from '../src/database/index.ts'
import { speaker } from '../src/language/index.ts'
import { sayReport } from '../src/provisioning/index.ts'
import { carryOn, lookAfterPulls, type PullParts, startPull } from '../src/provisioning/usos-api/index.ts'
import { systemRandom } from '../src/world/index.ts'
import { testKeys } from './morning.ts'
import { registry } from './registry.ts'
import type { University } from './university.ts'
import { CONSUMER, UNIVERSITY, type UsosUser, usosApi } from './usos-api-server.ts'

/** The settings of an installation that a test has started. */
export const settingsOf = (api: { origin: string }) => ({
  USOS_API_URL: api.origin,
  USOS_API_CONSUMER_KEY: CONSUMER.key,
  USOS_API_CONSUMER_SECRET: CONSUMER.secret,
  USOS_API_UNIT: UNIVERSITY,
})

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** What the job does every few minutes, in a whole university. */
export function pullsOf({ database, settings, institution, clock }: University) {
  const world = { clock, random: systemRandom }
  const parts = { database, settings, institution, world, peselKeys: testKeys.pesel, keys: testKeys.app, log: silent }
  return () => lookAfterPulls(parts, new AbortController().signal)
}

/** A registry of one's own beside a USOS API installation, on one clock. */
export async function pulling(settings: Record<string, string> = {}, certificate?: { key: string; cert: string }) {
  let now = () => new Date()
  const api = await usosApi(() => now(), certificate)
  const place = await registry({
    ...settingsOf(api),
    USOS_API_MODE: 'apply',
    USOS_API_MOST_CHANGES: '100',
    USOS_API_MOST_LEAVERS: '100',
    MOST_LEAVERS: '100',
    ...settings,
  })
  now = () => place.clock.now()
  const lines: string[] = []
  const note = (...told: unknown[]) => void lines.push(JSON.stringify(told))
  const parts: PullParts = {
    ...place.parts,
    settings: place.parts.settings as Settings,
    log: { debug: note, info: note, warn: note, error: note } as unknown as Logger,
  }
  const awake = new AbortController().signal
  const say = speaker('en', {}, new Map())

  const goOn = async (id: UsosPullId, { sure = false, signal = awake } = {}) => {
    const { pull, report } = await carryOn(parts, id, { signal, evenIfManyChange: sure })
    const summary = report?.summary
    return { pull, counts: summary?.counts, said: summary ? sayReport(say, summary).join('\n') : '' }
  }

  const pull = async (kind: 'sweep' | 'quick' = 'sweep', { dryRun = false, sure = false } = {}) => {
    const id = await startPull(parts, { kind, by: 'operator', dryRun })
    if (!id) throw new Error('A pull is under way.')
    return goOn(id, { sure })
  }

  return {
    ...place,
    api,
    parts,
    /** Everything the log said so far. */
    logText: () => lines.join('\n'),
    /** A pull from beginning to end, as on the command line. */
    pull,
    goOn,
    /** The first pull, which somebody has looked at: into an empty registry nothing goes by itself. */
    async fill(...people: UsosUser[]) {
      api.installation.people = people
      const { pull: filled } = await pull('sweep', { sure: true })
      if (filled?.state !== 'applied') throw new Error(JSON.stringify(filled))
      place.clock.advance({ hours: 1 })
    },
    look: () => lookAfterPulls(parts, awake),
    pulls: () => place.db.selectFrom('usos_pulls').selectAll().orderBy('started_at').execute(),
    count: async () => (await place.db.selectFrom('people').select('id').execute()).length,
  }
}
