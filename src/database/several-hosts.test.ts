import { sql } from 'kysely'
import { expect, inject, test } from 'vitest'
import { cableTo } from '../../test/faults/cable.ts'
import { whenDone } from '../../test/when-done.ts'
import { openDatabase, openLine } from './index.ts'
import { urlsOf } from './several-hosts.ts'

test('a URL with one host is left as it is', () => {
  const url = 'postgres://furta:p%40ss@db.example.edu:5432/furta?sslmode=verify-full'
  expect(urlsOf(url)).toEqual([url])
  expect(urlsOf('postgres:///furta?host=/run/postgresql')).toEqual(['postgres:///furta?host=/run/postgresql'])
})

test('one with several is one URL for each, with everything else', () => {
  expect(
    urlsOf('postgres://furta:p,w@one:5432,two:5433/furta?target_session_attrs=read-write&sslmode=verify-full'),
  ).toEqual([
    'postgres://furta:p,w@one:5432/furta?sslmode=verify-full',
    'postgres://furta:p,w@two:5433/furta?sslmode=verify-full',
  ])
  expect(urlsOf('postgresql://one,[::1]:5433/furta?target_session_attrs=read-write')).toEqual([
    'postgresql://one/furta',
    'postgresql://[::1]:5433/furta',
  ])
})

test('of two servers the one that is there is found, by pages and by the one connection of a backup', async () => {
  const server = new URL(inject('testServerUrl'))
  const socket = { path: `${server.searchParams.get('host')}/.s.PGSQL.5432` }
  const [away, there] = [await cableTo(socket), await cableTo(socket)]
  away.line = 'cut'
  const hosts = [away, there].map(({ port }) => `127.0.0.1:${port}`).join(',')
  const url = `postgres://${server.username}:${server.password}@${hosts}${server.pathname}?target_session_attrs=read-write`

  const database = openDatabase(url, { connections: 4, onError: () => {} })
  const line = await openLine(url, 'a test')
  whenDone(() => Promise.all([database.close(), line.close()]))
  for (const { db } of [database, line]) {
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(db)
    expect(rows).toEqual([{ one: 1 }])
  }
})
