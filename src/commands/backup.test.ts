import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { savePerson } from '../../test/person.ts'
import { startEmbeddedPostgres } from '../database/embedded/index.ts'
import { run as backup } from './backup.ts'
import { withRegistry } from './open.ts'
import { run as restore } from './restore.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-backup-'))
// PostgreSQL, which does not run as root, may enter: its files would else lie elsewhere, and be left there.
chmodSync(folder, 0o711)
const at = (name: string) => join(folder, name)
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

test('npm run furta -- backup and restore: the embedded database, from one data folder to another, with its keys brought along', async () => {
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  const said = () => printed.splice(0).join('\n')
  vi.stubEnv('DATA_DIR', at('one'))
  await (await startEmbeddedPostgres({ dataDir: at('one') })).stop()
  await withRegistry(async ({ db }) => {
    await savePerson(db, new Date('2026-11-28T12:00:00Z'), { id: 'ada' })
    await expect(backup([at('night')])).rejects.toThrow(/BACKUP_RECIPIENTS names nobody/)
    await backup(['key', at('secret')])
    const recipient = /^BACKUP_RECIPIENTS=(age1\w+)$/m.exec(said())?.[1] ?? ''
    vi.stubEnv('BACKUP_RECIPIENTS', recipient)
    await backup([at('night')])
    expect(said()).toMatch(
      /^Backup \S+ is in \S+night: \d+ rows, [\d.]+ MB, encrypted, in [\d.]+ s\.\nAPP_SECRET and PESEL_KEY are not/,
    )
    await expect(backup([at('night')])).rejects.toThrow(/is there already/)
    await backup(['check', at('night'), '--identity', at('secret')])
    expect(said()).toMatch(/is whole: \d+ rows, 1 people/)
    await expect(backup(['check', at('night')])).rejects.toThrow(/--identity/)
    await expect(backup([])).rejects.toThrow(/backup FILE/)
    for (const word of ['key', 'check']) {
      await expect(backup([word])).rejects.toThrow(`The file is missing: npm run furta -- backup ${word} FILE`)
      expect(existsSync(word)).toBe(false)
    }
    await expect(restore([at('night'), '--identity', at('secret')])).rejects.toThrow(/program is running/)
  })

  vi.stubEnv('DATA_DIR', at('two'))
  await expect(restore([at('night'), '--identity', at('secret')])).rejects.toThrow(/^APP_SECRET and PESEL_KEY are not/)
  expect(existsSync(join(at('two'), 'postgres'))).toBe(false)
  for (const name of ['APP_SECRET', 'PESEL_KEY'])
    vi.stubEnv(`${name}_FILE`, join(at('one'), 'keys', `${name.toLowerCase().replace('_', '-')}.key`))
  // What this node has seen of the trail before its database was lost.
  const seen = { position: '9999', digest: 'ab'.repeat(32), at: new Date() }
  writeFileSync(join(at('two'), 'audit-witness.json'), JSON.stringify(seen))
  await restore([at('night'), '--identity', at('secret')])
  expect(said()).toMatch(
    /rows\.\n(.*\n)*The audit trail of the backup is whole(.*\n)*.*up to seal 9999(.*\n)*.*audit restart/,
  )

  writeFileSync(at('erased'), '{"event":"sign-in","person":"eve"}\n{"event":"person-erased","person":"ada"}\n')
  await restore([at('night'), '--identity', at('secret'), '--replace', '--erased', at('erased')])
  expect(said()).toMatch(/Erased again, as they had been erased since: 1\./)
}, 90_000)
