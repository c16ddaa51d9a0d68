import { readFileSync } from 'node:fs'
import { declaredSettings, type Settings } from './settings/index.ts'

export class BadSettings extends Error {
  override readonly name = 'BadSettings'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
    this.faults = faults
  }
}

/** Reads and checks all settings. Throws `BadSettings` with every fault in a sentence, never with a secret (req 124). */
export function readSettings(environment: Record<string, string | undefined> = process.env): Settings {
  const faults: string[] = []
  const values = [...declaredSettings].map(([name, { kind, fallback, secret }]) => {
    try {
      const given = secret ? secretText(name, environment) : environment[name]
      return [name, given === undefined || given === '' ? fallback : kind.read(given)]
    } catch (cause) {
      faults.push(`${name} ${cause instanceof Error ? cause.message : 'cannot be read'}.`)
      return [name, fallback]
    }
  })
  const settings = Object.fromEntries(values) as Settings
  faults.push(...unsafe(settings))
  if (faults.length > 0) throw new BadSettings(faults)
  return settings
}

/** Where a secret of the settings stands: in a file, or in the environment itself. */
export interface SecretPlace {
  readonly name: string
  readonly file: string | undefined
}

export function secretPlaces(environment: Record<string, string | undefined> = process.env): SecretPlace[] {
  return [...declaredSettings].flatMap(([name, { secret }]) => {
    const file = environment[`${name}_FILE`] || undefined
    return secret && (file !== undefined || environment[name]) ? [{ name, file }] : []
  })
}

export function isProduction(settings: Pick<Settings, 'NODE_ENV'>) {
  return settings.NODE_ENV === 'production'
}

/** The origin in links and service addresses; `port` is the one really listened on. */
export function publicOrigin(settings: Settings, port: number = settings.PORT) {
  return settings.PUBLIC_ORIGIN ?? `http://localhost:${port}`
}

export function isLoopbackHost(hostname: string) {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/.test(hostname)
}

/**
 * `/dev/*` and the demo university exist only where no stranger can come by (req 125): on a loopback origin, and
 * listening to loopback alone unless DEMO=yes says that the network around is known.
 */
export function demoAllowed(settings: Settings) {
  if (isProduction(settings) || !isLoopbackHost(new URL(publicOrigin(settings)).hostname)) return false
  return settings.DEMO === 'yes' || settings.HOST === undefined || isLoopbackHost(settings.HOST)
}

/** Whether the demo university is to be seeded. */
export function demoWanted(settings: Settings) {
  if (!demoAllowed(settings) || settings.DEMO === 'no') return false
  return settings.DEMO === 'yes' || settings.DATABASE_URL === undefined
}

function secretText(name: string, environment: Record<string, string | undefined>) {
  const file = environment[`${name}_FILE`]
  if (!file) return environment[name]
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Error(`cannot be read from the file that ${name}_FILE names`)
  }
}

function unsafe(settings: Settings): string[] {
  const faults: string[] = []
  const production = isProduction(settings)
  const origin = settings.PUBLIC_ORIGIN
  for (const name of ['APP_SECRET', 'PESEL_KEY'] as const) {
    const value = settings[name]
    if (value === undefined && production) faults.push(`${name} is required in production.`)
    if (value !== undefined && value.length < 32)
      faults.push(`${name} is too short: use at least 32 random characters.`)
    if (value !== undefined && new Set(value).size < 10)
      faults.push(`${name} is not random: make one with \`openssl rand -base64 36\`.`)
  }
  if (settings.APP_SECRET !== undefined && settings.APP_SECRET === settings.PESEL_KEY) {
    faults.push('APP_SECRET and PESEL_KEY must be different: whoever learns one must not learn the other.')
  }
  if (settings.PESEL_KEY_BEFORE !== undefined && settings.PESEL_KEY_BEFORE === settings.PESEL_KEY) {
    faults.push(
      'PESEL_KEY_BEFORE must be the key of before, not the PESEL_KEY itself. Leave it empty when nothing is changed.',
    )
  }
  if (production && origin === undefined) faults.push('PUBLIC_ORIGIN is required in production.')
  if (origin?.startsWith('http:') && (production || !isLoopbackHost(new URL(origin).hostname))) {
    faults.push('PUBLIC_ORIGIN must be https, except on localhost in development.')
  }
  if (production && settings.SMTP_URL === undefined)
    faults.push('SMTP_URL is required in production: no letter could leave.')
  if (production && settings.DEMO === 'yes') faults.push('DEMO=yes is refused in production.')
  if (production && !settings.SECURE_COOKIES) faults.push('SECURE_COOKIES=no is refused in production.')
  faults.push(...halfOfUsosApi(settings), ...openMetrics(settings))
  if (settings.SESSION_IDLE > settings.SESSION_LIFETIME)
    faults.push('SESSION_IDLE must not be longer than SESSION_LIFETIME.')
  return faults
}

/** Metrics are for the operator: whoever else can reach them must be asked for a token. */
function openMetrics({ METRICS_LISTEN: address, METRICS_TOKEN: token, PORT, HOST }: Settings): string[] {
  const faults: string[] = []
  if (token !== undefined && token.length < 32)
    faults.push('METRICS_TOKEN is too short: use at least 32 random characters.')
  if (address === undefined) return faults
  if (token === undefined && !isLoopbackHost(address.host))
    faults.push('METRICS_TOKEN is required with a METRICS_LISTEN that is not loopback.')
  if (address.port === PORT && (HOST === undefined || HOST === address.host))
    faults.push('METRICS_LISTEN must not be the port that people reach.')
  return faults
}

/** What a pull from the USOS API cannot do without. */
function halfOfUsosApi(settings: Settings): string[] {
  const { USOS_API_URL: url, USOS_API_TOKEN: token, USOS_API_TOKEN_SECRET: tokenSecret } = settings
  if (url === undefined) return []
  const needed = ['USOS_API_CONSUMER_KEY', 'USOS_API_CONSUMER_SECRET', 'USOS_API_UNIT'] as const
  const faults = needed.filter((name) => !settings[name]).map((name) => `${name} is required with USOS_API_URL.`)
  if (url.startsWith('http:') && !isLoopbackHost(new URL(url).hostname))
    faults.push('USOS_API_URL must be https, except on loopback.')
  if ((token === undefined) !== (tokenSecret === undefined))
    faults.push('USOS_API_TOKEN and USOS_API_TOKEN_SECRET belong together: set both or none.')
  return faults
}
