import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { findRunningEmbeddedPostgres, startEmbeddedPostgres } from './index.ts'

test('a command finds the database of a running program, and none before and after', async () => {
  const base = mkdtempSync(join(tmpdir(), 'furta-running-'))
  chmodSync(base, 0o711)
  const dataDir = join(base, 'data')
  expect(findRunningEmbeddedPostgres(dataDir)).toBeUndefined()

  const server = await startEmbeddedPostgres({ dataDir })
  const client = new pg.Client(findRunningEmbeddedPostgres(dataDir))
  await client.connect()
  expect((await client.query('select current_user as name')).rows).toEqual([{ name: 'furta' }])
  await client.end()
  await server.stop()

  expect(findRunningEmbeddedPostgres(dataDir)).toBeUndefined()
  rmSync(base, { recursive: true, force: true })
})
