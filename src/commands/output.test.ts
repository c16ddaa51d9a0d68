import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-output-'))
let url: string
beforeAll(async () => {
  const database = await openTestDatabase()
  url = database.url
  await sql`insert into audit_events (at, event, outcome, actor, details)
    select '2026-11-24 12:00Z', 'sign-in', 'failure', 'person', '{"because": "wrong-password"}'
    from generate_series(1, 5000)`.execute(database.db)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The command line in a process of its own: what stands on a file or a pipe is not the stream of a test. */
function furta(args: readonly string[], stdout: 'pipe' | number = 'pipe') {
  const child = spawn(process.execPath, ['src/furta.ts', ...args], {
    env: { NODE_ENV: 'test', DATABASE_URL: url, DATA_DIR: folder },
    stdio: ['ignore', stdout, 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, ended, complaint: text(child.stderr as NonNullable<typeof child.stderr>) }
}

const breachReport = ['breach', 'report', '--from', '2026-11-01', '--to', '2026-11-08', '--key', 'app']

test.skipIf(!existsSync('/dev/full')).each([
  ['a trail', ['audit', 'export']],
  ['a list of people', breachReport],
  ['what a command has to tell', ['audit', 'restart', '--reason', 'a full disk']],
])('%s that a full disk cuts off is no success: a sentence says so', async (_, args) => {
  const { ended, complaint } = furta(args, openSync('/dev/full', 'w'))
  expect([await ended, (await complaint).split('\n').at(-2)]).toEqual([
    1,
    'What was printed is not whole: the disk is full.',
  ])
  expect(await complaint).not.toMatch(/^ +at /m)
})

test('a slow reader gets every line, and one who goes away ends the command without a word', async () => {
  const slow = furta(['audit', 'export', '--until', '2026-11-24'])
  let lines = 0
  for await (const part of slow.child.stdout ?? []) {
    lines += String(part).split('\n').length - 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect([lines, await slow.ended, await slow.complaint]).toEqual([5000, 0, ''])

  const gone = furta(['audit', 'export'])
  gone.child.stdout?.once('data', () => gone.child.stdout?.destroy())
  expect([await gone.ended, await gone.complaint]).toEqual([1, ''])
})
