import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../src/database/embedded/index.ts'
import { migrateToLatest, openDatabase } from '../src/database/index.ts'
import { migrateJobs } from '../src/jobs/index.ts'
import { databaseUrl } from './database-url.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    testServerUrl: string
  }
}

let server: ReturnType<typeof startServer> | undefined

/** One PostgreSQL for all tests, with one migrated database that every test's own database is copied from. */
export default async function setup(project: TestProject) {
  // Each project of vitest calls this; the server is one.
  server ??= startServer()
  const { url, stop } = await server
  project.provide('testServerUrl', url)
  return stop
}

async function startServer() {
  const { url, stop } = await startEmbeddedPostgres({ forTests: true })
  const { db, close } = openDatabase(url, { connections: 4, onError: () => {} })
  await sql`CREATE DATABASE template`.execute(db)
  await close()

  const template = openDatabase(databaseUrl(url, 'template'), { connections: 4, onError: () => {} })
  await migrateToLatest(template.db)
  await migrateJobs(databaseUrl(url, 'template'))
  await template.close()
  return { url, stop }
}
