import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { savePerson } from '../../../test/person.ts'
import { asPersonId } from '../../database/index.ts'
import { coresToOpen } from '../tuning.ts'
import { isKeptWithin, spellOldHash } from './old-hash.ts'
import { secondsOfFirstSignIn, secondsOfOld, secondsOfOurs } from './old-hash-cost.ts'
import { readOldHash } from './read-old-hash.ts'
import { countKinds } from './store.ts'

const floor = { memory: 19_456, passes: 2 }
const OURS = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA'
const key = Buffer.alloc(32, 7).toString('base64')
const of53 = 'abcdefghijklmnopqrstuu'.padEnd(53, 'x')

/** What stands in the table after the intake. */
function stored(written: string) {
  const old = readOldHash(written)
  if ('fault' in old) throw new Error(`${old.fault}: ${written}`)
  return spellOldHash(old, isKeptWithin(old.kind) ? OURS : old.expected)
}

test('what an old hash costs is reckoned from its settings, as it stands in the table, and no salt leaves the database', async () => {
  const { db } = await openTestDatabase(4)
  const written = [
    `$2b$12$${of53}`,
    `bcrypt_sha256$$2b$10$${of53}`,
    `scrypt$16384$salty$8$1$${key}`,
    '$argon2i$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA',
    `pbkdf2_sha256$600000$salty$${key}`,
    `$6$rounds=100000$salty$${'x'.repeat(86)}`,
    `$5$salty$${'x'.repeat(43)}`,
    `$1$salty$${'x'.repeat(22)}`,
    '{SHA}NkWFenkWWSfnoOGvSsrqjzFWdIk=',
  ]
  for (const [index, hash] of [...written, written[0] ?? '', OURS].entries()) {
    const id = asPersonId(`p${index}`)
    await savePerson(db, new Date(), { id, usosId: `${index}`, assignedAddress: `p${index}@agh.edu.pl` })
    const row = { person_id: id, password_hash: hash === OURS ? OURS : stored(hash), set_at: new Date() }
    await db.insertInto('credentials').values(row).execute()
  }
  const kinds = await countKinds(db)
  expect(JSON.stringify(kinds)).not.toContain('salty')
  const seconds = kinds.map((one) => [one.kind, one.cost, one.people, Number(secondsOfOld(one).toFixed(3))])
  expect(seconds).toEqual([
    ['bcrypt', '12', 2, 0.246],
    ['argon2', 'm=65536,t=3', 1, 0.071],
    ['bcrypt-sha256', '10', 1, 0.061],
    ['md5-crypt', '', 1, 0],
    ['pbkdf2', 'sha256,600000,32', 1, 0.12],
    ['scrypt', '16384,8,1', 1, 0.039],
    ['sha', '', 1, 0],
    ['sha-crypt', '', 1, 0.01],
    ['sha-crypt', 'rounds=100000', 1, 0.2],
    ['argon2id m=19456,t=2,p=1', '', 1, 0],
  ])
})

test('the dearest that is taken costs about a second, and a first sign-in hashes twice beside it (decision 242)', () => {
  const dearest = [
    { kind: 'bcrypt', cost: '14' },
    { kind: 'pbkdf2', cost: 'sha512,2500000,64' },
    { kind: 'pbkdf2', cost: 'sha1,1250000,40' },
    { kind: 'scrypt', cost: '131072,8,1' },
    { kind: 'argon2', cost: 'm=131072,t=4' },
    { kind: 'sha-crypt', cost: 'rounds=500000' },
  ]
  for (const one of dearest) {
    expect(secondsOfOld(one)).toBeLessThanOrEqual(1)
    expect(secondsOfOld(one)).toBeGreaterThan(0.15)
  }
  expect(secondsOfOurs(floor)).toBeCloseTo(0.014, 3)
  expect(secondsOfFirstSignIn({ kind: 'bcrypt', cost: '12' }, floor)).toBeCloseTo(0.246 + 0.028 + 0.012, 2)
})

test('the page of old passwords says what a first sign-in costs, and how many cores that is on the morning', () => {
  const page = readFileSync('docs/operating/old-passwords.md', 'utf8')
  const rows = {
    'SSHA, MD5-crypt': { kind: 'sha', cost: '' },
    'SHA-crypt, 5,000 rounds': { kind: 'sha-crypt', cost: '' },
    'scrypt, N=16384, r=8': { kind: 'scrypt', cost: '16384,8,1' },
    'bcrypt 10': { kind: 'bcrypt', cost: '10' },
    'argon2id, 64 MiB, 3 passes': { kind: 'argon2', cost: 'm=65536,t=3' },
    'PBKDF2 with SHA-256, 600,000 rounds': { kind: 'pbkdf2', cost: 'sha256,600000,32' },
    'bcrypt 12': { kind: 'bcrypt', cost: '12' },
    'bcrypt 14': { kind: 'bcrypt', cost: '14' },
  }
  for (const [name, old] of Object.entries(rows)) {
    const seconds = secondsOfFirstSignIn(old, floor)
    expect(page).toContain(`| ${name} | ${seconds.toFixed(2)} | ${Math.ceil(coresToOpen(25_000, seconds))} |`)
  }
})
