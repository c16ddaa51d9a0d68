import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { databaseUrl } from '../../test/database-url.ts'
import { reachDatabase } from './reach.ts'

const { url } = await openTestDatabase(2, 'template1')

const said = (of: string) =>
  reachDatabase(of).then(
    () => 'fine',
    (error: Error) => `${error.name}: ${error.message}`,
  )

async function on(of: string, statement: string) {
  const client = new pg.Client(of)
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

test('a database that can be worked with is fine, empty or not', async () => {
  expect(await said(url)).toBe('fine')
  expect(await said((await openTestDatabase(2)).url)).toBe('fine')
})

test('what is no address is told so, and nothing of a password that is written badly is repeated', async () => {
  const bad = [
    'nonsense',
    'mysql://u:p@db/furta',
    'postgres://furta:se/cret@db/furta',
    'postgres://furta:se#cret@db/furta',
    'postgres://furta:se%zzcret@db/furta',
    'postgres://furta:se?cret@db/furta',
  ]
  for (const one of bad) {
    expect(await said(one), one).toMatch(/^BadDatabase: DATABASE_URL is no address of a PostgreSQL\. .*%2F/)
    expect(await said(one), one).not.toMatch(/cret|furta:/)
  }
  const cut = 'postgres://furta.invalid:12?cret@db/furta'
  expect(await said(cut)).toMatch(/^BadDatabase: The host that DATABASE_URL names is not known .*%3F/)
  expect(await said(cut)).not.toMatch(/cret|furta:/)
})

test('nobody there, a host that is not known, a wrong password and a database that is missing are sentences of what to do', async () => {
  const closed = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
  expect(await said(`postgres://u:p@127.0.0.1:${closed}/furta`)).toMatch(
    /^BadDatabase: No PostgreSQL listens .*ECONNREFUSED/,
  )
  expect(await said(`postgres://u:p@127.0.0.1:${closed},127.0.0.1:${closed}/furta`)).toMatch(
    /^BadDatabase: None of the servers .* No PostgreSQL listens/,
  )
  expect(await said('postgres://u:p@furta.invalid/furta')).toMatch(/^BadDatabase: The host that DATABASE_URL names/)
  expect(await said(`${url}&sslmode=verify-full&sslrootcert=/nowhere.pem`)).toMatch(
    /^BadDatabase: A file that DATABASE_URL names/,
  )
  expect(await said('postgres://u@/furta?host=/nowhere')).toMatch(/^BadDatabase: No PostgreSQL listens .*ENOENT/)
  expect(await said(databaseUrl(url, 'not_there'))).toMatch(
    /^BadDatabase: The database .* is not there: CREATE DATABASE/,
  )
  expect(await said(url.replace(/:[^:@]+@/, ':wrong@'))).toMatch(
    /^BadDatabase: PostgreSQL does not take the user and the password/,
  )
})

test('another encoding than UTF-8, and a role that may make no tables, are found before anything is written', async () => {
  const latin = `latin_${randomBytes(6).toString('hex')}`
  await on(url, `create database ${latin} encoding 'LATIN1' locale_provider 'libc' locale 'C' template template0`)
  onTestFinished(() => on(url, `drop database ${latin} with (force)`))
  expect(await said(databaseUrl(url, latin))).toMatch(/^BadDatabase: .*LATIN1.*ENCODING 'UTF8'/)
  const { url: closed } = await openTestDatabase(2, 'template1')
  await on(closed, 'drop schema public')
  expect(await said(closed)).toMatch(/^BadDatabase: The role of DATABASE_URL may make no tables/)
})
