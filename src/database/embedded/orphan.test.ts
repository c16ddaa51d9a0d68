import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { whenDone } from '../../../test/when-done.ts'
import { settleOrphan } from './orphan.ts'

test('what listens for a moment longer than it lives is waited for; what goes on listening is another one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'furta-orphan-'))
  whenDone(async () => rmSync(folder, { recursive: true }))
  // A process that lives, and is no PostgreSQL of this data.
  const lines = [process.pid, folder, '1', '5432', '', '', '', 'ready']
  writeFileSync(join(folder, 'postmaster.pid'), lines.join('\n'))
  const other = createServer((visitor) => visitor.destroy())
  await new Promise<void>((done) => other.listen(join(folder, '.s.PGSQL.5432'), done))
  const settle = () => settleOrphan(folder, folder, () => {})

  await expect(settle()).rejects.toThrow('A PostgreSQL that this machine cannot see')
  other.once('connection', () => other.close())
  await settle()
  expect(existsSync(join(folder, '.s.PGSQL.5432'))).toBe(false)
})
