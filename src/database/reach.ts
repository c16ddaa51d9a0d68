import pg from 'pg'
import { primaryOf, urlsOf } from './several-hosts.ts'

/** The database that DATABASE_URL names cannot be used, for a reason the message tells the operator in whole sentences. */
export class BadDatabase extends Error {
  override readonly name = 'BadDatabase'
}

/**
 * Asks the PostgreSQL of DATABASE_URL once whether it can be worked with, before anything is opened on it. Throws `BadDatabase`. Its
 * sentences name neither host nor user: of a password that is not written as a URL wants it, a piece would pass for either.
 */
export async function reachDatabase(url: string): Promise<void> {
  if (!urlsOf(url).every(isPostgresUrl)) throw new BadDatabase(UNREADABLE)
  const { version, encoding, lacks, pooled } = await ask(url).catch((error: unknown) => {
    throw new BadDatabase(sentenceFor(error), { cause: error })
  })
  if (pooled) throw new BadDatabase(POOLED)
  if (version < 150_000)
    throw new BadDatabase(
      `DATABASE_URL names a PostgreSQL ${Math.floor(version / 10_000)}, which is too old: use 15 or newer.`,
    )
  if (encoding !== 'UTF8')
    throw new BadDatabase(
      `The database of DATABASE_URL has the encoding ${encoding}: make it anew with ENCODING 'UTF8' TEMPLATE template0.`,
    )
  if (lacks)
    throw new BadDatabase(
      'The role of DATABASE_URL may make no tables in its database: let it own the database (ALTER DATABASE … OWNER TO …).',
    )
}

const SPELLING =
  'A password that holds @ : / ? # or % is written with %40 %3A %2F %3F %23 %25 in their place, and the whole as postgres://user:password@host/database.'
const UNREADABLE = `DATABASE_URL is no address of a PostgreSQL. ${SPELLING}`

/** Said before anything is written there: later it would be statements given up as lost, and locks that lock nothing. */
const POOLED =
  'Between here and the PostgreSQL of DATABASE_URL stands a pooler, such as pgbouncer: a node pools by itself and needs connections of its own. Name the host and port of PostgreSQL itself.'

function isPostgresUrl(url: string) {
  if (!/^postgres(ql)?:\/\//i.test(url)) return false
  // `postgres://user@/database?host=/run/postgresql` names a socket, and no host.
  const named = url.replace(/^(\w+:\/\/(?:[^@/?#]*@)?)(?=[/?])/, '$1localhost')
  if (!URL.canParse(named)) return false
  try {
    decodeURIComponent(named)
    return true
  } catch {
    return false
  }
}

interface Facts {
  readonly version: number
  readonly encoding: string
  /** Rights to make the tables, where they are not there yet. */
  readonly lacks: boolean
  /** The process that answers is not the one that was named when the connection began. */
  readonly pooled: boolean
}

async function ask(url: string): Promise<Facts> {
  const client = new pg.Client({
    connectionString: await primaryOf(url),
    application_name: 'furta looks at its database',
    connectionTimeoutMillis: 10_000,
    query_timeout: 10_000,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<Facts>(
      `select current_setting('server_version_num')::integer as version, current_setting('server_encoding') as encoding,
        to_regclass('people') is null and not (
          coalesce(has_schema_privilege(current_schema(), 'create'), false) and has_database_privilege(current_database(), 'create')
        ) as lacks, pg_backend_pid() <> $1::bigint as pooled`,
      [processOf(client)],
    )
    return rows[0] as Facts
  } finally {
    await client.end().catch(() => {})
  }
}

/** As it was told when the connection began; `pg` does not declare it. A pooler invents a number, so that its clients can cancel. */
function processOf(client: pg.Client) {
  return (client as unknown as { readonly processID: number | null }).processID
}

function sentenceFor(error: unknown): string {
  const { code = '', syscall, message = '', cause } = error as NodeJS.ErrnoException
  // Of several servers, none of which takes writes, the first one's reason.
  if (cause !== undefined) return `${message} ${sentenceFor(cause)}`
  switch (code) {
    case 'ECONNREFUSED':
      return noneListens(code)
    case 'ENOENT':
      return syscall === 'connect'
        ? noneListens(code)
        : 'A file that DATABASE_URL names, such as sslrootcert, is not there.'
    case 'EACCES':
      return syscall === 'open'
        ? 'A file that DATABASE_URL names, such as sslrootcert, may not be read by the user of this program (chmod 644).'
        : cannotBeUsed(code)
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host that DATABASE_URL names is not known (${code}). ${SPELLING}`
    case '57P03':
      return 'The PostgreSQL of DATABASE_URL is starting, or ending: try again in a moment.'
    case '28P01':
      return 'PostgreSQL does not take the user and the password of DATABASE_URL.'
    case '28000':
      return 'PostgreSQL does not let the user of DATABASE_URL in from here: see pg_hba.conf, and where it asks for encryption, as managed ones do, add sslmode=verify-full to DATABASE_URL.'
    case '3D000':
      return "The database that DATABASE_URL names is not there: CREATE DATABASE … OWNER … ENCODING 'UTF8' TEMPLATE template0."
    case '42501':
      return 'The role of DATABASE_URL may not connect to its database (GRANT CONNECT).'
    case '53300':
      return 'The PostgreSQL of DATABASE_URL has no connection left: raise max_connections, or lower DATABASE_CONNECTIONS of the nodes.'
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_SIGNATURE_FAILURE':
      return `The certificate of PostgreSQL is of an authority that is not trusted here (${code}): name its file, in DATABASE_URL, by sslrootcert.`
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate of PostgreSQL is for another name than the host of DATABASE_URL (${code}): write the host as the certificate does.`
    default:
      return message === 'The server does not support SSL connections'
        ? 'DATABASE_URL asks for encryption (sslmode), and its PostgreSQL speaks none: set ssl = on there.'
        : // The message of a code names the host.
          cannotBeUsed(code || message)
  }
}

function cannotBeUsed(code: string) {
  return `The PostgreSQL of DATABASE_URL cannot be used (${code || 'it says nothing'}).`
}

function noneListens(code: string) {
  return `No PostgreSQL listens where DATABASE_URL says (${code}). Start it, or correct host and port.`
}
