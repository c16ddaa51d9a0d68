import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Db } from './database.ts'
import { primaryOf } from './several-hosts.ts'
import type { Tables } from './tables/index.ts'

/** One connection alone, which waits for as long as it takes: for what goes through whole tables. */
export interface Line {
  readonly client: pg.Client
  /** The same connection. */
  readonly db: Db
  /** Ends it in the middle of whatever it does. */
  cut(): void
  close(): Promise<void>
}

/** `name` is what PostgreSQL knows the connection by. */
export async function openLine(url: string, name: string): Promise<Line> {
  const client = new pg.Client({
    connectionString: await primaryOf(url),
    application_name: name,
    options: '-c timezone=UTC -c statement_timeout=0 -c idle_in_transaction_session_timeout=0',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // Whoever waits for an answer hears of it; without a listener it would end the program.
  client.on('error', () => {})
  await client.connect()
  return {
    client,
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: inTurn(client) }) }),
    cut: () => client.connection.stream.destroy(),
    close: () => client.end(),
  }
}

/** A pool of one: who asks while somebody else is at it waits, or would find themselves in the transaction of another. `pg` 9 takes no second query either. */
function inTurn(client: pg.Client) {
  let last = Promise.resolve()
  const connect = async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = last
    last = promise
    await before
    return Object.assign(client, { release: () => resolve() })
  }
  return { connect, end: async () => {}, options: {} }
}
