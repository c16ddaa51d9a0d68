import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareRate } from './bare.ts'
import { atLeast, byName, type Figure, percentile } from './figures.ts'
import { inFlight, shareOut } from './one-core.ts'
import { FOR_MANY_PEOPLE, openSessions } from './people.ts'
import { type RunningProgram, withProgram } from './program.ts'
import {
  askForCode,
  type Code,
  type Endpoints,
  endpointsOf,
  exchange,
  LIBRARY_AS_CLIENT,
  userInfo,
} from './relying-party.ts'

const ROUNDS = 3
const CODES = 1000
const LOOKS = 6000
const IN_FLIGHT = 8

/**
 * OpenID Connect at sessions that are there, by a program that shares one core with its PostgreSQL: codes given out,
 * codes exchanged for tokens by a client that proves its secret and PKCE, and user info read with the tokens.
 */
export async function oidc(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  const services = join(folder, 'services.yaml')
  writeFileSync(services, LIBRARY_AS_CLIENT)
  const { place, end } = shareOut()
  try {
    const environment = { ...FOR_MANY_PEOPLE, SERVICES_FILE: services }
    return await withProgram((program) => measure(program, place), environment, place)
  } finally {
    end()
    rmSync(folder, { recursive: true })
  }
}

async function measure(program: RunningProgram, place: { core?: number }): Promise<Figure[]> {
  const endpoints = await endpointsOf(program)
  const sessions = await openSessions(program)
  await exchanged(program, endpoints, (await codes(program, endpoints, sessions, 200)).codes)
  const rounds: Record<'bare' | 'codes' | 'exchange' | 'look' | 'slowest', number>[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const given = await codes(program, endpoints, sessions, CODES)
    const tokens = await exchanged(program, endpoints, given.codes)
    const looks = await lookedAt(program, endpoints, tokens.tokens)
    rounds.push({
      bare: await bareRate(place, IN_FLIGHT),
      codes: given.rate,
      exchange: tokens.rate,
      look: looks.rate,
      slowest: percentile(looks.times, 0.99),
    })
  }
  const of = byName(rounds)
  const reference = { what: 'bare node:http on the same core', unit: 'a second', rounds: of.bare }
  const figure = (what: string, rounds: readonly number[]) => ({ what, unit: 'a second', rounds, reference })
  return [
    figure('OpenID Connect: codes given out at sessions that are there, on one core', of.codes),
    { ...figure(`codes exchanged for tokens on one core, ${IN_FLIGHT} in flight`, of.exchange), bar: atLeast(200) },
    { ...figure('user info on one core', of.look), bar: atLeast(1200) },
    { what: 'the same, p99', unit: 'ms', rounds: of.slowest },
  ]
}

async function codes(
  { origin }: RunningProgram,
  endpoints: Endpoints,
  sessions: readonly Map<string, string>[],
  count: number,
) {
  const given: Code[] = []
  const turns = Array.from({ length: count }, (_, turn) => sessions[turn % sessions.length] as Map<string, string>)
  const { rate } = await inFlight(origin, IN_FLIGHT, turns, async (browser, cookies) => {
    browser.become({ cookies: new Map(cookies) })
    given.push(await askForCode(browser, endpoints))
  })
  return { rate, codes: given }
}

async function exchanged({ origin }: RunningProgram, endpoints: Endpoints, given: readonly Code[]) {
  const tokens: string[] = []
  const { rate } = await inFlight(origin, IN_FLIGHT, given, async (browser, code) => {
    tokens.push(await exchange(browser, endpoints, code))
  })
  return { rate, tokens }
}

async function lookedAt({ origin }: RunningProgram, endpoints: Endpoints, tokens: readonly string[]) {
  const turns = Array.from({ length: LOOKS }, (_, turn) => tokens[turn % tokens.length] as string)
  return inFlight(origin, IN_FLIGHT, turns, (browser, token) => userInfo(browser, endpoints, token))
}
