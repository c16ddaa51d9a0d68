import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareRate } from './bare.ts'
import { atLeast, byName, type Figure, percentile } from './figures.ts'
import { inFlight, shareOut } from './one-core.ts'
import { openSessions } from './people.ts'
import { type RunningProgram, withProgram } from './program.ts'

const ROUNDS = 3
const CODES = 1000
const LOOKS = 6000
const IN_FLIGHT = 8
const REDIRECT = 'https://library.example.edu/callback'
const SECRET = randomBytes(32).toString('base64url')

/**
 * OpenID Connect at sessions that are there, by a program that shares one core with its PostgreSQL: codes given out,
 * codes exchanged for tokens by a client that proves its secret and PKCE, and user info read with the tokens.
 */
export async function oidc(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-bench-'))
  const services = join(folder, 'services.yaml')
  writeFileSync(services, SERVICES)
  const { place, end } = shareOut()
  try {
    return await withProgram((program) => measure(program, place), { SERVICES_FILE: services }, place)
  } finally {
    end()
    rmSync(folder, { recursive: true })
  }
}

const SERVICES = `services:
  - id: library
    name: { pl: Biblioteka, en: Library }
    attributes: [mail, givenName, sn, displayName, employeeType, student_number, usos_id]
    singleLogout: false
    client:
      redirectUris: [${REDIRECT}]
      authentication: client_secret_basic
      secretDigest: ${createHash('sha256').update(SECRET).digest('base64url')}
`

interface Code {
  readonly code: string
  readonly verifier: string
}

async function measure(program: RunningProgram, place: { core?: number }): Promise<Figure[]> {
  const discovered = (await (
    await fetch(`${program.origin}/oidc/.well-known/openid-configuration`)
  ).json()) as Endpoints
  const endpoints = pathsOf(discovered)
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

type Endpoints = Record<'authorization_endpoint' | 'token_endpoint' | 'userinfo_endpoint', string>

/** The small browser asks by path. */
function pathsOf({ authorization_endpoint, token_endpoint, userinfo_endpoint }: Endpoints): Endpoints {
  const path = (address: string) => new URL(address).pathname
  return {
    authorization_endpoint: path(authorization_endpoint),
    token_endpoint: path(token_endpoint),
    userinfo_endpoint: path(userinfo_endpoint),
  }
}

async function codes(
  { origin }: RunningProgram,
  { authorization_endpoint }: Endpoints,
  sessions: readonly Map<string, string>[],
  count: number,
) {
  const given: Code[] = []
  const turns = Array.from({ length: count }, (_, turn) => sessions[turn % sessions.length] as Map<string, string>)
  const { rate } = await inFlight(origin, IN_FLIGHT, turns, async (browser, cookies) => {
    browser.become({ cookies: new Map(cookies) })
    const verifier = randomBytes(32).toString('base64url')
    const asked = new URLSearchParams({
      client_id: 'library',
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'openid profile email',
      state: 'state',
      nonce: 'nonce',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    const { location = '', status } = await browser.get(`${authorization_endpoint}?${asked}`)
    const code = /[?&]code=([^&#]+)/.exec(location)?.[1]
    if (code === undefined) throw new Error(`A session was given no code: ${status}`)
    given.push({ code, verifier })
  })
  return { rate, codes: given }
}

async function exchanged({ origin }: RunningProgram, { token_endpoint }: Endpoints, given: readonly Code[]) {
  const tokens: string[] = []
  const authorization = `Basic ${Buffer.from(`library:${SECRET}`).toString('base64')}`
  const { rate } = await inFlight(origin, IN_FLIGHT, given, async (browser, { code, verifier }) => {
    const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier }
    const { status, body } = await browser.post(token_endpoint, fields, { authorization })
    if (status !== 200) throw new Error(`A code was answered with ${status}.`)
    tokens.push((JSON.parse(body) as { access_token: string }).access_token)
  })
  return { rate, tokens }
}

async function lookedAt({ origin }: RunningProgram, { userinfo_endpoint }: Endpoints, tokens: readonly string[]) {
  const turns = Array.from({ length: LOOKS }, (_, turn) => tokens[turn % tokens.length] as string)
  return inFlight(origin, IN_FLIGHT, turns, async (browser, token) => {
    const { status, body } = await browser.get(userinfo_endpoint, { authorization: `Bearer ${token}` })
    if (status !== 200 || !body.includes('family_name')) throw new Error(`User info was answered with ${status}.`)
  })
}
