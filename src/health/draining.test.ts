import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { runProgram } from '../../test/program-process.ts'
import { whenDone } from '../../test/when-done.ts'

test('a node that is told to stop says at once that it is not ready, serves until the grace is over, and ends by itself', async () => {
  const { url } = await openTestDatabase()
  const node = await startNode({ DATABASE_URL: url, DRAIN_GRACE: '5s' })
  expect(await node.status('/readyz')).toBe(200)

  const told = performance.now()
  const ended = node.stop('SIGTERM')
  await expect.poll(() => node.status('/readyz'), { interval: 10 }).toBe(503)
  expect(performance.now() - told).toBeLessThan(4_000)
  expect(await node.status('/healthz')).toBe(200)
  expect(await node.status('/cas/login')).toBe(200)

  expect(await ended).toBe(0)
  expect(performance.now() - told).toBeGreaterThanOrEqual(5_000)
  expect(await node.status('/healthz')).toBe('nobody listens')
})

test('without a grace, as in development, it ends at once', async () => {
  const { url } = await openTestDatabase()
  const node = await startNode({ DATABASE_URL: url })
  const told = performance.now()
  expect(await node.stop('SIGINT')).toBe(0)
  expect(performance.now() - told).toBeLessThan(4_000)
})

/** The program as it is shipped, in a process of its own. */
function startNode(environment: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'furta-draining-'))
  whenDone(async () => rmSync(folder, { recursive: true, force: true }))
  return runProgram({
    name: 'the node that drains',
    environment: {
      LOG_LEVEL: 'warn',
      DEMO: 'no',
      DATA_DIR: folder,
      DATABASE_CONNECTIONS: '4',
      HASHES_AT_ONCE: '1',
      ...environment,
    },
  })
}
