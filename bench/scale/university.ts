import pg from 'pg'
import { findRunningEmbeddedPostgres } from '../../src/database/embedded/index.ts'
import { writeEvents } from '../audit.ts'
import { Browser } from '../browser.ts'
import { copyCrowd } from '../crowd-copy.ts'
import { pathOf } from '../desk-feed.ts'
import { castByRole, type Person, signedInAs } from '../people.ts'
import type { RunningProgram } from '../program.ts'
import { type Endpoints, endpointsOf } from '../relying-party.ts'
import { giveToken } from '../scim.ts'
import { fill } from './fill.ts'
import { chosenFrom, equip, type Fellow, type Student } from './students.ts'

/** Of the large one, and of the small one in proportion. */
const EVENTS_EACH = Number(process.env.SCALE_EVENTS ?? 1_000_000) / 225_000

/** A program whose registry has so many, and those who ask it. */
export interface Asked {
  readonly program: RunningProgram
  readonly people: number
  readonly folder: string
  readonly database: pg.Client
  readonly endpoints: Endpoints
  /** With a password and a PESEL that are right. Another one each time, as long as there are any; then the first again. */
  nextStudent(): Student
  /** Somebody from anywhere, whose rows nobody has asked for before, except where the registry is small: to look at. */
  nextLookedAt(): Fellow
  /** The same, to do something to that takes neither password nor PESEL. */
  nextChanged(): Fellow
  readonly stranger: Browser
  /** A student, at the portal too. */
  readonly member: Browser
  readonly operator: Browser
  readonly registration: Browser
  readonly auditor: Browser
  readonly administrator: Browser
  /** No person: an identity system, a service, a load balancer. */
  readonly application: Browser
  end(): Promise<void>
}

export async function university(program: RunningProgram, dataDir: string, people: number): Promise<Asked> {
  await giveToken(dataDir)
  const database = new pg.Client(findRunningEmbeddedPostgres(dataDir))
  // When something fails, the program and its PostgreSQL end first: that is not what is to be told then.
  database.on('error', () => {})
  await database.connect()
  // The program seals the events while everything else is filled in.
  await writeEvents(database, Math.round(people * EVENTS_EACH), { prefix: 'crowd-', people })
  await copyCrowd(database, people)
  await fill(database, people)
  const { equipped, lookedAt, changed } = chosenFrom(people)
  await equip(equipped, database, dataDir)
  const [one, ...students] = equipped
  const withRole = await castByRole(program.origin)
  const staff = (role: string) => signedInAs(program.origin, withRole(role)[0] as Person)
  const browsers = {
    stranger: new Browser(program.origin),
    member: await signedInAs(program.origin, one as Student),
    operator: await staff('help-desk'),
    registration: await staff('registration-desk'),
    auditor: await staff('auditor'),
    administrator: await staff('administrator'),
    application: new Browser(program.origin),
  }
  await goToPortal(browsers.member)
  await database.query('vacuum analyze')
  return {
    ...{ program, people, folder: dataDir, database, endpoints: await endpointsOf(program) },
    ...browsers,
    nextStudent: oneByOne(students),
    nextLookedAt: oneByOne(lookedAt),
    nextChanged: oneByOne(changed),
    async end() {
      for (const browser of Object.values(browsers)) browser.close()
      await database.end()
    },
  }
}

function oneByOne<Somebody>(all: readonly Somebody[]): () => Somebody {
  let taken = 0
  return () => all[taken++ % all.length] as Somebody
}

/** In the table: how the second factor is proved is not what is measured. */
export async function proveSecondFactors(database: pg.Client) {
  await database.query(
    `update sessions set second_factor_at = now(), desk_used_at = now()
     where ended_at is null and person_id in (select id from people where roles <> '{}')`,
  )
}

async function goToPortal(member: Browser) {
  const signIn = await member.get('/portal/log-in')
  const back = await member.get(pathOf(signIn.location))
  await member.get(pathOf(back.location))
}
