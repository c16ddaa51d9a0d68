import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from '../free-port.ts'
import { whenDone } from '../when-done.ts'
import { postgresFolder } from './needed.mjs'

export const PASSWORD = 'only-for-tests'

export interface Server {
  readonly port: number
  readonly url: string
  readonly folder: string
  /** kill -9 of all of it, as when a machine loses its power. */
  kill(): Promise<void>
  ask<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]>
}

/** A PostgreSQL of Debian with `synchronous_commit = on`, under a user without rights when root tests. */
export async function startPrimary(home: string): Promise<Server> {
  const primary = await startEmpty(home, 'primary', 'furta')
  await primary.ask('create database furta')
  return { ...primary, url: primary.url.replace(/\/postgres$/, '/furta') }
}

/** As it is made: one superuser, whose password is `PASSWORD`. */
export async function startEmpty(home: string, name: string, superuser: string): Promise<Server> {
  const folder = await freshFolder(home, name)
  const secret = join(home, 'postgres-password')
  writeFileSync(secret, PASSWORD)
  if (runner) chownSync(secret, runner.uid, runner.gid)
  await run('initdb', [
    '-D',
    folder,
    '-U',
    superuser,
    '--auth=scram-sha-256',
    `--pwfile=${secret}`,
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ])
  return start(folder, superuser)
}

/** A copy that follows; from now on the primary acknowledges nothing that the standby has not applied. */
export async function startStandby(home: string, primary: Server): Promise<Server & { promote(): Promise<void> }> {
  const folder = await freshFolder(home, 'standby')
  const from = `postgres://furta:${PASSWORD}@127.0.0.1:${primary.port}/postgres?application_name=standby`
  await run('pg_basebackup', ['-d', from, '-D', folder, '-R', '-C', '-S', 'standby', '-c', 'fast'])
  const standby = await start(folder, 'furta')
  await primary.ask("alter system set synchronous_standby_names = 'standby'")
  await primary.ask("alter system set synchronous_commit = 'remote_apply'")
  await primary.ask('select pg_reload_conf()')
  await until(async () => {
    const [row] = await primary.ask<{ sync_state: string }>('select sync_state from pg_stat_replication')
    return row?.sync_state === 'sync'
  })
  return {
    ...standby,
    url: standby.url.replace(/\/postgres$/, '/furta'),
    promote: () => run('pg_ctl', ['promote', '-D', folder, '-w', '-s']),
  }
}

/** Both hosts, as DATABASE_URL takes them. */
export function urlOfBoth(one: Server, other: Server) {
  return `postgres://furta:${PASSWORD}@127.0.0.1:${one.port},127.0.0.1:${other.port}/furta?target_session_attrs=read-write`
}

// PostgreSQL refuses to run as root.
export const runner = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined

async function start(folder: string, superuser: string): Promise<Server> {
  const port = await freePort()
  const said: string[] = []
  const child: ChildProcess = spawn(
    program('postgres'),
    ['-D', folder, '-p', String(port), '-k', '', '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200'],
    { ...runner, stdio: ['ignore', 'pipe', 'pipe'], env: { LC_ALL: 'C.UTF-8' }, cwd: folder },
  )
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => said.push(String(part)))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `postgres://${superuser}:${PASSWORD}@127.0.0.1:${port}/postgres`
  whenDone(async () => {
    child.kill('SIGQUIT')
    await ended
  })
  const server = {
    port,
    url,
    folder,
    async kill() {
      // The backends first: they would end by themselves, but only when they look up.
      const backends = execFileSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], { encoding: 'utf8' })
      child.kill('SIGKILL')
      for (const pid of backends.trim().split(/\s+/).map(Number).filter(Boolean)) {
        try {
          process.kill(pid, 'SIGKILL')
        } catch {}
      }
      await ended
    },
    async ask<Row extends pg.QueryResultRow>(statement: string) {
      const client = new pg.Client(url)
      await client.connect()
      return client
        .query<Row>(statement)
        .then(({ rows }) => rows)
        .finally(() => client.end())
    },
  }
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said.join('').slice(-500)}`)
    return server.ask('select 1').then(
      () => true,
      () => false,
    )
  })
  return server
}

async function freshFolder(home: string, name: string) {
  const folder = join(home, name)
  mkdirSync(folder, { mode: 0o700 })
  if (runner) chownSync(folder, runner.uid, runner.gid)
  chmodSync(home, 0o711)
  return folder
}

async function run(tool: string, args: readonly string[]) {
  await promisify(execFile)(program(tool), [...args], { ...runner, cwd: '/', env: { LC_ALL: 'C.UTF-8' } })
}

export function program(name: string) {
  const path = join(postgresFolder() ?? '', name)
  if (!existsSync(path)) throw new Error(`${path} is not there`)
  return path
}

export async function until(holds: () => Promise<boolean>, patience = 30_000) {
  const end = performance.now() + patience
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('It did not come about in time.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
