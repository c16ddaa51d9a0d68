import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { expect } from 'vitest'
import { type Database, openDatabase } from '../../src/database/index.ts'
import { type CastEntry, listCast } from '../../src/demo/index.ts'
import { keyring, Secret } from '../../src/world/index.ts'
import { selfSignedCertificate } from '../certificate.ts'
import { freePort } from '../free-port.ts'
import { type MailServer, startMailServer } from '../mail-server.ts'
import { client } from '../relying-party.ts'
import { registered } from '../service.ts'
import { openServices, type ToldServices } from '../told-services.ts'
import { Visitor } from '../visitor.ts'
import { Wanderer } from '../wanderer.ts'
import { whenDone } from '../when-done.ts'
import { startHaproxy, startNginx } from './balancer.ts'
import { makeNode, type Node } from './node.ts'
import { type Server, startPrimary, startStandby, urlOfBoth } from './postgres.ts'

export const SERVICE = 'https://library.example.edu/'
export const CLIENT = 'timetable'

const secrets = {
  APP_SECRET: 'only-for-nodes-abcdefghijklmnopqrstuvwxyz-0123456789',
  PESEL_KEY: 'only-for-nodes-zyxwvutsrqponmlkjihgfedcba-9876543210',
}
export const keys = { app: keyring(new Secret(secrets.APP_SECRET)), pesel: keyring(new Secret(secrets.PESEL_KEY)) }

/** Seconds: shorter than in production, and longer than HAProxy's probes and nginx's kept connections. */
const GRACE = 6
/** What was begun takes no longer here. A stop that waits for connections, and not for answers, takes a minute. */
const LAST_ANSWERS = 8

/** Stops it as a supervisor does: it goes in peace, and neither at once nor late. */
export async function goesInTime(node: Node): Promise<void> {
  const begun = performance.now()
  expect(await node.stop()).toBe(0)
  const seconds = (performance.now() - begun) / 1_000
  expect(seconds).toBeGreaterThan(GRACE)
  expect(seconds).toBeLessThan(GRACE + LAST_ANSWERS)
}

export interface Place {
  readonly origin: string
  readonly ports: { readonly https: number; readonly http: number }
  readonly nodes: readonly Node[]
  readonly primary: Server
  readonly standby: Server & { promote(): Promise<void> }
  /** The test's own connections to the primary of the beginning. */
  readonly database: Database
  readonly mail: MailServer
  /** What the library and the timetable hear of sign-outs. */
  readonly services: ToldServices
  readonly balancer: { said(): string }
  person(key: string): CastEntry & { password: string }
  readonly people: readonly CastEntry[]
  /** A browser that comes by the balancer. */
  visitor(): Visitor
  /** One whose every request goes to another node than the one before, of all or of these. */
  wanderer(among?: readonly Node[]): Visitor
  /** The newest link mailed to somebody; waits for the letter. */
  linkFor(login: string): Promise<string>
}

/** Three nodes in production behind a balancer, over a PostgreSQL with a synchronous standby; of this program, or of another release. */
export async function threeNodes(balancer: 'haproxy' | 'nginx', program?: string): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-nodes-'))
  whenDone(async () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const certificate = selfSignedCertificate('localhost', '127.0.0.1')
  setDefaultCACertificates([...getCACertificates('default'), certificate.cert])
  const certificateFile = join(folder, 'authority.pem')
  writeFileSync(certificateFile, certificate.cert)

  const primary = await startPrimary(folder)
  const standby = await startStandby(folder, primary)
  const database = openDatabase(primary.url, { connections: 6, onError: () => {} })
  whenDone(() => database.close())
  const people = await fill(database, { url: primary.url, data: join(folder, 'first-start'), program })

  const mail = await startMailServer()
  const servicesFile = join(folder, 'services.yaml')
  const services = await openServices(certificate)
  const entries = [
    registered({ id: 'library', urls: [SERVICE], attributes: ['mail'], logoutUrl: `${services.origin}/library` }),
    client(CLIENT, { backChannelLogoutUri: `${services.origin}/timetable` }),
  ]
  writeFileSync(servicesFile, JSON.stringify({ services: entries.map(({ registeredIn: _, ...entry }) => entry) }))
  const ports = { https: await freePort(), http: await freePort() }
  const origin = `https://localhost:${ports.https}`
  const nodes: Node[] = []
  for (const number of [1, 2, 3])
    nodes.push(
      makeNode(`node ${number}`, await freePort(), {
        NODE_ENV: 'production',
        ...secrets,
        PUBLIC_ORIGIN: origin,
        TRUSTED_PROXIES: '127.0.0.1',
        DATABASE_URL: urlOfBoth(primary, standby),
        DATABASE_CONNECTIONS: '10',
        SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
        SERVICES_FILE: servicesFile,
        CALLBACK_CA_FILE: certificateFile,
        DATA_DIR: join(folder, `node-${number}`),
        NODE_EXTRA_CA_CERTS: certificateFile,
        HASHES_AT_ONCE: '1',
        DRAIN_GRACE: `${GRACE}s`,
      }),
    )
  await Promise.all(nodes.map((node) => node.start(program)))
  const start = balancer === 'haproxy' ? startHaproxy : startNginx
  const running = await start(folder, { ...ports, nodes: nodes.map(({ port }) => port) }, certificate)

  return {
    origin,
    ports,
    nodes,
    primary,
    standby,
    database,
    mail,
    services,
    balancer: running,
    people,
    person(key) {
      const entry = people.find((one) => one.key === key)
      if (!entry) throw new Error(`Nobody in the cast is called ${key}`)
      return { ...entry, password: entry.password ?? '' }
    },
    visitor: () => new Visitor(origin, { 'accept-language': 'en' }),
    wanderer: (among = nodes) => new Wanderer(origin, among, 0, { 'accept-language': 'en' }),
    async linkFor(login) {
      for (let turn = 0; turn < 200; turn++) {
        const links = mail.letters.flatMap(({ to, source }) =>
          to.includes(login) ? (/https:\/\/localhost:\d+\/set-password\S+/.exec(unfolded(source)) ?? []) : [],
        )
        const newest = links.at(-1)
        if (newest !== undefined) return newest
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`No letter with a link for ${login}`)
    },
  }
}

/** The first start of the program migrates the database, and in development puts the demo university into it. */
async function fill(
  database: Database,
  { url, data, program }: { url: string; data: string; program: string | undefined },
): Promise<CastEntry[]> {
  const first = makeNode('the first start', await freePort(), {
    ...secrets,
    NODE_ENV: 'development',
    DEMO: 'yes',
    DATABASE_URL: url,
    DATA_DIR: data,
  })
  await first.start(program)
  await first.stop()
  // Here they are people like any others: their letters go to the mail server.
  await database.db.updateTable('people').set({ demo: false }).execute()
  return listCast(database.db)
}

/** Letters are quoted-printable, or in plain lines. */
function unfolded(source: string) {
  return source.replace(/=\r?\n/g, '').replace(/=3D/g, '=')
}
