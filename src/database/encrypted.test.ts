import { chownSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { selfSignedCertificate } from '../../test/certificate.ts'
import { postgresFolder } from '../../test/nodes/needed.mjs'
import { runner, startPrimary, until } from '../../test/nodes/postgres.ts'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { type Db, openDatabase, openLine, openPool, reachDatabase } from './index.ts'

/** A PostgreSQL of Debian that lets nobody in who does not speak TLS, as managed ones do. */
async function startEncrypted() {
  const home = temporaryFolder('encrypted')
  const { folder, url, port, ask } = await startPrimary(home)
  const { key, cert } = selfSignedCertificate('localhost')
  const authority = join(home, 'authority.pem')
  writeFileSync(authority, cert)
  const laid = { 'server.key': key, 'server.crt': cert, 'pg_hba.conf': 'hostssl all all 127.0.0.1/32 scram-sha-256\n' }
  for (const [name, content] of Object.entries(laid)) {
    const file = join(folder, name)
    writeFileSync(file, content, { mode: 0o600 })
    if (runner) chownSync(file, runner.uid, runner.gid)
  }
  await ask('alter system set ssl = on')
  await ask('select pg_reload_conf()')
  const named = url.replace('127.0.0.1', 'localhost')
  const encrypted = `${named}?sslmode=verify-full&sslrootcert=${authority}`
  await until(() =>
    reachDatabase(encrypted).then(
      () => true,
      () => false,
    ),
  )
  return { home, port, plain: named, authority, encrypted }
}

const isEncrypted = (db: Db) =>
  sql<{ ssl: boolean }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`
    .execute(db)
    .then(({ rows }) => rows[0]?.ssl)

const there = test.runIf(postgresFolder())
let server: Awaited<ReturnType<typeof startEncrypted>>
beforeAll(async () => {
  if (postgresFolder()) server = await startEncrypted()
}, 60_000)

there(
  'with sslmode=verify-full every connection of a node is encrypted, to one server or to the one of several that takes writes',
  async () => {
    const { encrypted, port } = server
    const several = encrypted
      .replace(`localhost:${port}`, `localhost:${port},localhost:${port}`)
      .replace('?', '?target_session_attrs=read-write&')
    for (const url of [encrypted, several]) {
      await reachDatabase(url)
      const { db, quick, hashing, close } = openDatabase(url, { connections: 10, onError: () => {} })
      onTestFinished(close)
      const line = await openLine(url, 'test')
      onTestFinished(() => line.close())
      const pools = [db, quick, hashing.db, hashing.quick]
      expect(new Set(pools).size).toBe(4)
      expect(await Promise.all([...pools, line.db].map(isEncrypted))).toEqual([true, true, true, true, true])

      const jobs = openPool(url, 2, { onError: () => {} })
      onTestFinished(() => jobs.end())
      const listening = await jobs.connect()
      const heard = new Promise((resolve) => listening.on('notification', ({ payload }) => resolve(payload)))
      await listening.query('listen news')
      await jobs.query("select pg_notify('news', 'of work')")
      expect(await heard).toBe('of work')
      listening.release()
    }
  },
  60_000,
)

there(
  'an authority that is not trusted, another name, and no encryption on one of the two sides are sentences of what to do',
  async () => {
    const { plain, encrypted, authority, home } = server
    const said = (url: string) => reachDatabase(url).then(String, String)
    expect(await said(plain)).toMatch(/^BadDatabase: .*pg_hba\.conf, .*sslmode=verify-full/)

    const another = join(home, 'another.pem')
    writeFileSync(another, selfSignedCertificate('localhost').cert)
    for (const url of [`${plain}?sslmode=verify-full`, encrypted.replace(authority, another)])
      expect(await said(url)).toMatch(/^BadDatabase: .*authority that is not trusted.*sslrootcert/)
    expect(await said(encrypted.replace('localhost', '127.0.0.1'))).toMatch(/^BadDatabase: .*for another name/)

    const superuser = new pg.Client(encrypted)
    await superuser.connect()
    await superuser.query('alter system set ssl = off')
    await superuser.query('select pg_reload_conf()').finally(() => superuser.end())
    await expect.poll(() => said(encrypted)).toMatch(/^BadDatabase: .*set ssl = on/)
  },
  60_000,
)
