import pg from 'pg'
import { NamingClient } from './named-statements.ts'

/**
 * DATABASE_URL may name several servers, as libpq reads it: `postgres://user:password@one:5432,two:5432/furta`. `pg` knows one alone,
 * so here is who finds the one that takes writes: at the first connection, and again after a connection was lost (decision 223).
 */
export function urlsOf(url: string): string[] {
  const [, before = '', hosts = '', after = ''] = /^([a-z]+:\/\/(?:[^@/?#]*@)?)([^/?#]*)(.*)$/is.exec(url) ?? []
  if (!hosts.includes(',')) return [url]
  // Whoever names several means the one that takes writes, whether it is said or not.
  const rest = after.replace(/([?&])target_session_attrs=[^&]*&?/, '$1').replace(/[?&]$/, '')
  return hosts.split(',').map((host) => `${before}${host}${rest}`)
}

const PATIENCE_MS = 3_000

class PrimaryFinder {
  readonly #urls: readonly string[]
  #known: string | undefined
  #finding: Promise<string> | undefined

  constructor(urls: readonly string[]) {
    this.#urls = urls
  }

  find(): Promise<string> {
    if (this.#known !== undefined) return Promise.resolve(this.#known)
    this.#finding ??= this.#ask().finally(() => {
      this.#finding = undefined
    })
    return this.#finding
  }

  forget() {
    this.#known = undefined
  }

  async #ask() {
    try {
      this.#known = await Promise.any(this.#urls.map(takesWrites))
      return this.#known
    } catch (error) {
      const causes = error instanceof AggregateError ? error.errors : [error]
      throw new Error('None of the servers of DATABASE_URL takes writes.', { cause: causes[0] })
    }
  }
}

/** Of several servers the one that takes writes at this moment, for a connection that goes nowhere else later. */
export async function primaryOf(url: string): Promise<string> {
  const urls = urlsOf(url)
  return urls.length > 1 ? new PrimaryFinder(urls).find() : url
}

/** The address itself, or an error. */
async function takesWrites(url: string): Promise<string> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: 'furta looks for the primary',
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ transaction_read_only: string }>('show transaction_read_only')
    if (rows[0]?.transaction_read_only !== 'off') throw new Error('a standby')
    return url
  } finally {
    void client.end().catch(() => {})
  }
}

const finders = new Map<string, PrimaryFinder>()

/** A kind of connection that goes to whichever of the servers takes writes. All pools of a URL share what one has found. */
export function followingClient(url: string): typeof pg.Client {
  const finder = finders.get(url) ?? new PrimaryFinder(urlsOf(url))
  finders.set(url, finder)

  class FollowingClient extends NamingClient {
    // @ts-expect-error: `pg` declares both ways of calling it as overloads.
    override connect(callback?: (error?: Error) => void) {
      const connecting = this.#follow()
      if (!callback) return connecting
      connecting.then(
        () => callback(),
        (error) => callback(error),
      )
      return undefined
    }

    async #follow() {
      const { hostname, port } = new URL(await finder.find())
      this.host = hostname.replace(/^\[|\]$/g, '')
      this.port = Number(port || 5432)
      let standby = false
      // PostgreSQL 14 and newer say it by themselves.
      const connection = (this as unknown as { connection: NodeJS.EventEmitter }).connection
      connection.on('parameterStatus', ({ parameterName, parameterValue }) => {
        if (parameterName === 'in_hot_standby') standby = parameterValue === 'on'
      })
      connection.once('end', () => finder.forget())
      try {
        await super.connect()
      } catch (error) {
        finder.forget()
        throw error
      }
      if (!standby) return
      finder.forget()
      await this.end()
      throw new Error('The server that took writes has become a standby.')
    }
  }
  return FollowingClient as unknown as typeof pg.Client
}
