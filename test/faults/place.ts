import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHashGate, normalisePassword } from '../../src/credentials/index.ts'
import { asPersonId, type Database, openDatabase, type PersonId } from '../../src/database/index.ts'
import { openProofKeys, proofDigest } from '../../src/people/index.ts'
import { type NewPerson, savePeople } from '../../src/people/store.ts'
import { createTokenBook } from '../../src/provisioning/index.ts'
import { keyring, Secret, systemClock, systemRandom } from '../../src/world/index.ts'
import { withCheckDigit } from '../attacks/steps.ts'
import { type ProgramProcess, runProgram } from '../program-process.ts'
import { client } from '../relying-party.ts'
import { registered } from '../service.ts'
import { Dice } from '../simulation/dice.ts'
import { openServices, type ToldServices } from '../told-services.ts'
import { whenDone } from '../when-done.ts'
import { type Cable, cableTo } from './cable.ts'
import { Ledger } from './ledger.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'
import { type KillablePostgres, killablePostgres } from './postgres.ts'

/** A human of this university. */
export interface Human {
  readonly id: PersonId
  readonly login: string
  readonly pesel: string
}

/** A moment from which on something was broken, and until when. */
export interface Fault {
  readonly what: string
  readonly from: number
  until: number
  /** PostgreSQL itself ends by it. */
  readonly forgets: boolean
  /** The clock of a node goes wrong by it. */
  readonly clock: boolean
}

export interface Place {
  readonly postgres: KillablePostgres
  /** Past every proxy: the checker's own connections. */
  readonly database: Database
  readonly nodes: readonly ProgramProcess[]
  /** What lies between each node and PostgreSQL. */
  readonly cables: readonly Cable[]
  /** What lies between the checker and PostgreSQL: never broken, but led elsewhere when another one takes over. */
  readonly looking: Cable
  /** What lies between all nodes and the mail server. */
  readonly mailLine: Cable
  readonly mailbox: Mailbox
  /** The library and the timetable, which hear of sign-outs. */
  readonly services: ToldServices
  readonly humans: readonly Human[]
  readonly clerk: Human
  /** Goes on no journeys: only tries whether the door is open. */
  readonly prober: Human
  /** Whose account the desk disables and enables, again and again. */
  readonly suspect: Human
  readonly scimToken: string
  readonly ledger: Ledger
  readonly faults: Fault[]
  readonly dice: Dice
  readonly keys: typeof KEYS
  /** Notes that something is broken from now on; the function given back says that it is mended. */
  break(what: string, about?: { forgets?: boolean; clock?: boolean }): () => void
  verify(hash: string, password: string): Promise<boolean>
}

interface PlaceOptions {
  readonly nodes?: number
  readonly humans?: number
  readonly settings?: Record<string, string>
  readonly seed?: number
  /** Another PostgreSQL than the embedded one, or one that lies elsewhere. */
  readonly postgres?: KillablePostgres
  /** What a node is run under, by its number. */
  readonly under?: (node: number) => readonly string[]
  /** The program that all of them run, when it is that of another release. */
  readonly program?: string
}

const SECRETS = {
  APP_SECRET: 'only-for-faults-abcdefghijklmnopqrstuvwxyz-0123456789',
  PESEL_KEY: 'only-for-faults-zyxwvutsrqponmlkjihgfedcba-9876543210',
}
const KEYS = { app: keyring(new Secret(SECRETS.APP_SECRET)), pesel: keyring(new Secret(SECRETS.PESEL_KEY)) }

export const SERVICE = 'https://library.example.edu/'
export const CLIENT = 'timetable'
export const FIRST_PASSWORD = 'Fioletowy-kombajn-63'

/** Everybody stands behind one address here, and asks for more letters in an hour than anybody does in a year. */
const SETTINGS = {
  ...SECRETS,
  DEMO: 'no',
  LOG_LEVEL: 'warn',
  DATABASE_CONNECTIONS: '10',
  PASSWORD_HISTORY: '1',
  ANSWER_FLOOR: '0ms',
  MAIL_TIMEOUT: '1s',
  LETTER_COOLDOWN: '0s',
  LETTERS_PER_HOUR: '1000',
  LETTERS_PER_DAY: '10000',
  LETTERS_PER_SOURCE: '1000000',
  LETTERS_OVERALL: '10000000',
  HELP_REQUESTS_PER_SOURCE: '100000',
  HELP_REQUESTS_PER_ADDRESS: '100',
  HELP_REQUESTS_OVERALL: '1000000',
  SOURCE_ACCOUNTS: '1000000',
  SOURCE_FAILURES: '1000000',
  FAILURES_FREE: '100',
  ANSWERS_PER_LINK: '5',
  ANSWERS_PER_30_DAYS: '20',
  ANSWERS_PER_365_DAYS: '50',
}

/** A university whose every part is a process or a line that a test can break: PostgreSQL, nodes, cables, the mail server. */
export async function breakableUniversity(options: PlaceOptions = {}): Promise<Place> {
  const seed = seedOfThisRun(options.seed)
  const folder = mkdtempSync(join(tmpdir(), 'furta-faults-node-'))
  whenDone(async () => rmSync(folder, { recursive: true, force: true }))
  const postgres = options.postgres ?? (await killablePostgres())
  const line: { drop?: () => void } = {}
  const mailbox = await openMailbox(() => line.drop?.())
  const mailLine = await cableTo({ port: mailbox.server.port })
  line.drop = () => mailLine.drop()

  const services = await openServices()
  const file = join(folder, 'services.yaml')
  const entries = [
    registered({ id: 'library', urls: [SERVICE], attributes: ['mail'], logoutUrl: `${services.origin}/library` }),
    client(CLIENT, { backChannelLogoutUri: `${services.origin}/timetable` }),
  ]
  writeFileSync(file, JSON.stringify({ services: entries.map(({ registeredIn: _, ...entry }) => entry) }))

  const throughProxy = (port: number) => `postgres://furta:${postgres.password}@127.0.0.1:${port}/furta`
  const nodes: ProgramProcess[] = []
  const cables: Cable[] = []
  for (let number = 0; number < (options.nodes ?? 2); number++) {
    const cable = await cableTo({ path: postgres.socket })
    cables.push(cable)
    nodes.push(
      await runProgram({
        name: `node ${number}`,
        ...(options.under && { under: options.under(number) }),
        ...(options.program !== undefined && { program: options.program }),
        environment: {
          ...SETTINGS,
          SERVICES_FILE: file,
          DATA_DIR: join(folder, `node-${number}`),
          DATABASE_URL: throughProxy(cable.port),
          SMTP_URL: `smtp://127.0.0.1:${mailLine.port}`,
          ...options.settings,
        },
      }),
    )
  }

  const looking = await cableTo({ path: postgres.socket })
  const database = openDatabase(throughProxy(looking.port), { connections: 6, onError: () => {} })
  whenDone(() => database.close())
  const gate = await createHashGate({ memory: 19_456, passes: 2, atOnce: 1, queue: 1_000 })
  whenDone(() => gate.stop())
  const ledger = new Ledger()
  const hash = await gate.hash(normalisePassword(FIRST_PASSWORD))
  const humans = Array.from({ length: options.humans ?? 20 }, (_, number) => humanOf(number))
  const clerk = humanOf(900)
  const prober = humanOf(901)
  const suspect = humanOf(902)
  await settle(database, [...humans, clerk, prober, suspect], clerk, hash)
  for (const { id } of [...humans, clerk, suspect]) ledger.setPassword(id, FIRST_PASSWORD, 'acknowledged')
  const scimToken = await identitySystemToken(database)

  const faults: Fault[] = []
  return {
    postgres,
    database,
    nodes,
    cables,
    looking,
    mailLine,
    mailbox,
    services,
    humans,
    clerk,
    prober,
    suspect,
    scimToken,
    ledger,
    faults,
    dice: new Dice(seed),
    keys: KEYS,
    break(what, { forgets = false, clock = false } = {}) {
      const fault = { what, from: Date.now(), until: Number.POSITIVE_INFINITY, forgets, clock }
      faults.push(fault)
      return () => {
        fault.until = Date.now()
      }
    },
    verify: (stored, password) => gate.verify(stored, normalisePassword(password)),
  }
}

/** The same dice again: FAULTS_SEED=…, as the run before has printed it. */
function seedOfThisRun(always?: number) {
  const seed = Number(process.env.FAULTS_SEED ?? always ?? Date.now() % 1_000_000)
  console.log(`The dice of the faults: FAULTS_SEED=${seed}`)
  return seed
}

function humanOf(number: number): Human {
  return {
    id: asPersonId(`human${String(number).padStart(4, '0')}`),
    login: `human${number}@student.agh.edu.pl`,
    pesel: withCheckDigit(`0402${10 + (number % 19)}${3000 + number}`),
  }
}

async function settle({ db }: Database, humans: readonly Human[], clerk: Human, hash: string) {
  const now = new Date()
  await db.transaction().execute(async (trx) => {
    const { inUse } = await openProofKeys(trx, KEYS.pesel)
    const people = humans.map(
      (human, number): NewPerson => ({
        id: human.id,
        usosId: String(7_000_001 + number),
        givenNames: 'Alicja',
        surname: `Wrona${number}`,
        albumNumber: String(500_001 + number),
        studentStatus: 2,
        phdStudentStatus: undefined,
        staffStatus: human === clerk ? 1 : 0,
        connected: true,
        disabledAt: undefined,
        closedAt: undefined,
        proofKind: 'pesel',
        proof: proofDigest(inUse.keys, human.id, 'pesel', human.pesel),
        language: 'en',
        roles: human === clerk ? ['administrator'] : [],
        demo: false,
        assignedAddress: human.login,
        otherAddresses: [],
        studies: [],
      }),
    )
    await savePeople(trx, people, now)
    await trx
      .insertInto('credentials')
      .values(humans.map(({ id }) => ({ person_id: id, password_hash: hash, set_at: now })))
      .execute()
  })
}

async function identitySystemToken(database: Database) {
  const book = createTokenBook({
    database,
    world: { clock: systemClock, random: systemRandom },
    keys: KEYS.app,
  })
  const secret = await book.make(
    { name: 'midpoint', scopes: ['users:read', 'users:write'], lifetimeMs: 30 * 86_400_000 },
    { by: asPersonId('human0900'), reason: 'A test', source: '127.0.0.1', reference: 'TEST' },
  )
  if (!secret) throw new Error('The token of the identity system is there already.')
  return secret.reveal()
}

/** For a command of the operator beside the nodes. */
export function settingsOfNode({ postgres, mailLine }: Place): Record<string, string> {
  return {
    ...SETTINGS,
    NODE_ENV: 'test',
    DATABASE_URL: postgres.url,
    SMTP_URL: `smtp://127.0.0.1:${mailLine.port}`,
  }
}
