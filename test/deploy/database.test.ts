import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { migrateToLatest, openDatabase } from '../../src/database/index.ts'
import { judgeDatabase } from '../../src/doctor/database-findings.ts'
import { findDatabaseFacts } from '../../src/doctor/store.ts'
import { postgresFolder } from '../nodes/needed.mjs'
import { PASSWORD, program, startEmpty } from '../nodes/postgres.ts'
import { whenDone } from '../when-done.ts'
import { temporaryFolder } from './folder.ts'

// What `deploy/database.sql` makes in the PostgreSQL of compose.

test('compose hands the script to the image of PostgreSQL, whose superuser it is written for', () => {
  const { postgres } = parse(readFileSync('deploy/compose.yaml', 'utf8'), { merge: true }).services
  expect(postgres.volumes).toContain('./database.sql:/docker-entrypoint-initdb.d/database.sql:ro')
  expect(postgres.environment).toEqual({ POSTGRES_PASSWORD_FILE: '/run/secrets/database-password' })
})

test.runIf(postgresFolder())(
  "the program's role owns its database and is no superuser, and nobody comes over the network as the superuser",
  async () => {
    const server = await startEmpty(temporaryFolder(), 'compose', 'postgres')
    // As the image does it: the password of the secret is in its environment.
    const script = spawnSync(
      program('psql'),
      ['-v', 'ON_ERROR_STOP=1', '--no-password', '--no-psqlrc', '-f', 'deploy/database.sql', server.url],
      { encoding: 'utf8', env: { POSTGRES_PASSWORD: PASSWORD } },
    )
    expect([script.status, script.stderr]).toEqual([0, ''])

    await expect(server.ask('select 1')).rejects.toThrow(/password authentication failed/)
    const database = openDatabase(`postgres://furta:${PASSWORD}@127.0.0.1:${server.port}/furta`, {
      connections: 4,
      onError: () => {},
    })
    whenDone(() => database.close())
    await migrateToLatest(database.db)
    const facts = await findDatabaseFacts(database.db)
    expect(facts).toMatchObject({ superuser: false, mayCreate: true, encoding: 'UTF8' })
    const found = judgeDatabase(facts, { connections: 10, now: facts.at })
    expect(found.filter(({ verdict }) => verdict !== 'fine')).toEqual([])
  },
  60_000,
)
