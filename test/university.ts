import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { SETTLE_CASES, settleCases } from '../src/cases/index.ts'
import {
  type Institution,
  type Keys,
  loadInstitution,
  openContextWords,
  publicOrigin,
  readSettings,
} from '../src/config/index.ts'
import type { HashGate, PasswordJudge } from '../src/credentials/index.ts'
import type { Database } from '../src/database/index.ts'
import { type CastEntry, listCast } from '../src/demo/index.ts'
import { type Readiness, watchReadiness } from '../src/health/index.ts'
import { isClockRight, startJobs } from '../src/jobs/index.ts'
import { startCourier } from '../src/mail/index.ts'
import { createSendLink, SEND_LINK, sendHeldLink } from '../src/password-reset/index.ts'
import { applyImport, planImport, suspendLeavers } from '../src/provisioning/index.ts'
import { createServer } from '../src/server.ts'
import { openServices, portalService, type Service, type ServiceRegistry } from '../src/services/index.ts'
import { signOutTeller } from '../src/tell-sign-outs.ts'
import { createLogger, listen, loadAssets } from '../src/web/index.ts'
import { type Clock, HandSetClock, systemClock, systemRandom } from '../src/world/index.ts'
import { openTestDatabase } from './database.ts'
import { freePort } from './free-port.ts'
import { expectNothingLeft, markLink } from './markers.ts'
import { MORNING, testKeys } from './morning.ts'
import { type Hashing, sharedHashGate, sharedJudge } from './shared-threads.ts'
import { Visitor } from './visitor.ts'
import { whenDone } from './when-done.ts'

const standardInstitution = loadInstitution('institution.yaml')

interface UniversityOptions {
  /** Settings other than the defaults, as an operator writes them. */
  settings?: Record<string, string>
  institution?: (standard: Institution) => Institution
  /** Registered beside the portal, as the program registers it. `SERVICES_FILE` and the desk may add more. */
  services?: readonly Service[]
  /** How many nodes share the database; `origins` has one for each. */
  nodes?: number
  /** `hand`: time stands still until the test moves it. `real`: for measuring. */
  clock?: 'hand' | 'real'
  /** What is compared with PostgreSQL's clock, which no test sets. */
  machineClock?: Clock
  /** `real`: hashes cost what they do in the program, for those who read them or a watch. Elsewhere a twentieth is enough. */
  hashing?: Hashing
  /** A gate of the test's own, which decides when a hash is done. */
  hashGate?: HashGate
  /** A judge of the test's own, which decides when a verdict is there. */
  judgePassword?: PasswordJudge['judgePassword']
  /** The keys of each node, where they differ. */
  keys?: readonly Keys[]
  /** One that is there already, instead of a new demo university. */
  database?: Awaited<ReturnType<typeof openTestDatabase>>
  /** With the background jobs of the real program, instead of a mailbox that delivers when it is looked into. */
  jobs?: boolean
}

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** The whole program over a database of its own with the demo university in it, really listening. Ends with the test. */
export async function university(options: UniversityOptions = {}) {
  const hashing = options.hashing ?? 'quick'
  const database =
    options.database ?? (await openTestDatabase(16, hashing === 'real' ? 'university' : 'quick_university'))
  const clock = new HandSetClock(MORNING)
  const world = { clock: options.clock === 'real' ? systemClock : clock, random: systemRandom }
  const lines: string[] = []
  const institution = (options.institution ?? ((standard) => standard))(standardInstitution)
  const hashGate = options.hashGate ?? (await sharedHashGate(hashing))
  const cleanUps: (() => Promise<unknown>)[] = []

  const nodes = await Promise.all(Array.from({ length: options.nodes ?? 1 }, () => freePort()))
  const first = nodes[0] ?? 0
  const settings = readSettings({ PORT: String(first), LOG_LEVEL: 'debug', DEMO: 'yes', ...options.settings })
  const origin = publicOrigin(settings)
  const services = [portalService(origin, institution.system), ...(options.services ?? [])]
  const log = createLogger(settings, { write: (line) => lines.push(line) })
  const courier = startCourier({
    db: database.db,
    world,
    settings,
    from: institution.mailFrom,
    origin,
    demo: true,
    log,
  })
  cleanUps.push(() => courier.stop())

  const tracing =
    settings.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
      ? undefined
      : await (await import('../src/tracing/index.ts')).startTracing({ settings, log })
  if (tracing) cleanUps.push(() => tracing.stop())

  const apps: FastifyInstance[] = []
  const registries: ServiceRegistry[] = []
  const readiness: Readiness[] = []
  for (const [index, port] of nodes.entries()) {
    const registry = await openServices({
      db: database.db,
      clock,
      log,
      file: settings.SERVICES_FILE,
      program: services,
      recordsChanges: true,
    })
    registries.push(registry)
    const watched = watchReadiness({ db: database.db, keys: options.keys?.[index] ?? testKeys, clock, log })
    readiness.push(watched)
    await watched.look()
    const app = await createServer({
      settings,
      institution,
      world,
      keys: options.keys?.[index] ?? testKeys,
      database,
      hashGate,
      judgePassword: options.judgePassword ?? sharedJudge().judgePassword,
      contextWords: openContextWords(institution.contextWords, settings.CONTEXT_WORDS_FILE),
      services: registry.list,
      registry,
      assets: loadAssets(institution, assetsFolder()),
      readiness: watched,
      isClockRight: () => isClockRight(database.db, options.machineClock ?? systemClock),
      origin,
      log,
      demo: true,
      traceRequests: tracing?.traceRequests,
    })
    await listen(app, { ...settings, PORT: port })
    cleanUps.push(() => app.close())
    apps.push(app)
  }
  const linkParts = { settings, world, institution, origin, database }
  const tellAll = signOutTeller({
    settings,
    institution,
    world,
    keys: testKeys.app,
    database,
    services: () => registries[0]?.list() ?? services,
    origin,
    log,
  })
  const settle = () => settleCases({ sendLink: createSendLink(linkParts) }, database.db, world.clock.now())
  if (options.jobs) {
    const background = {
      name: 'background',
      atOnce: 2,
      tasks: {
        'tell-services': tellAll,
        [SEND_LINK]: (payload: unknown) => sendHeldLink(linkParts, payload),
        [SETTLE_CASES]: async () => void (await settle()),
      },
    }
    const jobs = await startJobs({
      databaseUrl: database.url,
      clock: systemClock,
      log,
      lanes: [courier.lane, background],
    })
    cleanUps.push(() => jobs.stop())
  }
  whenDone(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp()
    const place = { database, logText: () => lines.join(''), people: people.values(), now: world.clock.now() }
    await expectNothingLeft(place)
  })

  const people = new Map((await listCast(database.db)).map((entry) => [entry.key, entry]))
  return {
    origin,
    /** One for each node: the same program on another port. */
    origins: nodes.map((port) => `http://localhost:${port}`),
    clock,
    database: database as Database,
    databaseUrl: database.url,
    settings,
    institution,
    /** Root APP_SECRET. */
    keys: testKeys.app,
    services,
    apps,
    /** Sends the traces that have ended to the collector of the test. */
    sendTraces: async () => tracing?.sendNow(),
    /** Of each node: what a load balancer is told. */
    readiness,
    /** Everything the log said so far. */
    logText: () => lines.join(''),
    /** One of the demo university, by key. */
    person(key: string): CastEntry & { password: string } {
      const entry = people.get(key)
      if (!entry) throw new Error(`Nobody in the cast is called ${key}`)
      return { ...entry, password: entry.password ?? '' }
    },
    visitor: (headers: Record<string, string> = { 'accept-language': 'en' }, node = 0) =>
      new Visitor(`http://localhost:${nodes[node] ?? first}`, headers),
    /** What every node does every two seconds: looks whether the file of services or those of the desk have changed. */
    async refreshServices() {
      for (const registry of registries) await registry.refresh()
    },
    /** The services of a node at this moment. */
    servicesOf: (node = 0) => registries[node]?.list() ?? [],
    /** Tells the services of ended sessions, as the job does. */
    async tellServices() {
      const ended = await database.db.selectFrom('sessions').select('id').where('ended_at', 'is not', null).execute()
      for (const { id } of ended) await tellAll({ session: id })
      // Of people who were erased the jobs alone know.
      const { rows } = await sql<{ payload: unknown }>`
        select payload from graphile_worker._private_jobs as jobs
        join graphile_worker._private_tasks as tasks on tasks.id = jobs.task_id
        where tasks.identifier = 'tell-services'`.execute(database.db)
      for (const { payload } of rows) await tellAll(payload)
    },
    /** Settles open cases, as the job does; gives how many. */
    settleCases: settle,
    /** Closes the accounts of those who have left, as the job does by the hour. */
    suspendLeavers: () => suspendLeavers(linkParts),
    /** What the job does when the hold of a moved address is over. */
    sendHeldLink: (person: string) => sendHeldLink(linkParts, { person }),
    /** Puts a feed by CSV into the registry, as `npm run furta -- import` does. */
    async putFeed(feed: string) {
      const importParts = { ...linkParts, peselKeys: testKeys.pesel, keys: testKeys.app }
      const file = { full: false, by: 'operator', fileName: 'people.csv' } as const
      const planned = await planImport(importParts, Readable.from([Buffer.from(feed)]), file)
      if (planned.kind !== 'planned') throw new Error(JSON.stringify(planned))
      const applied = await applyImport(importParts, planned.run, { by: 'operator' })
      if (applied.kind !== 'applied') throw new Error(applied.because)
    },
    mailbox: {
      /** Letters that arrived, oldest first, of one address or of all. */
      async letters(address?: string): Promise<Letter[]> {
        if (!options.jobs) await courier.deliverDue()
        return database.db
          .selectFrom('development_mailbox')
          .select(['recipient as to', 'subject', 'text', 'html'])
          .$if(address !== undefined, (query) => query.where('recipient', '=', address ?? ''))
          .orderBy('position')
          .execute()
      },
      /** The link of the newest letter that has one. */
      async linkFor(address: string): Promise<string> {
        const links = (await this.letters(address)).map(({ text }) => /^http\S+$/m.exec(text)?.[0])
        const link = links.filter((each) => each !== undefined).at(-1)
        if (link === undefined) throw new Error(`No letter with a link for ${address}`)
        markLink(new URL(link).pathname)
        return link
      },
    },
  }
}

export type University = Awaited<ReturnType<typeof university>>

/** Islands and dictionaries, where they have been built. */
function assetsFolder() {
  const folder = join(process.cwd(), 'dist', 'assets')
  return existsSync(folder) ? folder : undefined
}
