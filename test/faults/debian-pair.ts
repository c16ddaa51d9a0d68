import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { whenDone } from '../when-done.ts'
import { DEBIAN_POSTGRES } from './possible.mjs'
import type { KillablePostgres } from './postgres.ts'

/** PostgreSQL does not run as root: where a test does, its servers run as `nobody`. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

export interface Pair {
  readonly primary: KillablePostgres
  readonly standbySocket: string
  /** Makes the standby the primary, and waits until it takes what is written. */
  promote(): Promise<void>
}

/**
 * Two servers of Debian's PostgreSQL: what is committed at the first stands at the second before it is acknowledged, which is what
 * docs/operating/faults.md asks of a standby that may take over without losing anything.
 */
export async function debianPair(): Promise<Pair> {
  const folder = mkdtempSync(join(tmpdir(), 'furta-faults-pair-'))
  chmodSync(folder, 0o711)
  const places = ['primary', 'standby'].map((name) => join(folder, name)) as [string, string]
  for (const place of places) {
    mkdirSync(place, { mode: 0o700 })
    if (NOBODY.uid !== undefined) chownSync(place, NOBODY.uid, NOBODY.gid)
  }
  const [first, second] = places
  const data = join(first, 'data')
  runToEnd('initdb', ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'], first)
  appendFileSync(join(data, 'postgresql.conf'), SETTINGS)
  let primary = await serve(data, first)
  whenDone(async () => {
    await end(primary)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  await ask(first, 'postgres', ['create role furta login createdb', 'create database furta owner furta'])
  runToEnd(
    'pg_basebackup',
    ['-h', first, '-U', 'postgres', '-D', join(second, 'data'), '-R', '-X', 'stream', '-c', 'fast'],
    second,
  )
  const standby = await serve(join(second, 'data'), second)
  whenDone(() => end(standby))
  await ask(first, 'postgres', ["alter system set synchronous_standby_names = '*'", 'select pg_reload_conf()'])
  return {
    primary: {
      url: `postgres://furta@localhost/furta?host=${encodeURIComponent(first)}`,
      socket: join(first, '.s.PGSQL.5432'),
      password: '',
      get pid() {
        return primary.pid ?? 0
      },
      kill: () => end(primary),
      async start() {
        primary = await serve(data, first)
      },
      async ensure() {},
    },
    standbySocket: join(second, '.s.PGSQL.5432'),
    async promote() {
      await ask(second, 'postgres', [
        "alter system set synchronous_standby_names = ''",
        'select pg_reload_conf()',
        'select pg_promote()',
      ])
    },
  }
}

const SETTINGS = `
listen_addresses = ''
max_connections = 60
shared_buffers = 64MB
wal_level = replica
`

function runToEnd(program: string, args: readonly string[], cwd: string) {
  const { status, stderr } = spawnSync(join(DEBIAN_POSTGRES ?? '', program), args, {
    ...NOBODY,
    cwd,
    env: { LC_ALL: 'C' },
  })
  if (status !== 0) throw new Error(`${program}: ${stderr}`)
}

async function serve(data: string, place: string) {
  const args = ['-D', data, '-c', `unix_socket_directories=${place}`]
  const child = spawn(join(DEBIAN_POSTGRES ?? '', 'postgres'), args, {
    ...NOBODY,
    cwd: place,
    stdio: 'ignore',
    env: { LC_ALL: 'C' },
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start in ${place}.`)
    try {
      await ask(place, 'postgres', ['select 1'])
      return child
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function ask(place: string, user: string, statements: readonly string[]) {
  const client = new pg.Client({ host: place, user, database: 'postgres' })
  client.on('error', () => {})
  try {
    await client.connect()
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end().catch(() => {})
  }
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGKILL')
  await gone
}
