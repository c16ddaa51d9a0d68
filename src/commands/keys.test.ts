import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { run } from './keys.ts'

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** A database that the command finds by its settings. */
async function operator() {
  const { url } = await openTestDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'furta-keys-'))
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('DATA_DIR', folder)
  cleanUps.push(() => rmSync(folder, { recursive: true }))
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  return { printed: () => printed.splice(0).join('\n') }
}

test('npm run furta -- keys: lists, rotates, and retires what signs no more', async () => {
  const { printed } = await operator()
  await run(['list'])
  expect(printed()).toMatch(/^No signing keys yet/)
  await run(['rotate'])
  const rotated = printed()
  expect(rotated.match(/ {2}(RS256|ES256) {2}signs since /g)).toHaveLength(2)
  expect(rotated.match(/ {2}(RS256|ES256) {2}published, signs from /g)).toHaveLength(2)
  const next = /^(\S+) .*published/m.exec(rotated)?.[1] ?? ''
  const signing = /^(\S+) .*signs since/m.exec(rotated)?.[1] ?? ''
  await run(['retire', next])
  expect(printed()).not.toContain(next)
  await expect(run(['retire', signing])).rejects.toThrow(/rotate --at-once/)
  await expect(run(['retire', 'nobody'])).rejects.toThrow('There is no such key')
  await expect(run(['turn'])).rejects.toThrow(/keys rotate/)
})
