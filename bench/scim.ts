import { createHash } from 'node:crypto'
import pg from 'pg'
import { findRunningEmbeddedPostgres } from '../src/database/embedded/index.ts'
import { bareRate } from './bare.ts'
import type { Browser } from './browser.ts'
import { atLeast, byName, type Figure, percentile } from './figures.ts'
import { inFlight } from './one-core.ts'
import { withProgram } from './program.ts'

const ROUNDS = 3
const PEOPLE = Number(process.env.SCIM_PEOPLE ?? 10_000)
const AT_ONCE = 32
const WARM_UP = 1000
const LOOKED_FOR = 3000
const TOKEN = `furta_scim_${'m'.repeat(43)}`

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const UNIVERSITY = 'urn:furta:params:scim:schemas:extension:university:2.0:User'

/**
 * An identity system brings people in, so many at once, each with a field of study and a PESEL; every one is on the disk before
 * the answer leaves. PostgreSQL, the program and the measuring client share what cores there are. Afterwards it looks people up
 * by their userName, as identity systems do before every write.
 */
export async function scim(): Promise<Figure[]> {
  const rounds: Record<'bare' | 'creates' | 'slowest' | 'lookUps', number>[] = []
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(
      await withProgram(async ({ origin }, dataDir) => {
        await giveToken(dataDir)
        await inFlight(origin, AT_ONCE, numbers(WARM_UP, 900_000), create)
        const creates = await inFlight(origin, AT_ONCE, numbers(PEOPLE, 100_000), create)
        const lookUps = await inFlight(origin, AT_ONCE, numbers(Math.min(LOOKED_FOR, PEOPLE), 100_000), lookUp)
        const bare = await bareRate({}, AT_ONCE)
        return { bare, creates: creates.rate, slowest: percentile(creates.times, 0.99), lookUps: lookUps.rate }
      }),
    )
  }
  const of = byName(rounds)
  const reference = { what: 'bare node:http', unit: 'a second', rounds: of.bare }
  return [
    {
      what: `SCIM: people created, ${PEOPLE.toLocaleString('en')} of them at ${AT_ONCE} in flight`,
      unit: 'a second',
      rounds: of.creates,
      reference,
      bar: atLeast(300),
    },
    { what: 'the same, p99', unit: 'ms', rounds: of.slowest },
    { what: 'people looked up by userName', unit: 'a second', rounds: of.lookUps, reference },
  ]
}

const numbers = (count: number, from: number) => Array.from({ length: count }, (_, index) => from + index)
export const authorization = { authorization: `Bearer ${TOKEN}` }

/** In the table: how a token is made at the desk is not what is measured. */
export async function giveToken(dataDir: string) {
  const database = new pg.Client(findRunningEmbeddedPostgres(dataDir))
  await database.connect()
  await database.query(
    `insert into scim_tokens (name, token_hash, scopes, made_by, made_at, expires_at)
    values ('bench', $1, '{users:read,users:write}', 'bench', now(), now() + interval '1 day')`,
    [createHash('sha256').update(TOKEN).digest()],
  )
  await database.end()
}

async function create(browser: Browser, number: number) {
  const { status, body } = await browser.postJson('/scim/v2/Users', newUser(number), authorization)
  if (status !== 201) throw new Error(`Answered: ${status} ${body}`)
}

async function lookUp(browser: Browser, number: number) {
  const filter = encodeURIComponent(`userName eq "${address(number)}"`)
  const { body } = await browser.get(`/scim/v2/Users?filter=${filter}`, authorization)
  if (!body.includes('"totalResults":1,')) throw new Error(`Answered: ${body}`)
}

/** Nobody has that of another. */
function peselOf(number: number): string {
  const day = String((Math.floor(number / 10_000) % 28) + 1).padStart(2, '0')
  const digits = `0421${day}${String(number % 10_000).padStart(4, '0')}`
  const sum = [...digits].reduce((sum, digit, at) => sum + Number(digit) * ([1, 3, 7, 9][at % 4] ?? 0), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

const address = (number: number) => `b${number}@student.agh.edu.pl`

export function newUser(number: number) {
  return {
    schemas: [USER, ENTERPRISE, UNIVERSITY],
    externalId: `idm-${number}`,
    userName: address(number),
    name: { givenName: 'Zofia Łucja', familyName: `Żak-${number}` },
    active: true,
    emails: [
      { value: address(number), type: 'work', primary: true },
      { value: `b${number}@agh.edu.pl`, type: 'other' },
    ],
    [ENTERPRISE]: { employeeNumber: `B${number}` },
    [UNIVERSITY]: {
      albumNumber: `B${number}`,
      studentStatus: 2,
      pesel: peselOf(number),
      fieldsOfStudy: [{ value: 'INF-S1', display: 'Informatyka', displayEnglish: 'Computer Science', faculty: 'WI' }],
    },
  }
}
