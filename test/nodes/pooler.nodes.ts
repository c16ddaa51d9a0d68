import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { reachDatabase } from '../../src/database/index.ts'
import { freePort } from '../free-port.ts'
import { whenDone } from '../when-done.ts'
import { needed } from './needed.mjs'
import { makeNode } from './node.ts'
import { runner, type Server, startPrimary, until } from './postgres.ts'

test.each(['session', 'transaction'] as const)(
  'a node that is led to pgbouncer (pool_mode = %s) says what stands in its way, writes nothing through it, and ends',
  async (mode) => {
    const home = mkdtempSync(join(tmpdir(), 'furta-nodes-'))
    whenDone(async () => rmSync(home, { recursive: true, force: true }))
    const postgres = await startPrimary(home)
    await expect(reachDatabase(postgres.url)).resolves.toBeUndefined()

    const url = await startPgbouncer(home, postgres, mode)
    const node = makeNode(mode, await freePort(), { DATABASE_URL: url, DATA_DIR: join(home, 'data') })
    await expect(node.start()).rejects.toThrow('did not start')
    expect(node.said()).toMatch(/stands a pooler, such as pgbouncer: .* Name the host and port of PostgreSQL itself\./)
    expect(node.said()).not.toMatch(/\n\s+at /)
    expect(await tablesOf(postgres.url)).toBe(0)
  },
)

/** Its clients come without a password: how it lets them in is not what is tried. */
async function startPgbouncer(home: string, postgres: Server, mode: 'session' | 'transaction'): Promise<string> {
  const { username, password, port: behind } = new URL(postgres.url)
  const port = await freePort()
  const file = join(home, 'pgbouncer.ini')
  writeFileSync(
    file,
    `[databases]
furta = host=127.0.0.1 port=${behind} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${mode}
ignore_startup_parameters = extra_float_digits, options, statement_timeout, idle_in_transaction_session_timeout
`,
  )
  const child = spawn(needed.pgbouncer?.file ?? '', ['-q', file], { ...runner, stdio: 'ignore', cwd: '/' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  whenDone(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const url = `postgres://${username}@127.0.0.1:${port}/furta`
  await until(() =>
    tablesOf(url).then(
      () => true,
      () => false,
    ),
  )
  return url
}

async function tablesOf(url: string): Promise<number> {
  const client = new pg.Client(url)
  await client.connect()
  const found = await client
    .query<{ count: number }>("select count(*)::integer as count from pg_tables where schemaname = 'public'")
    .finally(() => client.end())
  return found.rows[0]?.count ?? Number.NaN
}
