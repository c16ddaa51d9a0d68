import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SecureVersion, setDefaultCACertificates } from 'node:tls'
import { sql } from 'kysely'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { bare } from '../../test/attacks/steps.ts'
import { selfSignedCertificate } from '../../test/certificate.ts'
import { openTestDatabase } from '../../test/database.ts'
import { startNameServer, type Zone } from '../../test/name-server.ts'
import { runProgram } from '../../test/program-process.ts'
import { university } from '../../test/university.ts'
import { loadInstitution, readSettings } from '../config/index.ts'
import { enqueue } from '../jobs/index.ts'
import { dkimRecord, makeDkimKey } from '../world/index.ts'
import { judgeDatabase, judgeMigrations, judgeOldPasswords, judgeWork } from './database-findings.ts'
import { lookAtMailDomain } from './dns/mail-findings.ts'
import { openNames } from './dns/resolver.ts'
import { askSpf } from './dns/spf.ts'
import type { Finding } from './finding.ts'
import { lookAtDataFolder, lookAtSecrets } from './machine/files.ts'
import { lookAtBreachCorpus, lookAtIdleClass } from './machine/hashing.ts'
import { tellPolicy } from './policy-findings.ts'
import { findDatabaseFacts, findWorkFacts, listMigrations } from './store.ts'
import { lookAtServices } from './tasks.ts'
import { judgeTrail } from './trail-findings.ts'
import { lookAtCertificate } from './web/certificate.ts'
import { lookAtFrontDoor } from './web/front-door.ts'

const folder = mkdtempSync(join(tmpdir(), 'furta-doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))
/** What a new hash is made with. */
const floor = { memory: 19_456, passes: 2 }
const short = (findings: readonly Finding[]) => findings.map(({ about, verdict }) => `${about}: ${verdict}`)
const said = (findings: readonly Finding[]) => findings.map(({ says, todo = '' }) => `${says} ${todo}`).join('\n')

describe('the services file', () => {
  const institution = loadInstitution('institution.yaml')
  const lookAt = (environment: Record<string, string>) => lookAtServices(institution, readSettings(environment))

  test('is fine where it is, and may be missing where nobody has named one', () => {
    const here = process.cwd()
    expect(short(lookAt({ SERVICES_FILE: join(here, 'services.yaml') }))).toEqual(['services file: fine'])
    onTestFinished(() => process.chdir(here))
    process.chdir(folder)
    expect(said(lookAt({}))).toContain('There is no services.yaml')
    expect(short(lookAt({}))).toEqual(['services file: fine'])
  })

  test('that is named and not there is told, with its path', () => {
    const gone = join(folder, 'gone.yaml')
    const found = lookAt({ SERVICES_FILE: gone })
    expect(short(found)).toEqual(['services file: look'])
    expect(said(found)).toContain(gone)
  })
})

describe('the policy', () => {
  const told = (environment: Record<string, string>) => said(tellPolicy(readSettings(environment)))

  test('is told as it holds: what a page says of an unknown ID, what another address opens, which rules passwords have (req 49)', () => {
    expect(short(tellPolicy(readSettings({})))).toEqual(['what a stranger may learn: fine', 'password rules: fine'])
    expect(told({})).toMatch(/DISCLOSURE=page: a page says.*OTHER_ADDRESSES=explain: .*\n.*PASSWORD_PROFILE=manual: /)
    const chosen = { DISCLOSURE: 'mailbox', OTHER_ADDRESSES: 'accept', PASSWORD_PROFILE: 'strict' }
    expect(told(chosen)).toMatch(/DISCLOSURE=mailbox: no page.*OTHER_ADDRESSES=accept: .*\n.*=strict: .*NIST/)
  })
})

describe('the mail domain', () => {
  const key = makeDkimKey()
  const good: Zone = {
    'uni.pl': { mx: ['mx.uni.pl'], txt: ['other=1', 'v=spf1 include:_spf.relay.pl mx -all'] },
    '_spf.relay.pl': { txt: ['v=spf1 ip4:192.0.2.0/24 ~all'] },
    'smtp.relay.pl': { a: ['192.0.2.7'] },
    'elsewhere.pl': { a: ['198.51.100.9'] },
    'mx.uni.pl': { a: ['203.0.113.5'] },
    'furta._domainkey.uni.pl': { txt: [dkimRecord(key)] },
    '_dmarc.uni.pl': { txt: ['v=DMARC1; p=quarantine; rua=mailto:dmarc@uni.pl'] },
  }
  const facts = {
    domain: 'uni.pl',
    dkim: { domain: 'uni.pl', selector: 'furta', record: dkimRecord(key) },
    mailServer: 'smtp.relay.pl',
  }
  const ask = async (zone: Zone, changed = {}) =>
    lookAtMailDomain(openNames(await startNameServer(zone)), { ...facts, ...changed })

  test('is fine where mail arrives, the server is permitted, the key stands in the DNS and others are asked to refuse pretenders', async () => {
    expect(short(await ask(good))).toEqual(['MX: fine', 'SPF: fine', 'DKIM: fine', 'DMARC: fine'])
    expect(short(await ask(good, { mailServer: undefined, dkim: undefined }))).toEqual([
      'MX: fine',
      'SPF: fine',
      'DKIM: fine',
      'DMARC: fine',
    ])
  })

  test('tells what is missing, what is wrong, and when nobody answers', async () => {
    expect(short(await ask({}))).toEqual(['MX: look', 'SPF: look', 'DKIM: broken', 'DMARC: look'])
    expect(short(await ask(good, { mailServer: 'elsewhere.pl' }))).toContain('SPF: look')
    const another = { ...good, 'furta._domainkey.uni.pl': { txt: [dkimRecord(makeDkimKey())] } }
    expect(said(await ask(another))).toMatch(/holds another key than DKIM_KEY/)
    const twice = {
      ...good,
      'uni.pl': { txt: ['v=spf1 -all', 'v=spf1 ~all'] },
      '_dmarc.uni.pl': { txt: ['v=DMARC1; p=none'] },
    }
    expect(short(await ask(twice))).toEqual(['MX: look', 'SPF: broken', 'DKIM: fine', 'DMARC: look'])
    const mute = { 'uni.pl': { broken: true } }
    expect(said(await ask(mute))).toMatch(/The DNS does not answer about uni\.pl/)
    // The policy for subdomains of the domain above.
    const below = { 'sub.uni.pl': {}, '_dmarc.uni.pl': { txt: ['v=DMARC1; p=none; sp=reject'] } }
    expect(said(await ask(below, { domain: 'sub.uni.pl' }))).toMatch(/uni\.pl asks others to reject/)
  })

  test('SPF is read as recipients read it (RFC 7208)', async () => {
    const names = openNames(
      await startNameServer({
        ...good,
        'all.pl': { txt: ['v=spf1 +all'] },
        'ip.pl': { txt: ['V=SPF1 ip4:192.0.2.7 ip6:2001:db8::/32 -all'] },
        'a.pl': { a: ['192.0.2.200'], txt: ['v=spf1 a/24 ?all'] },
        'bits.pl': { a: ['192.0.2.200'], txt: ['v=spf1 a/99 -all'] },
        'ip4.pl': { txt: ['v=spf1 ip4:192.0.2.0/99 -all'] },
        'soft.pl': { txt: ['v=spf1 ~all'] },
        'redirect.pl': { txt: ['v=spf1 redirect=ip.pl'] },
        'nowhere.pl': { txt: ['v=spf1 redirect=nothing.pl'] },
        'macro.pl': { txt: ['v=spf1 exists:%{i}.list.pl -all'] },
        'loop.pl': { txt: ['v=spf1 include:loop.pl -all'] },
        'typo.pl': { txt: ['v=spf1 ipv4:192.0.2.7 -all'] },
        'silent.pl': { txt: ['v=spf1'] },
        'exp.pl': { txt: ['v=spf1 exp=x.pl ip4:192.0.2.7'] },
      }),
    )
    const results = [
      'all',
      'ip',
      'a',
      'bits',
      'ip4',
      'soft',
      'redirect',
      'nowhere',
      'macro',
      'loop',
      'typo',
      'silent',
      'exp',
      'none',
    ]
    const answers = await Promise.all(results.map((name) => askSpf(names, '192.0.2.7', `${name}.pl`)))
    expect(Object.fromEntries(results.map((name, at) => [name, answers[at]]))).toEqual({
      all: 'pass',
      ip: 'pass',
      a: 'pass',
      bits: 'permerror',
      ip4: 'permerror',
      soft: 'softfail',
      redirect: 'pass',
      nowhere: 'permerror',
      macro: 'cannot-tell',
      loop: 'permerror',
      typo: 'permerror',
      silent: 'neutral',
      exp: 'pass',
      none: 'none',
    })
    expect(await askSpf(names, '203.0.113.5', 'uni.pl')).toBe('pass')
    expect(await askSpf(names, '2001:db8::1', 'ip.pl')).toBe('pass')
    expect(await askSpf(names, '198.51.100.1', 'ip.pl')).toBe('fail')
  })
})

describe('the certificate', () => {
  const certificate = selfSignedCertificate('localhost')
  const listening = async (options: { minVersion?: SecureVersion; ciphers?: string } = {}) => {
    const server = createSecureServer({ ...certificate, ...options }, (_, response) => response.end())
    await new Promise<void>((done) => server.listen(0, 'localhost', done))
    onTestFinished(() => void server.close())
    return new URL(`https://localhost:${(server.address() as AddressInfo).port}`)
  }
  const trust = () => {
    setDefaultCACertificates([certificate.cert])
    onTestFinished(() => setDefaultCACertificates([]))
  }

  test('that browsers trust and that ends soon is told in time', async () => {
    trust()
    const found = await lookAtCertificate(await listening(), new Date())
    expect(short(found)).toEqual(['certificate: look', 'TLS: fine'])
    expect(said(found)).toMatch(/valid until 20\d\d-\d\d-\d\d \(0 days\)/)
    const year = new Date(Date.now() - 365 * 86_400_000)
    expect(short(await lookAtCertificate(await listening(), year))).toEqual(['certificate: fine', 'TLS: fine'])
  })

  test('that nobody vouches for, old TLS and a closed door are told', async () => {
    const old = await lookAtCertificate(
      await listening({ minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }),
      new Date(),
    )
    expect(short(old)).toEqual(['certificate: broken', 'TLS: look'])
    expect(said(old)).toMatch(/DEPTH_ZERO_SELF_SIGNED_CERT.*still speaks TLSv1\.1/s)
    const closed = await lookAtCertificate(new URL('https://localhost:1'), new Date())
    expect(said(closed)).toMatch(/No TLS connection to localhost:1 \(ECONNREFUSED\)/)
    expect(short(await lookAtCertificate(new URL('http://localhost:3000'), new Date()))).toEqual(['certificate: fine'])
  })
})

test('the front door: the program is known behind it, and what a proxy gets wrong is told', async () => {
  const place = await university({ clock: 'real' })
  const now = () => new Date()
  expect(short(await lookAtFrontDoor(new URL(place.origin), now))).toEqual([
    'front door: fine',
    'clock of the proxy: fine',
  ])
  const behind = () => new Date(Date.now() - 3_600_000)
  expect(said(await lookAtFrontDoor(new URL(place.origin), behind))).toMatch(/ 3(599|60[01]) s apart/)

  // A reverse proxy: first it leads to the program under another name, then nowhere, then somewhere else.
  let answer: { status: number; headers: Record<string, string> } | undefined
  const proxy = createServer(async (_, response) => {
    const { status, headers } = answer ?? (await bare(place, '/', { headers: { host: 'backend.internal' } }))
    response.writeHead(status, headers).end('x')
  })
  await new Promise<void>((done) => proxy.listen(0, 'localhost', done))
  onTestFinished(() => void proxy.close())
  const door = new URL(`http://localhost:${(proxy.address() as AddressInfo).port}`)
  expect(said(await lookAtFrontDoor(door, now))).toMatch(/proxy_set_header Host/)
  answer = { status: 502, headers: {} }
  expect(said(await lookAtFrontDoor(door, now))).toMatch(/answers 502/)
  answer = { status: 200, headers: { 'content-encoding': 'gzip' } }
  expect(short(await lookAtFrontDoor(door, now))).toEqual([
    'front door: broken',
    'clock of the proxy: fine',
    'compression: look',
  ])
  expect(said(await lookAtFrontDoor(new URL('http://localhost:1'), now))).toMatch(/does not answer \(ECONNREFUSED\)/)
})

describe('the database', () => {
  test('of the tests is looked at as it is: without a disk, and that is told', async () => {
    const { db } = await openTestDatabase(4)
    const facts = await findDatabaseFacts(db)
    const found = judgeDatabase(facts, { connections: 16, now: new Date() })
    expect(said(found)).toMatch(/fsync is off/)
    const durable = { ...facts, fsync: 'on', fullPageWrites: 'on', synchronousCommit: 'on' }
    const judge = (changed: object, now = new Date()) =>
      judgeDatabase({ ...durable, ...changed }, { connections: 16, now })
    expect(short(judge({}))).toEqual(['clock: fine', 'database: fine'])
    expect(said(judge({ version: 140010, versionText: '14.10' }))).toMatch(/14\.10 is too old/)
    expect(said(judge({ encoding: 'SQL_ASCII' }))).toMatch(/encoding SQL_ASCII/)
    expect(said(judge({ maxConnections: 20 }))).toMatch(/leaves 17 places, and one node takes 20/)
    expect(said(judge({ maxConnections: 40 }))).toMatch(/a second one may find none/)
    expect(said(judge({ standby: true }))).toMatch(/is a standby/)
    expect(said(judge({ mayCreate: false }))).toMatch(/may not make tables/)
    expect(said(judge({ superuser: true, inTheClear: true }))).toMatch(/superuser.*not encrypted/s)
    expect(said(judge({}, new Date(Date.now() + 90_000)))).toMatch(/(89|90)\.\d s apart/)
    const standbys = [
      { name: 'two', state: 'streaming', lagSeconds: 0.1 },
      { name: 'three', state: 'streaming', lagSeconds: 400 },
    ]
    expect(said(judge({ standbys }))).toMatch(/^three is 400 s behind/m)
  })

  test('has all its tables, or it is told what is missing or too new', async () => {
    const { db } = await openTestDatabase(4)
    const applied = await listMigrations(db)
    expect(judgeMigrations(applied).verdict).toBe('fine')
    expect(judgeMigrations(applied?.slice(1)).says).toMatch(/^1 step to the tables/)
    expect(judgeMigrations([...(applied ?? []), '2031-01-01-wings']).says).toMatch(/newer program has been here: 2031/)
    expect(await listMigrations((await openTestDatabase(4, 'template1')).db)).toBeUndefined()
    expect(judgeMigrations(undefined).verdict).toBe('look')
  })

  test('tells of a node that runs in the scheduling class “idle”', async () => {
    const { db, url } = await openTestDatabase()
    const environment = {
      DATABASE_URL: url,
      DEMO: 'no',
      DATA_DIR: folder,
      DATABASE_CONNECTIONS: '4',
      HASHES_AT_ONCE: '1',
    }
    await runProgram({ name: 'a node of the usual class', environment })
    const before = await findWorkFacts(db, new Date())
    expect(said(judgeWork(before, { production: false }))).not.toContain('class')
    await runProgram({ name: 'the idle node', environment, under: ['chrt', '-i', '0'] })
    const facts = await findWorkFacts(db, new Date())
    expect(said(judgeWork(facts, { production: false }))).toMatch(/started in the class “idle”.*chrt -i/)
  })

  test('tells of work that is left lying, of invented people, and of a proxy that hides everybody', async () => {
    const { db } = await openTestDatabase(4, 'quick_university')
    const now = new Date()
    const facts = await findWorkFacts(db, now)
    expect(short(judgeWork(facts, { production: false }))).toEqual(['jobs: fine', 'letters: fine', 'people: fine'])
    expect(said(judgeWork(facts, { production: true }))).toMatch(/passwords are published/)
    await db
      .insertInto('audit_events')
      .values(
        Array.from({ length: 20 }, () => ({
          at: now,
          event: 'sign-in',
          outcome: 'success' as const,
          actor: 'person',
          source: '127.0.0.1',
          details: '{}',
        })),
      )
      .execute()
    const later = new Date(now.getTime() + 1000)
    const day = await findWorkFacts(db, later)
    expect(said(judgeWork(day, { production: true }))).toMatch(
      /All 20 requests of the last day came from 127\.0\.0\.1.*TRUSTED_PROXIES/,
    )
    // Whoever tries it out on a machine of their own has no proxy.
    expect(said(judgeWork(day, { production: false }))).not.toMatch(/TRUSTED_PROXIES/)
    // What fails and what is given up, as metrics count it.
    await db.transaction().execute(async (trx) => {
      await enqueue(trx, 'tell-services', {})
      await enqueue(trx, 'settle-cases', {})
    })
    await sql`update graphile_worker._private_jobs as jobs set last_error = 'away', run_at = ${now},
      attempts = case tasks.identifier when 'settle-cases' then max_attempts else 1 end
      from graphile_worker._private_tasks as tasks where tasks.id = jobs.task_id`.execute(db)
    expect(await findWorkFacts(db, later)).toMatchObject({
      jobsGivenUp: 1,
      jobsFailing: 1,
      failingTasks: ['settle-cases', 'tell-services'],
      lateSeconds: 1,
    })
    const stuck = { ...facts, lateSeconds: 4000, oldestLetterSeconds: 4000, lettersWaiting: 3, administrators: 1 }
    expect(said(judgeWork(stuck, { production: false }))).toMatch(
      /waited for 67 minutes.*3 letters cannot leave.*1 administrator of the desk/s,
    )
    const failing = { ...facts, jobsFailing: 1, failingTasks: ['tell-services'], lettersGivenUp: 2 }
    expect(said(judgeWork(failing, { production: false }))).toMatch(/tell-services.*2 letters of the last day/s)
  })

  test('tells how many passwords of another system nobody has used yet, and when to forget them', () => {
    const kind = (kind: string, isOld: boolean, people: number, oldest: string) => {
      const moment = new Date(oldest)
      return { kind, cost: '', isOld, people, oldest: moment, newest: moment }
    }
    const ours = kind('argon2id m=19456,t=2,p=1', false, 900, '2024-01-01')
    const old = [kind('sha', true, 7, '2026-01-02'), kind('bcrypt', true, 5, '2026-01-01'), ours]
    expect(judgeOldPasswords([ours], new Date('2026-11-28'), floor)).toEqual([])
    const soon = judgeOldPasswords(old, new Date('2026-11-28'), floor)
    expect(short(soon)).toEqual(['old passwords: fine'])
    expect(said(soon)).toMatch(/^12 passwords of another system.*\(sha 7, bcrypt 5\), the oldest since 2026-01-01/)
    expect(said(judgeOldPasswords(old, new Date('2027-03-01'), floor))).toMatch(
      /hashes drop KIND --older-than 365 --for-good/,
    )
  })

  test('tells of old passwords that would hold up the morning of registration, and of none that would not', () => {
    const moment = new Date('2026-08-01')
    const old = (kind: string, cost: string, people: number) => ({
      ...{ kind, cost, people, isOld: true },
      ...{ oldest: moment, newest: moment },
    })
    const judge = (kinds: ReturnType<typeof old>[], ours = floor) =>
      judgeOldPasswords(kinds, new Date('2026-09-20'), ours)
    const dear = judge([old('bcrypt', '12', 20_000), old('bcrypt', '10', 5_000), old('sha', '', 9_000)])
    expect(short(dear)).toEqual(['old passwords: fine', 'old passwords: look'])
    expect(dear[0]?.says).toContain('(bcrypt 25000, sha 9000)')
    expect(dear[1]?.says).toBe(
      '25000 of them cost more than a new one: the first sign-in takes about 0.25 s of a core. If all of these people came first when registration opens, that minute would take 52 cores for them alone.',
    )
    expect(dear[1]?.todo).toMatch(/Before the first morning.*furta -- hashes/)
    // Few are no crowd, and what costs no more than a new one is as good as one.
    expect(short(judge([old('bcrypt', '12', 300)]))).toEqual(['old passwords: fine'])
    expect(short(judge([old('sha', '', 25_000), old('bcrypt', '6', 25_000)]))).toEqual(['old passwords: fine'])
    expect(short(judge([old('bcrypt', '10', 25_000)], { memory: 262_144, passes: 3 }))).toEqual(['old passwords: fine'])
  })

  test('holds a trail that is whole, as far as is known; an older copy put back is seen', () => {
    const at = new Date('2026-11-28T12:00:00Z')
    const sealed = { position: '7', at }
    const seen = { position: '9', digest: '', at }
    expect(judgeTrail({ sealed, unsealed: 0, checked: { at, whole: true, broken: 0 } }, undefined, at).verdict).toBe(
      'fine',
    )
    expect(judgeTrail({ sealed, unsealed: 0, checked: undefined }, undefined, at).verdict).toBe('fine')
    expect(judgeTrail({ sealed, unsealed: 0, checked: undefined }, seen, at).says).toMatch(/older copy/)
    expect(judgeTrail({ sealed, unsealed: 0, checked: { at, whole: false, broken: 1 } }, undefined, at).verdict).toBe(
      'broken',
    )
    const hour = new Date(at.getTime() + 3_600_000)
    expect(judgeTrail({ sealed, unsealed: 4, checked: undefined }, undefined, hour).verdict).toBe('look')
  })
})

test('files: a key that others can read, a secret in the environment, a folder that is away, a list that is none', async () => {
  const file = join(folder, 'app-secret')
  writeFileSync(file, 'x'.repeat(40), { mode: 0o600 })
  const places = [
    { name: 'APP_SECRET', file },
    { name: 'SMTP_URL', file: undefined },
  ]
  expect(short(lookAtSecrets(places, { dataDir: folder, production: false }))).toEqual(['secrets: fine'])
  chmodSync(file, 0o644)
  const found = lookAtSecrets(places, { dataDir: folder, production: true })
  expect(short(found)).toEqual(['secrets: broken', 'secrets: look'])
  expect(said(found)).not.toContain('xxxx')

  expect(lookAtDataFolder(folder, { embedded: false })[0]?.says).toMatch(/GB free of/)
  expect(short(lookAtDataFolder(join(folder, 'gone'), { embedded: true }))).toEqual(['data folder: look'])
  expect(await lookAtBreachCorpus(undefined)).toEqual([])
  expect(short(await lookAtBreachCorpus(join(folder, 'gone')))).toEqual(['breached passwords: broken'])
  const list = join(folder, 'list')
  writeFileSync(list, '5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:10\n')
  expect(short(await lookAtBreachCorpus(list))).toEqual(['breached passwords: fine'])
  writeFileSync(list, '0000000000000000000000000000000000000000:10\n')
  expect(short(await lookAtBreachCorpus(list))).toEqual(['breached passwords: look'])
})

test('a data folder that this user may not enter is named, and not taken for one that is not there', () => {
  const closed = mkdtempSync(join(tmpdir(), 'furta-closed-'))
  onTestFinished(() => {
    chmodSync(closed, 0o700)
    rmSync(closed, { recursive: true })
  })
  chmodSync(closed, 0)
  const code = `const { lookAtDataFolder, lookAtSecrets } = await import('./src/doctor/machine/files.ts')
    if (process.getuid() === 0) process.setuid(65534)
    const dataDir = ${JSON.stringify(closed)}
    const found = [...lookAtDataFolder(dataDir, { embedded: true }), ...lookAtSecrets([], { dataDir, production: false })]
    console.log(JSON.stringify(found))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
  const found = JSON.parse(stdout) as Finding[]
  expect(short(found)).toEqual(['data folder: broken', 'secrets: look'])
  expect(found[0]?.says).toBe(`${closed} cannot be entered by this user (EACCES).`)
})

test('hash threads that cannot give way to pages are told', () => {
  onTestFinished(() => void vi.unstubAllEnvs())
  const onLinux = process.platform === 'linux'
  expect(short(lookAtIdleClass())).toEqual(onLinux ? ['hash threads: fine'] : [])
  vi.stubEnv('PATH', folder)
  expect(short(lookAtIdleClass())).toEqual(onLinux ? ['hash threads: look'] : [])
})
