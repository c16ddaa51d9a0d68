import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { type Clock, systemClock } from '../world/index.ts'
import { withLine, withRegistry, withUnchanged } from './open.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-commands-'))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

test('a command that is given no settings makes no database of its own to do its work in, and says what it lacks', async () => {
  const dataDir = join(folder, 'data')
  vi.stubEnv('DATA_DIR', dataDir)
  vi.stubEnv('DATABASE_URL', '')
  const work = vi.fn(async () => {})
  for (const open of [() => withRegistry(work), () => withUnchanged(work), () => withLine('furta backup', work)])
    await expect(open()).rejects.toThrow(`There is no database in ${dataDir} (DATA_DIR), and DATABASE_URL names none.`)
  expect(work).not.toHaveBeenCalled()
  expect(existsSync(dataDir)).toBe(false)
})

test('a DATABASE_URL that leads nowhere is a sentence of what to do, for every command', async () => {
  vi.stubEnv('DATABASE_URL', 'nonsense')
  for (const open of [
    () => withRegistry(async () => {}),
    () => withUnchanged(async () => {}),
    () => withLine('x', async () => {}),
  ])
    await expect(open()).rejects.toMatchObject({
      name: 'BadDatabase',
      message: expect.stringContaining('DATABASE_URL'),
    })
})

test('a command does nothing to the registry on a machine whose clock and that of PostgreSQL are apart', async () => {
  const { url } = await openTestDatabase()
  vi.stubEnv('DATABASE_URL', url)
  const work = vi.fn(async () => {})
  const at = (minutes: number): Clock => ({
    ...systemClock,
    now: () => new Date(systemClock.now().getTime() + minutes * 60_000),
  })
  for (const minutes of [6, -6])
    await expect(withRegistry(work, at(minutes))).rejects.toMatchObject({
      name: 'Refused',
      message: expect.stringContaining('6 minutes apart'),
    })
  expect(work).not.toHaveBeenCalled()
  await withRegistry(work, at(4))
  expect(work).toHaveBeenCalledOnce()
})
