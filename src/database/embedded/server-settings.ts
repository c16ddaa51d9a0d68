/**
 * How the embedded PostgreSQL runs: on a small machine beside the program, reachable only through its socket.
 * Nothing here weakens durability: fsync, full_page_writes and synchronous_commit keep their defaults (on).
 */
const SETTINGS: Record<string, string> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '16MB',
  // Worker processes for reading ahead and for parallel queries cost memory and start-up time; our queries touch few rows.
  io_method: 'sync',
  max_parallel_workers: '0',
  max_worker_processes: '2',
  autovacuum_worker_slots: '1',
  autovacuum_max_workers: '1',
  max_logical_replication_workers: '0',
  jit: 'off',
  huge_pages: 'off',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  // Statements, parameters and the DETAIL of an error hold personal data, so none of them is written to the log (req 108).
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_error_verbosity: 'terse',
}

/** A test's data may vanish with the machine, so nothing waits for the disk. */
const TEST_SETTINGS: Record<string, string> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '300',
  autovacuum: 'off',
}

/** The settings as arguments of `postgres`. */
export function serverArguments(cluster: string, socketDir: string, forTests: boolean): string[] {
  const settings = { ...SETTINGS, ...(forTests ? TEST_SETTINGS : {}), unix_socket_directories: quoted(socketDir) }
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/** The setting is a list; quotes keep a comma in a folder's name from splitting it. */
function quoted(path: string) {
  return `"${path.replaceAll('"', '""')}"`
}
