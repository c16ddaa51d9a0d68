import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { startAuditKeeper } from './audit/index.ts'
import { backgroundLane } from './background.ts'
import {
  demoAllowed,
  demoWanted,
  isProduction,
  loadInstitution,
  makeDataFolder,
  openContextWords,
  openKeys,
  publicOrigin,
  type Settings,
  settingsInCommon,
} from './config/index.ts'
import { createHashGate, openPasswordJudge } from './credentials/index.ts'
import { startEmbeddedPostgres } from './database/embedded/index.ts'
import { MARK_OF_IDLE, migrateToLatest, openDatabase, reachDatabase } from './database/index.ts'
import { type CastEntry, peopleToBeginWith, seedDemoCases, seedDemoUniversity } from './demo/index.ts'
import { watchReadiness } from './health/index.ts'
import { giveMemoryBackWhenIdle } from './idle-memory.ts'
import { isClockRight, migrateJobs, startJobs } from './jobs/index.ts'
import { beginKeyChecks } from './key-checks/index.ts'
import { startCourier } from './mail/index.ts'
import { overdue } from './overdue.ts'
import { beginProofKeys } from './people/index.ts'
import { createServer } from './server.ts'
import { openServices, portalService } from './services/index.ts'
import { createLogger, listen, loadAssets, shutDoor } from './web/index.ts'
import { isAllIdle, type World } from './world/index.ts'

export interface Program {
  readonly origin: string
  /** Of the demo university, those whom a stranger can sign in as; nobody where it is not seeded. */
  readonly people: readonly CastEntry[]
  /** Lets the load balancer see that this node is going, and serves until it has. */
  drain(): Promise<void>
  stop(): Promise<void>
}

/** Two probes that fail, three seconds apart, and the requests that were on their way. */
const GRACE_IN_PRODUCTION = 8_000

/**
 * Starts everything in order; `stop` ends it in the opposite order. Nothing is left behind when a step fails.
 * `onLost` is called when the database is gone for good, so that a supervisor may start the program anew.
 */
export async function startProgram(settings: Settings, world: World, onLost: () => void): Promise<Program> {
  const log = createLogger(settings)
  const steps: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const step of steps.reverse().splice(0)) await step()
  }
  try {
    const institution = loadInstitution(settings.INSTITUTION_FILE)
    const origin = publicOrigin(settings)
    const keys = openKeys(settings, world.random)
    const contextWords = openContextWords(institution.contextWords, settings.CONTEXT_WORDS_FILE)
    const assets = loadAssets(institution, fileURLToPath(new URL('./assets/', import.meta.url)))

    // The first hash is made while PostgreSQL starts.
    const hashGateMade = createHashGate({
      memory: settings.ARGON2_MEMORY,
      passes: settings.ARGON2_PASSES,
      atOnce: settings.HASHES_AT_ONCE || availableParallelism(),
      queue: settings.HASH_QUEUE,
      campus: settings.CAMPUS_NETWORKS,
      clock: world.clock,
      yields: true,
    })
    const gateOrNone = hashGateMade.catch(() => undefined)
    steps.push(async () => (await gateOrNone)?.stop())
    const tracing = await tracingWanted()
    const mark = keys.app.mac('settings-in-common', settingsInCommon(settings)).toString('hex', 0, 6)
    if (settings.DATABASE_URL !== undefined) await reachDatabase(settings.DATABASE_URL)
    const databaseUrl = settings.DATABASE_URL ?? (await ownPostgres())
    const database = openDatabase(databaseUrl, {
      connections: settings.DATABASE_CONNECTIONS,
      onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
      mark: isAllIdle() ? `${mark}${MARK_OF_IDLE}` : mark,
    })
    steps.push(() => database.close())
    await Promise.all([migrateToLatest(database.db), migrateJobs(databaseUrl, log)])
    await beginProofKeys(database.db, keys.pesel, world.clock.now())
    await beginKeyChecks(database.db, keys, world.clock.now())
    const registry = await openServices({
      db: database.db,
      clock: world.clock,
      log,
      file: settings.SERVICES_FILE,
      program: [portalService(origin, institution.system)],
      recordsChanges: true,
    })
    steps.push(async () => registry.stop())
    const services = registry.list

    const hashGate = await hashGateMade
    const judge = openPasswordJudge({ breachCorpus: settings.BREACHED_PASSWORDS_FILE })
    steps.push(() => judge.stop())
    if (demoWanted(settings)) {
      const { mailDomain } = institution
      const parts = { db: database.db, hashGate, mailDomain, peselKeys: keys.pesel, world }
      if (await seedDemoUniversity(parts)) await seedDemoCases(parts)
    }
    const invented = await peopleToBeginWith(database.db)
    const people = demoAllowed(settings) ? invented : []
    const demo = people.length > 0
    if (invented.length > 0 && !demo) {
      log.warn(
        'The people of the demo university are in this database, and their passwords are published. Start with another one.',
      )
    }
    if (isAllIdle()) {
      log.warn(
        'This program was started in the scheduling class "idle", where no hash gives way to a page: on a busy morning tickets would end before they are validated. Start it in the usual class.',
      )
    }
    for (const sentence of overdue(settings, institution, world.clock.now())) log.warn(sentence)
    const courier = startCourier({ db: database.db, world, settings, from: institution.mailFrom, origin, demo, log })
    steps.push(() => courier.stop())
    const keeper = startAuditKeeper({ db: database.db, keys: keys.app, world, settings, origin, log })
    steps.push(() => keeper.stop())
    const readiness = watchReadiness({ db: database.db, keys, clock: world.clock, log, mark })
    steps.push(async () => readiness.stop())
    const app = await createServer({
      settings,
      institution,
      world,
      keys,
      database,
      hashGate,
      judgePassword: judge.judgePassword,
      contextWords,
      services,
      registry,
      assets,
      readiness,
      isClockRight: () => isClockRight(database.db, world.clock),
      origin,
      log,
      demo,
      traceRequests: tracing?.traceRequests,
    })
    steps.push(() => app.close())
    if (settings.METRICS_LISTEN !== undefined) {
      const { startMetrics } = await import('./metrics/index.ts')
      const metrics = await startMetrics({ settings, database, hashGate, readiness, world })
      steps.push(() => metrics.stop())
    }
    await readiness.look()
    await listen(app, settings)

    const background = backgroundLane({ settings, institution, world, keys, database, services, origin, log })
    const jobs = await startJobs({ databaseUrl, clock: world.clock, log, lanes: [courier.lane, background] })
    steps.push(() => jobs.stop())
    const stopGiving = giveMemoryBackWhenIdle(world.clock)
    steps.push(async () => stopGiving())
    return {
      origin,
      people,
      async drain() {
        readiness.drain()
        const grace = settings.DRAIN_GRACE ?? (isProduction(settings) ? GRACE_IN_PRODUCTION : 0)
        if (grace > 0) log.info({ ms: grace }, 'this node is being drained: it serves, and asks for nobody more')
        await world.clock.pause(grace)
        if (grace > 0) await shutDoor(app)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }

  async function tracingWanted() {
    if (settings.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return undefined
    const { startTracing } = await import('./tracing/index.ts')
    const tracing = await startTracing({ settings, log })
    steps.push(() => tracing.stop())
    return tracing
  }

  async function ownPostgres() {
    makeDataFolder(settings)
    const postgres = await startEmbeddedPostgres({
      dataDir: settings.DATA_DIR,
      logger: log,
      onLost(error) {
        log.fatal({ err: error }, 'PostgreSQL keeps ending and is not started again')
        onLost()
      },
    })
    steps.push(() => postgres.stop())
    return postgres.url
  }
}
