import { sql } from 'kysely'
import { type Db, MARK_OF_A_NODE, MARK_OF_IDLE } from '../database/index.ts'
import { countJobs } from '../jobs/index.ts'
import { countGivenUp, countOutbox } from '../mail/index.ts'

export interface DatabaseFacts {
  /** 150004 */
  readonly version: number
  readonly versionText: string
  readonly encoding: string
  readonly fsync: string
  readonly fullPageWrites: string
  readonly synchronousCommit: string
  readonly maxConnections: number
  readonly reserved: number
  readonly standby: boolean
  readonly superuser: boolean
  readonly mayCreate: boolean
  /** Over the network and not encrypted. */
  readonly inTheClear: boolean
  readonly size: number
  readonly at: Date
  /** Other servers that follow this one; nothing where this role may not see. */
  readonly standbys: readonly { readonly name: string; readonly state: string; readonly lagSeconds: number }[]
}

export async function findDatabaseFacts(db: Db): Promise<DatabaseFacts> {
  const { rows } = await sql<Omit<DatabaseFacts, 'standbys'>>`
    select current_setting('server_version_num')::integer as version, current_setting('server_version') as "versionText",
      (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding,
      current_setting('fsync') as fsync, current_setting('full_page_writes') as "fullPageWrites",
      current_setting('synchronous_commit') as "synchronousCommit",
      current_setting('max_connections')::integer as "maxConnections",
      current_setting('superuser_reserved_connections')::integer as reserved,
      pg_is_in_recovery() as standby,
      (select rolsuper from pg_roles where rolname = current_user) as superuser,
      has_schema_privilege(coalesce(current_schema(), 'public'), 'create') as "mayCreate",
      inet_client_addr() is not null and inet_client_addr() is distinct from inet_server_addr()
        and not coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as "inTheClear",
      pg_database_size(current_database())::float as size,
      clock_timestamp() as at`.execute(db)
  const [facts] = rows
  if (!facts) throw new Error('PostgreSQL gave no facts.')
  const { rows: standbys } = await sql<DatabaseFacts['standbys'][number]>`
    select application_name as name, state, coalesce(extract(epoch from replay_lag), 0)::float as "lagSeconds"
    from pg_stat_replication where state is not null`.execute(db)
  return { ...facts, standbys }
}

/** Nothing where the program has never started. */
export async function listMigrations(db: Db): Promise<string[] | undefined> {
  const { rows: there } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db)
  if (!there[0]?.there) return undefined
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}

export interface WorkFacts {
  /** A node runs now in the scheduling class `idle`. */
  readonly idleNode: boolean
  /** Tried for the last time. */
  readonly jobsGivenUp: number
  readonly jobsFailing: number
  readonly failingTasks: readonly string[]
  /** How long the job has waited that waits longest. */
  readonly lateSeconds: number
  readonly lettersWaiting: number
  readonly oldestLetterSeconds: number
  readonly lettersGivenUp: number
  readonly inventedPeople: number
  readonly people: number
  readonly administrators: number
  /** Requests of the last day, and from how many addresses they came. */
  readonly requests: number
  readonly sources: number
  readonly commonSource: string | null
}

type RegistryFacts = Pick<
  WorkFacts,
  'inventedPeople' | 'people' | 'administrators' | 'requests' | 'sources' | 'commonSource'
>

/** How the work in the background stands, as metrics count it too. Of addresses, the one alone that everybody comes from. */
export async function findWorkFacts(db: Db, now: Date): Promise<WorkFacts> {
  const yesterday = new Date(now.getTime() - 86_400_000)
  const jobs = await countJobs(db, now)
  const outbox = await countOutbox(db)
  const waiting = jobs.map(({ waitsSince }) => secondsSince(waitsSince, now))
  return {
    jobsGivenUp: jobs.reduce((sum, { failed }) => sum + failed, 0),
    jobsFailing: jobs.reduce((sum, { failing }) => sum + failing, 0),
    failingTasks: jobs.filter(({ failed, failing }) => failed + failing > 0).map(({ task }) => task),
    lateSeconds: Math.max(0, ...waiting),
    lettersWaiting: outbox.waiting,
    oldestLetterSeconds: secondsSince(outbox.oldest, now),
    lettersGivenUp: await countGivenUp(db, yesterday),
    idleNode: await hasIdleNode(db),
    ...(await findRegistryFacts(db, yesterday)),
  }
}

function secondsSince(moment: Date | null | undefined, now: Date) {
  return moment ? (now.getTime() - moment.getTime()) / 1000 : 0
}

/** A node says so in the name of its connections: its class is told on its own machine alone. */
async function hasIdleNode(db: Db) {
  const { rows } = await sql<{ idle: boolean }>`
    select exists (select from pg_stat_activity where datname = current_database()
      and application_name like ${`${MARK_OF_A_NODE}%${MARK_OF_IDLE}`}) as idle`.execute(db)
  return rows[0]?.idle === true
}

async function findRegistryFacts(db: Db, since: Date): Promise<RegistryFacts> {
  const { rows } = await sql<RegistryFacts>`
    select
      (select count(*)::integer from development_cast) as "inventedPeople",
      (select count(*)::integer from people) as people,
      (select count(*)::integer from people where 'administrator' = any (roles) and closed_at is null and disabled_at is null) as administrators,
      (select count(*)::integer from audit_events where at > ${since} and source is not null) as requests,
      (select count(distinct source)::integer from audit_events where at > ${since} and source is not null) as sources,
      (select min(source) from audit_events where at > ${since} and source is not null having count(distinct source) = 1) as "commonSource"`.execute(
    db,
  )
  const [facts] = rows
  if (!facts) throw new Error('PostgreSQL gave no facts.')
  return facts
}
