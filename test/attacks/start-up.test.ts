import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { BadSettings, openKeys, readSettings } from '../../src/config/index.ts'
import { startProgram } from '../../src/program.ts'
import { realWorld, systemRandom } from '../../src/world/index.ts'
import { openTestDatabase } from '../database.ts'
import { freePort } from '../free-port.ts'
import { testKeys } from '../morning.ts'
import { bare } from './steps.ts'

const production = {
  NODE_ENV: 'production',
  PUBLIC_ORIGIN: 'https://login.example.edu',
  APP_SECRET: 'app-Zx81kQw92LmNv73TyBc46RdPfGh50Jus',
  PESEL_KEY: 'pesel-Kj29sLw83QxMz74VbTn15YrDeFh60Gap',
  SMTP_URL: 'smtps://user:Mail-Password-771@mail.example.edu:465',
  DATABASE_URL: 'postgres://furta:Database-Password-552@db.example.edu/furta',
}

type Wrong = [what: string, changed: Record<string, string>, named: RegExp]

describe('bad settings stop the start, with a sentence that names the setting and no secret (req 13, 124)', () => {
  const wrong: Wrong[] = [
    ['no application secret', { APP_SECRET: '' }, /APP_SECRET/],
    ['no PESEL key', { PESEL_KEY: '' }, /PESEL_KEY/],
    ['a short key', { APP_SECRET: 'Short-Key-1234' }, /APP_SECRET/],
    ['a key of one letter', { PESEL_KEY: 'x'.repeat(64) }, /PESEL_KEY/],
    ['one key for both', { PESEL_KEY: production.APP_SECRET }, /APP_SECRET and PESEL_KEY/],
    ['a key file that is not there', { PESEL_KEY: '', PESEL_KEY_FILE: '/nowhere/pesel-key' }, /PESEL_KEY/],
    ['no public origin', { PUBLIC_ORIGIN: '' }, /PUBLIC_ORIGIN/],
    ['an origin without TLS', { PUBLIC_ORIGIN: 'http://login.example.edu' }, /PUBLIC_ORIGIN/],
    ['a loopback origin without TLS', { PUBLIC_ORIGIN: 'http://localhost:3000' }, /PUBLIC_ORIGIN/],
    ['an origin with a path', { PUBLIC_ORIGIN: 'https://login.example.edu/sso' }, /PUBLIC_ORIGIN/],
    ['an origin that is none', { PUBLIC_ORIGIN: 'javascript:alert(1)' }, /PUBLIC_ORIGIN/],
    ['no mail server', { SMTP_URL: '' }, /SMTP_URL/],
    ['the demo university', { DEMO: 'yes' }, /DEMO/],
    ['cookies without Secure', { SECURE_COOKIES: 'no' }, /SECURE_COOKIES/],
    ['links of 25 hours', { LINK_LIFETIME: '25h' }, /LINK_LIFETIME/],
    ['first links of 25 hours', { ACTIVATION_LINK_LIFETIME: '25h' }, /ACTIVATION_LINK_LIFETIME/],
    ['links for ever', { LINK_LIFETIME: '-1' }, /LINK_LIFETIME/],
    ['tickets of ten minutes', { TICKET_LIFETIME: '10m' }, /TICKET_LIFETIME/],
    ['sessions of two days', { SESSION_LIFETIME: '48h' }, /SESSION_LIFETIME/],
    ['an idle time over the life', { SESSION_IDLE: '20h', SESSION_LIFETIME: '10h' }, /SESSION_IDLE/],
    ['cheap hashes', { ARGON2_MEMORY: '1024' }, /ARGON2_MEMORY/],
    ['any number of guesses', { FAILURES_CAP: '100000' }, /FAILURES_CAP/],
    ['any number of answers', { ANSWERS_PER_30_DAYS: '1e9' }, /ANSWERS_PER_30_DAYS/],
    ['a disclosure nobody knows', { DISCLOSURE: 'everything' }, /DISCLOSURE/],
    ['a profile nobody knows', { PASSWORD_PROFILE: 'none' }, /PASSWORD_PROFILE/],
    ['a port that is none', { PORT: '70000' }, /PORT/],
    ...(['CALLBACK_CA_FILE', 'AUDIT_SYSLOG_CA_FILE'] as const).flatMap((name): Wrong[] => [
      [
        'an authority that is not there',
        { [name]: '/nowhere/ca.pem' },
        new RegExp(`${name} cannot be used: /nowhere/ca.pem cannot be read`),
      ],
      [
        'an authority that is none',
        { [name]: 'package.json' },
        new RegExp(`${name} cannot be used: package.json holds no whole cert`),
      ],
    ]),
  ]

  test.each(wrong)('%s', (_what, changed, named) => {
    const error = faultOf({ ...production, ...changed })
    expect(error).toMatch(named)
    for (const secret of ['Zx81kQw92', 'Kj29sLw83', 'Mail-Password-771', 'Database-Password-552', 'Short-Key-1234']) {
      expect(error).not.toContain(secret)
    }
  })

  test('every fault is told at once', () => {
    expect(faultOf({ NODE_ENV: 'production', LINK_LIFETIME: '25h' }).split('\n').length).toBeGreaterThan(4)
  })

  test('what is right is accepted', () => {
    expect(readSettings(production).PUBLIC_ORIGIN).toBe('https://login.example.edu')
  })

  test('a key file that others can read stops the start (req 124)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'furta-keys-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const settings = readSettings({ DATA_DIR: folder })
    openKeys(settings, systemRandom)
    chmodSync(join(folder, 'keys', 'pesel-key.key'), 0o644)
    expect(() => openKeys(settings, systemRandom)).toThrow(/PESEL_KEY/)
  })
})

function faultOf(environment: Record<string, string>): string {
  try {
    readSettings(environment)
  } catch (error) {
    expect(error).toBeInstanceOf(BadSettings)
    return (error as Error).message
  }
  throw new Error('These settings were accepted.')
}

const debugPaths = [
  '/dev',
  '/dev/',
  '/dev/mail',
  '/dev/mail.json',
  '/dev/cast.json',
  '/dev/gallery',
  '/dev/outbox',
  '/debug',
  '/debug/vars',
  '/debug/pprof',
  '/_debug',
  '/__debug__',
  '/test',
  '/tests',
  '/seed',
  '/reset-db',
  '/status',
  '/metrics',
  '/actuator',
  '/actuator/env',
  '/actuator/heapdump',
  '/info',
  '/env',
  '/.env',
  '/config',
  '/config.json',
  '/settings',
  '/institution.yaml',
  '/services.yaml',
  '/.git/config',
  '/.git/HEAD',
  '/package.json',
  '/package-lock.json',
  '/src/main.ts',
  '/dist/main.js',
  '/node_modules',
  '/data',
  '/data/keys/pesel-key.key',
  '/console',
  '/admin',
  '/phpinfo.php',
  '/server-status',
  '/swagger',
  '/openapi.json',
  '/graphql',
  '/api',
  '/trace',
  '/heapdump',
  '/cas/status',
  '/cas/statistics',
  '/cas/actuator',
  '/inspector',
  '/__vite_ping',
  '/playground',
  '/_next',
  '/storybook',
  '/backup.sql',
  '/dump.sql',
]

test.each([
  ['in production', {}, 'template'],
  ['in production over a database where somebody tried the demo', {}, 'university'],
  ['in development at a public address', { NODE_ENV: 'development', DEMO: 'yes' }, 'university'],
] as const)(
  'the usual doors of developers are not there %s, and nobody is added (req 8, 125)',
  async (_where, changed, from) => {
    const database = await openTestDatabase(4, from)
    const countPeople = async () => (await database.db.selectFrom('people').select('id').execute()).length
    const before = await countPeople()
    const PORT = String(await freePort())
    const own = {
      DATABASE_URL: database.url,
      // The key under which the demo was seeded.
      PESEL_KEY: testKeys.pesel.root.reveal(),
      SMTP_URL: 'smtp://127.0.0.1:1',
      PORT,
      HOST: 'localhost',
      LOG_LEVEL: 'silent',
    }
    const program = await startProgram(readSettings({ ...production, ...changed, ...own }), realWorld, () => {})
    onTestFinished(() => program.stop())

    const place = { origin: `http://localhost:${PORT}` }
    const headers = { host: 'login.example.edu' }
    for (const path of debugPaths) expect((await bare(place, path, { headers })).status, path).toBe(404)
    expect((await bare(place, '/cas/login', { headers })).status).toBe(200)
    expect((await bare(place, '/cas/login')).status).toBe(421)
    expect(await countPeople()).toBe(before)
  },
)

test('a server with another PESEL_KEY than that of its database does not start, and says so without the key (req 48)', async () => {
  const { url } = await openTestDatabase(4, 'university')
  const own = { DATABASE_URL: url, SMTP_URL: 'smtp://127.0.0.1:1', LOG_LEVEL: 'silent' }
  const starting = startProgram(readSettings({ ...production, ...own }), realWorld, () => {})
  await expect(starting).rejects.toThrow(/^PESEL_KEY is not the key under which this database keeps its PESEL digests/)
  await expect(starting).rejects.not.toThrow(production.PESEL_KEY)
})
