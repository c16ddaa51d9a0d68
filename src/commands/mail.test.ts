import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { report } from '../../test/bounces.ts'
import { openTestDatabase } from '../../test/database.ts'
import { postLetter } from '../mail/index.ts'
import { run } from './mail.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-mail-'))
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  process.exitCode = undefined
})

function printing(kind: 'log' | 'error' = 'log') {
  const printed: string[] = []
  vi.spyOn(console, kind).mockImplementation((line: string) => void printed.push(line))
  return () => printed.splice(0).join('\n')
}

async function* piped(...parts: Buffer[]) {
  yield* parts
}

test('npm run furta -- mail dkim: a key that only its owner reads, and what the DNS must hold', async () => {
  const printed = printing()
  const file = join(folder, 'key.pem')
  vi.stubEnv('MAIL_FROM', 'USOS <usos-desk@uni.example>')
  vi.stubEnv('DKIM_SELECTOR', 'furta2026')
  await run(['dkim', file])
  expect(readFileSync(file, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const said = printed()
  expect(said).toMatch(/^furta2026\._domainkey\.uni\.example\. IN TXT \( "v=DKIM1; k=rsa; p=MII\S{20,}/m)
  for (const [, string = ''] of said.matchAll(/"([^"]*)"/g)) expect(string.length).toBeLessThanOrEqual(255)
  await expect(run(['dkim', file])).rejects.toThrow(/is there already/)
  const nowhere = join(folder, 'nowhere', 'key.pem')
  await expect(run(['dkim', nowhere])).rejects.toMatchObject({
    name: 'BadFile',
    message: expect.stringMatching(/key\.pem cannot be written \(ENOENT\)\. Is the folder there/),
  })
  await expect(run(['send'])).rejects.toThrow(/mail dkim/)
  rmSync(folder, { recursive: true })
})

test('npm run furta -- mail bounce: what a mail server pipes in is noted; without a database it is asked to try later', async () => {
  const { db, url } = await openTestDatabase()
  vi.stubEnv('DATABASE_URL', url)
  const printed = printing()
  const content = { subject: 'x', text: 'x', html: 'x' }
  const now = new Date()
  const letter = {
    kind: 'password-set',
    person: undefined,
    recipient: 'anna@uni.example',
    language: 'pl',
    content,
    now,
  } as const
  const id = await db.transaction().execute((trx) => postLetter(trx, letter))
  await db.updateTable('letters').set({ state: 'sent' }).execute()
  const { bounce_token } = await db
    .selectFrom('letters')
    .select('bounce_token')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const source = report({ envelopeId: bounce_token ?? '' })
  await run(['bounce'], piped(source.subarray(0, 100), source.subarray(100)))
  await run(['bounce'], piped(report({})))
  await run(['bounce'], piped(Buffer.from('Subject: hello\n\nhello')))
  expect(printed()).toBe('Noted at the letter.\nA bounce, but of no letter here.\nThis is no bounce.')
  expect(process.exitCode).toBeUndefined()

  printing('error')
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
  await run(['bounce'], piped(source))
  expect(process.exitCode).toBe(75)
})
