import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Database, type Db, openDatabase } from '../src/database/index.ts'
import { databaseUrl } from './database-url.ts'
import { whenDone } from './when-done.ts'

/** A migrated database of one's own on a real PostgreSQL, gone when the test (or the file) that asked for it ends. */
export async function testDatabase(): Promise<Db> {
  return (await openTestDatabase()).db
}

/** Tables alone, or the demo university in them, with hashes of the real cost or quick ones; `template1`: nothing at all. */
export type Template = 'template' | 'university' | 'quick_university' | 'template1'

/** The same with both pools of the program, and the URL for those who connect by themselves. */
export async function openTestDatabase(
  connections = 16,
  from: Template = 'template',
): Promise<Database & { url: string }> {
  const url = await makeDatabase(from)
  const database = openDatabase(url, { connections, onError: () => {} })
  whenDone(async () => {
    await database.close()
    await onServer(`DROP DATABASE ${nameIn(url)} WITH (FORCE)`)
  })
  return { ...database, url }
}

async function makeDatabase(from: Template) {
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY FILE_COPY`)
  return databaseUrl(inject('testServerUrl'), name)
}

let maker: Promise<pg.Client> | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * By one connection for all files of a worker: of the ten that a test opens, two were for this. It ends with the process. Whoever asks for
 * several databases at once gets one after the other: `pg` 9 takes no query while it is at work on another.
 */
function onServer(statement: string) {
  const done = last.then(async () => {
    maker ??= connectToServer()
    await (await maker).query(statement)
  })
  last = done.catch(() => {})
  return done
}

async function connectToServer() {
  const client = new pg.Client(inject('testServerUrl'))
  // The server may end before the process does, or be too busy to let one in: the next test asks it anew.
  const forget = () => {
    maker = undefined
  }
  client.on('error', forget)
  await client.connect().catch((error) => {
    forget()
    throw error
  })
  return client
}

function nameIn(url: string) {
  return new URL(url).pathname.slice(1)
}
