import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { startMailServer } from '../../test/mail-server.ts'
import { startNameServer } from '../../test/name-server.ts'
import { beginKeyChecks } from '../key-checks/index.ts'
import { keyring, Secret } from '../world/index.ts'
import { run } from './doctor.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-doctor-'))
afterEach(() => {
  process.exitCode = undefined
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

test('npm run furta -- doctor: looks at everything, sends the letter it was asked for, says what to do, and prints no secret', async () => {
  const { url, db } = await openTestDatabase()
  const secret = 'only-for-tests-abcdefghijklmnopqrstuvwxyz-0123456789'
  await beginKeyChecks(
    db,
    { app: keyring(new Secret('another-key-abcdefghijklmnopqrstuvwxyz-0123456789')) },
    new Date(),
  )
  const mail = await startMailServer({ wantsSignIn: true })
  const resolver = await startNameServer({ 'uni.pl': { mx: ['mx.uni.pl'], txt: ['v=spf1 mx -all'] } })
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('DATA_DIR', folder)
  vi.stubEnv('APP_SECRET', secret)
  vi.stubEnv('SMTP_URL', `smtp://desk:Rower-pod-mostem-7@127.0.0.1:${mail.port}`)
  vi.stubEnv('MAIL_FROM', 'Desk <desk@uni.pl>')
  vi.stubEnv('PUBLIC_ORIGIN', 'http://localhost:1')
  const printed: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  const said = () => printed.splice(0).join('\n')

  await run(['--resolver', resolver, '--letter-to', 'Anna@uni.pl'])
  const text = said()
  expect(process.exitCode).toBe(1)
  expect(text).toMatch(/^fine {4}settings: /m)
  expect(text).toMatch(/^fine {4}what a stranger may learn: DISCLOSURE=page: .*OTHER_ADDRESSES=explain: /m)
  expect(text).toMatch(/^fine {4}password rules: PASSWORD_PROFILE=manual: /m)
  expect(text).toMatch(/^BROKEN {2}database: fsync is off[^\n]*\n {10}→ Set fsync = on\.$/m)
  expect(text).toMatch(/^BROKEN {2}keys: APP_SECRET is not the one/m)
  expect(text).toMatch(/^fine {4}password hashes: One takes \d+ ms/m)
  expect(text).toMatch(/^fine {4}mail server: 127\.0\.0\.1 is there and took a letter/m)
  expect(text).toMatch(/^look {4}DMARC: /m)
  expect(text).toMatch(/^BROKEN {2}front door: http:\/\/localhost:1 does not answer \(ECONNREFUSED\)/m)
  expect(text).toMatch(/\n\d+ fine, \d+ to look at, \d+ broken\.$/)
  expect(mail.letters).toMatchObject([{ from: 'desk@uni.pl', to: ['anna@uni.pl'] }])
  for (const hidden of [secret, 'Rower-pod-mostem', new URL(url).password]) expect(text).not.toContain(hidden)

  // A server that repeats the password in its refusal: the code alone is told.
  const strict = await startMailServer({
    recipient: () => ({ status: 550, text: 'Rower-pod-mostem-7 may not send' }),
  })
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${strict.port}`)
  vi.stubEnv('INSTITUTION_FILE', join(folder, 'institution.yaml'))
  writeFileSync(join(folder, 'institution.yaml'), 'short: [\n')
  await run(['--json', '--resolver', resolver, '--letter-to', 'anna@uni.pl'])
  const wrong = JSON.parse(said()) as { about: string; verdict: string; says: string }[]
  expect(wrong.find(({ about }) => about === 'institution file')).toMatchObject({ verdict: 'broken' })
  vi.stubEnv('INSTITUTION_FILE', 'institution.yaml')
  await run(['--json', '--resolver', resolver, '--letter-to', 'anna@uni.pl'])
  const refused = (JSON.parse(said()) as typeof wrong).find(({ about }) => about === 'mail server')
  expect(refused).toMatchObject({
    verdict: 'broken',
    says: expect.stringMatching(/did not take the letter \(\S+ 550\)\.$/),
  })
  expect(JSON.stringify(refused)).not.toContain('Rower')

  vi.stubEnv('DATABASE_URL', 'postgres://furta:Rower-pod-mostem-7@127.0.0.1:1/furta')
  await run(['--json', '--resolver', resolver])
  expect(said()).toMatch(
    /"database",\s+"verdict": "broken",\s+"says": "No PostgreSQL listens where DATABASE_URL says \(ECONNREFUSED\)/,
  )

  // Beneath a file nobody may enter anything, root neither.
  writeFileSync(join(folder, 'file'), '')
  vi.stubEnv('DATA_DIR', join(folder, 'file', 'data'))
  vi.stubEnv('DATABASE_URL', '')
  await run(['--resolver', resolver])
  const closed = said()
  expect(closed).toMatch(/^BROKEN {2}data folder: \S+data cannot be entered by this user \(ENOTDIR\)\.$/m)
  expect(closed).toMatch(
    /^BROKEN {2}database: It lies in \S+data \(DATA_DIR\), which this user may not enter \(ENOTDIR\)/m,
  )
  vi.stubEnv('DATABASE_URL', url)
  vi.stubEnv('PESEL_KEY', 'only-for-tests-zyxwvutsrqponmlkjihgfedcba-9876543210')
  await run(['--resolver', resolver])
  const without = said()
  expect(without).toMatch(/^BROKEN {2}audit trail: \S+audit-witness\.json cannot be read \(ENOTDIR\)/m)
  expect(without).toMatch(/^fine {4}jobs: /m)

  vi.stubEnv('PORT', 'eighty')
  vi.stubEnv('PESEL_KEY', 'short')
  await run([])
  expect(said()).toMatch(
    /BROKEN {2}settings: PORT must be .*\n.*\n.*BROKEN {2}settings: PESEL_KEY is too short.*\n(.*\n)*\n0 fine/,
  )
  await expect(run(['--letter-to', 'nobody'])).rejects.toThrow('nobody is no address.')
  await expect(run(['--everything'])).rejects.toThrow(/npm run furta -- doctor/)
})
