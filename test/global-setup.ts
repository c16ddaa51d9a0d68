import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { buildAssets } from '../bin/build.mjs'
import { loadInstitution } from '../src/config/index.ts'
import { createHashGate } from '../src/credentials/index.ts'
import { startEmbeddedPostgres } from '../src/database/embedded/index.ts'
import { migrateToLatest, openDatabase } from '../src/database/index.ts'
import { seedDemoUniversity } from '../src/demo/index.ts'
import { migrateJobs } from '../src/jobs/index.ts'
import { HandSetClock, systemRandom } from '../src/world/index.ts'
import type { Template } from './database.ts'
import { databaseUrl } from './database-url.ts'
import { MORNING, testKeys } from './morning.ts'
import { type Hashing, hashMemory } from './shared-threads.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    testServerUrl: string
  }
}

let server: ReturnType<typeof startServer> | undefined

let assets: Promise<unknown> | undefined

/** One PostgreSQL for all tests, with one migrated database that every test's own database is copied from. */
export default async function setup(project: TestProject) {
  // Each project of vitest calls this; the server is one.
  server ??= startServer()
  assets ??= buildAssets(join(project.config.root, 'dist', 'assets'))
  const { url, stop } = await server
  await assets
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
  await Promise.all([seedUniversity(url, 'university', 'real'), seedUniversity(url, 'quick_university', 'quick')])
  return { url, stop }
}

/** The same tables with the demo university in them: hashing its passwords once is enough. */
async function seedUniversity(url: string, name: Template, hashing: Hashing) {
  const server = openDatabase(url, { connections: 4, onError: () => {} })
  await sql`CREATE DATABASE ${sql.ref(name)} TEMPLATE template STRATEGY FILE_COPY`.execute(server.db)
  await server.close()

  const university = openDatabase(databaseUrl(url, name), { connections: 4, onError: () => {} })
  const hashGate = await createHashGate({ memory: hashMemory[hashing], passes: 2, atOnce: 2, queue: 100 })
  await seedDemoUniversity({
    db: university.db,
    world: { clock: new HandSetClock(MORNING), random: systemRandom },
    hashGate,
    peselKeys: testKeys.pesel,
    mailDomain: loadInstitution('institution.yaml').mailDomain,
  })
  await Promise.all([university.close(), hashGate.stop()])
}
