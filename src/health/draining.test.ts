import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { freePort } from '../../test/university.ts'
import { whenDone } from '../../test/when-done.ts'

test('a node that is told to stop says at once that it is not ready, serves until the grace is over, and ends by itself', async () => {
  const { url } = await openTestDatabase()
  const node = await startNode({ DATABASE_URL: url, DRAIN_GRACE: '1s' })
  expect(await node.status('/readyz')).toBe(200)

  const told = performance.now()
  node.child.kill('SIGTERM')
  await expect.poll(() => node.status('/readyz'), { interval: 10 }).toBe(503)
  expect(performance.now() - told).toBeLessThan(900)
  expect(await node.status('/healthz')).toBe(200)
  expect(await node.status('/cas/login')).toBe(200)

  expect(await node.ended).toBe(0)
  expect(performance.now() - told).toBeGreaterThanOrEqual(1_000)
  expect(await node.status('/healthz')).toBe('nobody listens')
})

test('without a grace, as in development, it ends at once', async () => {
  const { url } = await openTestDatabase()
  const node = await startNode({ DATABASE_URL: url })
  const told = performance.now()
  node.child.kill('SIGINT')
  expect(await node.ended).toBe(0)
  expect(performance.now() - told).toBeLessThan(900)
})

/** The program as it is shipped, in a process of its own. */
async function startNode(environment: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'furta-draining-'))
  const port = await freePort()
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: {
      NODE_ENV: 'test',
      PORT: String(port),
      LOG_LEVEL: 'warn',
      DEMO: 'no',
      DATA_DIR: folder,
      DATABASE_CONNECTIONS: '4',
      HASHES_AT_ONCE: '1',
      ...environment,
    },
    stdio: 'ignore',
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  whenDone(async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true })
  })
  const status = (path: string) =>
    fetch(`http://localhost:${port}${path}`).then(
      async (answer) => {
        await answer.arrayBuffer()
        return answer.status
      },
      () => 'nobody listens' as const,
    )
  await expect.poll(() => answersOrGone(child, status), { timeout: 20_000, interval: 50 }).toBe(200)
  return { child, ended, status }
}

async function answersOrGone(child: ChildProcess, status: (path: string) => Promise<number | string>) {
  return child.exitCode === null ? status('/readyz') : `ended with ${child.exitCode}`
}
