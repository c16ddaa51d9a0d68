import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { savePerson } from '../../test/person.ts'
import { removePassword } from '../credentials/index.ts'
import vectors from '../credentials/old-hashes/vectors.json' with { type: 'json' }
import { asPersonId } from '../database/index.ts'
import { run } from './hashes.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-hashes-'))
afterEach(() => {
  process.exitCode = undefined
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

test('npm run furta -- hashes import: takes what it can, names the rest by row, and never shows a hash', async () => {
  const { url, db } = await openTestDatabase()
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('DATA_DIR', folder)
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  const said = () => printed.splice(0).join('\n')
  for (const usosId of ['1', '2', '3'])
    await savePerson(db, new Date(), { id: `p${usosId}`, usosId, assignedAddress: `p${usosId}@agh.edu.pl` })
  const hash = (by: string) => vectors.find((one) => one.by === by)?.hash ?? ''
  const file = join(folder, 'list.csv')
  const argon2 = hash('argon2-cffi I')
  // With a separator that argon2 has in itself, and a column that is not read.
  writeFileSync(
    file,
    `id,name,password_hash\n1,x,${argon2}\n2,x,${hash('passlib ldap_salted_sha1')}\n3,x,${'a'.repeat(32)}\n9,x,${argon2}\n`,
  )

  await run(['import', file, '--dry-run'])
  expect(said()).toMatch(
    /^Would be taken: 2\n {2}argon2: 1\n {2}sha: 1\nHave a password here, which stays: 0\nLeft out: 2\n/,
  )
  await run([])
  expect(said()).toBe('Nobody has a password yet.')
  await run(['import', file])
  const report = said()
  expect(report).toMatch(/^Taken: 2\n/)
  expect(report).toContain('Row 4: an NT hash, DES crypt, plain MD5 or the password itself')
  expect(report).toContain('Row 5: the registry does not know this person.')
  expect(process.exitCode).toBe(1)
  for (const secret of [argon2, 'aaaaaaaa']) expect(report).not.toContain(secret)
  expect(JSON.stringify(await db.selectFrom('audit_events').select('details').execute())).not.toContain('$')
  await run([])
  // A first sign-in hashes twice in our way as well.
  expect(said()).toMatch(
    / {6}1 {2}argon2 \(m=1024,t=2\) .* 0\.04 s of a core\n {6}1 {2}sha .*, a first sign-in takes about 0\.04 s of a core/,
  )

  // Whoever has never come loses nothing but the old hash.
  await expect(run(['drop', 'sha', '--older-than', '0'])).rejects.toThrow('say --for-good')
  await expect(run(['drop', 'sha', '--for-good'])).rejects.toThrow('--older-than takes a number of days')
  await expect(run(['drop', 'md4', '--older-than', '0', '--for-good'])).rejects.toThrow('One kind is needed: bcrypt,')
  await run(['drop', 'sha', '--older-than', '1', '--for-good'])
  expect(said()).toMatch(/^Forgotten: 0\./)
  await run(['drop', 'sha', '--older-than', '0', '--for-good'])
  expect(said()).toMatch(/^Forgotten: 1\./)
  await run([])
  expect(said()).toMatch(/^ {6}1 {2}argon2 [^\n]*$/)
  const dropped = db.selectFrom('audit_events').select(['person_id', 'actor', 'details'])
  expect(await dropped.where('event', '=', 'old-password-dropped').execute()).toEqual([
    { person_id: 'p2', actor: 'operator', details: { kind: 'sha' } },
  ])

  // One that was taken away stays, so that no list brings it back, and the command does not pass over it in silence.
  await db.transaction().execute((trx) => removePassword(trx, asPersonId('p1'), { now: new Date(), keep: 5 }))
  await run(['drop', 'argon2', '--older-than', '0', '--for-good'])
  expect(said()).toMatch(/^Forgotten: 0\.[^\n]*\nKept: 1 of this kind that were taken away here\./)
  await run(['drop', 'sha', '--older-than', '0', '--for-good'])
  expect(said()).toMatch(/^Forgotten: 0\.[^\n]*$/)

  writeFileSync(file, 'login;hash\n1;x\n')
  await expect(run(['import', file])).rejects.toThrow('The first row has to name the columns')
  await expect(run(['import', join(folder, 'nothing')])).rejects.toThrow('There is no file')
  await expect(run(['export'])).rejects.toThrow('“hashes” has no “export”.')
})
