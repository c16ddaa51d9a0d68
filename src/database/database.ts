import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { NamingClient } from './named-statements.ts'
import { followingClient, urlsOf } from './several-hosts.ts'
import { watchForSilence } from './silence.ts'
import type { Tables } from './tables/index.ts'

// 64-bit numbers here are row ids and counts, never sums beyond 2^53; ids stay text, counts are cast in SQL.
export type Db = Kysely<Tables>
export type Trx = Transaction<Tables>

export interface Pools {
  /** Commits wait for the disk. */
  readonly db: Db
  /**
   * Commits answer at once and reach the disk a moment later: for throttle counters, where a power cut may
   * forget the last fifth of a second. Never for anything acknowledged to a person. Each of its statements finds a few rows by an index,
   * and is held to that, however small the tables were when it was planned (decision 251).
   */
  readonly quick: Db
}

export interface Database extends Pools {
  /** The same for journeys that hash a password: however many of them there are, others find a connection. */
  readonly hashing: Pools
  /** How busy the connections of this node are, at this moment. */
  pools(): readonly PoolState[]
  close(): Promise<void>
}

export interface PoolState {
  readonly name: 'durable' | 'quick' | 'hashing durable' | 'hashing quick'
  /** Connections that are open. */
  readonly open: number
  /** Of them those that nobody uses. */
  readonly idle: number
  /** Those who want one and have none. */
  readonly waiting: number
}

/** Before what a node calls its connections by: the others see by it whether their settings are alike. */
export const MARK_OF_A_NODE = 'furta/'
/** Behind the mark of a node that was started in the scheduling class `idle`, for whoever looks from another process. */
export const MARK_OF_IDLE = '/idle'

/** Connections whose statements find a few rows by an index: those that do not wait for the disk, and those of journeys that hash (decisions 250 and 251). */
const BY_INDEX = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit']
  .map((way) => `-c ${way}=off`)
  .join(' ')
/**
 * Nobody at whose end a sign-in may stand waits longer for rows that an import or an erasure holds: a few who wait for theirs would have all the
 * connections by which others are let in (decision 243).
 */
const WAITS_BRIEFLY = '-c lock_timeout=2s'
/** Those that do not wait for the disk plan each statement once, for all values. */
const QUICK = `${BY_INDEX} -c synchronous_commit=off -c plan_cache_mode=force_generic_plan`

/** Opens pools over one PostgreSQL 15+. `connections` is the most they hold together; a handful is not divided further. */
export function openDatabase(
  url: string,
  options: { connections: number; onError: (error: Error) => void; mark?: string },
): Database {
  let closing = false
  // A connection that is being closed may still hear that PostgreSQL ends too: that is no news.
  const onError = (error: Error) => closing || options.onError(error)
  const opened: { name: PoolState['name']; pool: pg.Pool; db: Db }[] = []
  const open = (name: PoolState['name'], max: number, parameters?: string) => {
    const pool = openPool(url, max, {
      onError,
      mark: options.mark,
      ...(parameters !== undefined && { parameters }),
    })
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
    opened.push({ name, pool, db })
    return db
  }
  const pair = (connections: number, before: '' | 'hashing ' = ''): Pools => {
    const share = Math.max(2, Math.floor(connections * 0.4))
    return {
      db: open(`${before}durable`, connections - share, before === '' ? undefined : `${BY_INDEX} ${WAITS_BRIEFLY}`),
      quick: open(`${before}quick`, share, before === '' ? QUICK : `${QUICK} ${WAITS_BRIEFLY}`),
    }
  }
  const hashing = Math.floor(options.connections * 0.4)
  const own = hashing < 4 ? undefined : pair(hashing, 'hashing ')
  const others = pair(options.connections - (own ? hashing : 0))
  return {
    ...others,
    hashing: own ?? others,
    pools: () => opened.map(({ name, pool }) => stateOf(name, pool)),
    async close() {
      closing = true
      await Promise.all(opened.map(({ db }) => db.destroy()))
    },
  }
}

function stateOf(name: PoolState['name'], { totalCount, idleCount, waitingCount }: pg.Pool): PoolState {
  return { name, open: totalCount, idle: idleCount, waiting: waitingCount }
}

/** Of a question whether PostgreSQL is there at all. */
const QUICKLY = { connectionTimeoutMillis: 5_000, query_timeout: 5_000 }

/** Connections for what brings its own SQL, such as the queue of jobs; everything else goes through `openDatabase`. */
export function openPool(
  url: string,
  max: number,
  options: { onError: (error: Error) => void; parameters?: string; mark?: string | undefined },
): pg.Pool {
  const urls = urlsOf(url)
  const Client = urls.length > 1 ? followingClient(url) : (NamingClient as typeof pg.Client)
  const how = {
    connectionString: urls[0],
    options: `${options.parameters ?? ''} -c timezone=UTC`.trim(),
    application_name: options.mark === undefined ? 'furta' : `${MARK_OF_A_NODE}${options.mark}`,
    // A database that does not answer must not hold a person for ever; the page says "try again" instead.
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  }
  const made = new pg.Pool({ ...how, Client, max })
  // An idle connection that breaks (PostgreSQL restarted) is replaced by the pool; it must not end the program.
  made.on('error', options.onError)
  made.on('connect', (client) => client.on('error', options.onError))
  const stopWatching = watchForSilence(made, () => new Client({ ...how, ...QUICKLY }))
  const end = made.end.bind(made)
  // Watched to the last: one that never answers would keep the pool from ending.
  made.end = (...given: []) => end(...given).finally(stopWatching)
  return made
}
