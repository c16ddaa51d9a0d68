/**
 * What `npm run test:nodes` needs of Debian, by the files by which it is known to be there. Node's own modules only: the runner reads
 * it before anything is installed.
 */
import { existsSync, readdirSync } from 'node:fs'

export const needed = {
  HAProxy: { file: '/usr/sbin/haproxy', packages: ['haproxy'] },
  pgbouncer: { file: '/usr/sbin/pgbouncer', packages: ['pgbouncer'] },
  nginx: { file: '/usr/sbin/nginx', packages: ['nginx'] },
  'PostgreSQL with its tools': {
    file: postgresFolder() && `${postgresFolder()}/pg_basebackup`,
    packages: ['postgresql'],
  },
}

/** Of several versions the newest. */
export function postgresFolder() {
  const versions = '/usr/lib/postgresql'
  if (!existsSync(versions)) return undefined
  const newest = readdirSync(versions).sort((one, other) => Number(other) - Number(one))[0]
  return newest && `${versions}/${newest}/bin`
}
