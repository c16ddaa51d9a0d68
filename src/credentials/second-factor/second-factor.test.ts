import { Secret as OtpSecret, TOTP } from 'otpauth'
import { beforeEach, describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { testKeys } from '../../../test/morning.ts'
import { savePerson } from '../../../test/person.ts'
import { asPersonId, type Database, openDatabase } from '../../database/index.ts'
import { lockPerson } from '../../people/index.ts'
import { Secret, systemRandom } from '../../world/index.ts'
import {
  checkFactor,
  newRecoveryCodes,
  recoveryDigest,
  removeSecondFactor,
  replaceRecoveryCodes,
  saveSecondFactor,
  sealTotpSecret,
  secretInGroups,
  spendFactor,
  stepOf,
  totpAddress,
  totpSecret,
  totpTyped,
} from './index.ts'
import { recoveryCodeTyped } from './recovery-code.ts'
import { takeTry } from './store.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const seconds = (count: number) => new Date(noon.getTime() + count * 1000)
const STEP = Math.floor(noon.getTime() / 30_000)
const maria = asPersonId('maria')
const secret = totpSecret(Buffer.from('12345678901234567890'))

describe('the code of an app', () => {
  // RFC 6238, appendix B, SHA-1, the last six of eight digits.
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at second %i is %s', (second, code) => {
    expect(stepOf(secret, code, new Date(second * 1000))).toBe(Math.floor(second / 30))
  })

  test('holds a step before and a step after, and no longer', () => {
    const at = (second: number) => stepOf(secret, '050471', new Date(second * 1000))
    const step = Math.floor(1111111111 / 30)
    expect([at(1111111111 - 30), at(1111111111 + 30)]).toEqual([step, step])
    expect([at(1111111111 - 62), at(1111111111 + 60)]).toEqual([undefined, undefined])
  })

  test('may be typed with the space that apps show, or pasted with what stands around it', () => {
    expect(['050471', ' 050 471 ', '050-471', '\u200b050471\n', '０５０４７１'].map(totpTyped)).toEqual(
      Array(5).fill('050471'),
    )
    expect(['', '05047', '0504711', '05O471', 'a'.repeat(10_000)].map(totpTyped)).toEqual(Array(5).fill(undefined))
  })

  test('has a secret of 160 bits, which reads in groups of four and goes into an address for apps', () => {
    expect(secretInGroups(secret)).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ')
    const address = new URL(totpAddress(secret, { issuer: 'AGH', account: 'maria.kos@agh.edu.pl' }))
    expect(address.protocol).toBe('otpauth:')
    expect(Object.fromEntries(address.searchParams)).toEqual({
      issuer: 'AGH',
      secret: secret.reveal(),
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    })
    expect(OtpSecret.fromBase32(secret.reveal()).bytes).toHaveLength(20)
  })
})

describe('recovery codes', () => {
  test('are ten of at least 64 bits, without letters that are misread', () => {
    const codes = newRecoveryCodes(systemRandom)
    expect(new Set(codes).size).toBe(10)
    for (const code of codes)
      expect(code).toMatch(/^([ABCDEFGHJKMNPQRSTVWXYZ2-9]{4}-){3}[ABCDEFGHJKMNPQRSTVWXYZ2-9]{4}$/)
    expect(16 * Math.log2(30)).toBeGreaterThan(64)
  })

  test('are read in any case, with or without hyphens', () => {
    const ways = ['K7QF-29TD-M4XW-8PZC', 'k7qf29tdm4xw8pzc', ' K7QF 29TD M4XW 8PZC\n', 'K7QF–29TD–M4XW–8PZC']
    expect(ways.map(recoveryCodeTyped)).toEqual(Array(4).fill('K7QF-29TD-M4XW-8PZC'))
    expect(['', '123456', 'K7QF-29TD-M4XW', 'ł'.repeat(16)].map(recoveryCodeTyped)).toEqual(Array(4).fill(undefined))
  })
})

describe('a second factor', () => {
  let database: Database & { url: string }
  const codes = newRecoveryCodes(systemRandom)

  beforeEach(async () => {
    database = await openTestDatabase()
    await savePerson(database.db, noon, { id: maria })
    await database.db.transaction().execute(async (trx) => {
      const sealedSecret = sealTotpSecret(testKeys.app, maria, secret)
      await saveSecondFactor(trx, { person: maria, sealedSecret, step: STEP - 10, now: noon })
      await replaceRecoveryCodes(
        trx,
        maria,
        codes.map((code) => recoveryDigest(maria, code)),
      )
    })
  })

  const codeAt = (now: Date) => new TOTP({ secret: secret.reveal() }).generate({ timestamp: now.getTime() })
  const prove = async (typed: string, now = noon, node: Database = database) => {
    const checked = await checkFactor({ database: node, keys: testKeys.app }, maria, typed, now)
    if (checked.kind !== 'maybe') return checked.kind
    return node.db.transaction().execute(async (trx) => {
      await lockPerson(trx, maria)
      return spendFactor(trx, maria, checked.match, now)
    })
  }
  const secondNode = () => openDatabase(database.url, { connections: 8, onError: () => {} })

  test('accepts the code of a step once, and none of an earlier step after it', async () => {
    const code = codeAt(noon)
    expect(await prove(code)).toBe(true)
    expect(await prove(code)).toBe(false)
    expect(await prove(code, seconds(20))).toBe(false)
    expect(await prove(codeAt(seconds(-30)))).toBe(false)
    expect(await prove(codeAt(seconds(30)), seconds(30))).toBe(true)
  })

  test.each([
    ['code of the app', () => codeAt(noon)],
    ['recovery code', () => codes[3] ?? ''],
  ])('accepts a %s once, however many requests bring it at the same moment to two nodes', async (_, typed) => {
    const node = secondNode()
    const code = typed()
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, (_, index) => prove(code, noon, index % 2 === 0 ? database : node)),
    )
    await node.close()
    expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(1)
  })

  test('looks at five of a hundred guesses, also when they come at once to two nodes', async () => {
    const node = secondNode()
    const wrong = codeAt(noon) === '000000' ? '000001' : '000000'
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) => prove(wrong, noon, index % 2 === 0 ? database : node)),
    )
    await node.close()
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(5)
    expect(outcomes.filter((outcome) => outcome === 'waiting')).toHaveLength(95)
    expect(await prove(codeAt(noon))).toBe('waiting')
    expect(await prove(codes[0] ?? '')).toBe('waiting')
    const quarter = seconds(15 * 60)
    expect(await prove(codeAt(quarter), quarter)).toBe(true)
  })

  test('waits longer each time, and after a hundred wrong codes for ever', async () => {
    let now = noon
    const waits: number[] = []
    for (let wrong = 0; wrong < 100; ) {
      const taken = await takeTry(database.quick, maria, now)
      if (taken.granted) wrong++
      else {
        waits.push((taken.retryAfterMs ?? Number.NaN) / 60_000)
        now = new Date(now.getTime() + (taken.retryAfterMs ?? 0))
      }
      expect(waits.length).toBeLessThan(100)
    }
    expect(waits.slice(0, 8)).toEqual([15, 30, 60, 120, 240, 480, 960, 1440])
    expect(await takeTry(database.quick, maria, new Date('2030-01-01'))).toEqual({
      granted: false,
      retryAfterMs: undefined,
    })
  })

  test('costs no try for what can be no code', async () => {
    for (let time = 0; time < 20; time++) expect(await prove('not a code')).toBe('no-code')
    expect(await prove(codeAt(noon))).toBe(true)
  })

  test('forgives wrong tries after a right one', async () => {
    for (let time = 0; time < 4; time++) expect(await prove('ZZZZ-ZZZZ-ZZZZ-ZZZZ')).toBe(false)
    expect(await prove(codes[1] ?? '')).toBe(true)
    for (let time = 0; time < 4; time++) expect(await prove('ZZZZ-ZZZZ-ZZZZ-ZZZZ')).toBe(false)
    expect(await prove(codes[2] ?? '')).toBe(true)
  })

  test('is no secret of the database: nothing in it says a code, nor does the row of somebody else', async () => {
    const [factor] = await database.db.selectFrom('second_factors').selectAll().execute()
    const recovery = await database.db.selectFrom('recovery_codes').selectAll().execute()
    const stored = JSON.stringify([factor, recovery]) + factor?.sealed_secret.toString('latin1')
    for (const hidden of [secret.reveal(), ...codes]) expect(stored).not.toContain(hidden)

    await savePerson(database.db, noon, { id: 'bob' })
    await database.db
      .updateTable('second_factors')
      .set({ person_id: asPersonId('bob') })
      .execute()
    await expect(checkFactor({ database, keys: testKeys.app }, asPersonId('bob'), codeAt(noon), noon)).rejects.toThrow(
      'does not open',
    )
  })

  test('is gone with its recovery codes when it is taken away', async () => {
    await database.db.transaction().execute((trx) => removeSecondFactor(trx, maria))
    expect(await prove(codeAt(noon))).toBe('not-enrolled')
    expect(await prove(codes[0] ?? '')).toBe('not-enrolled')
    expect(await database.db.selectFrom('recovery_codes').selectAll().execute()).toEqual([])
  })

  test('prints as dots', () => {
    expect(`${new Secret(secret.reveal())}`).toBe('•••')
  })
})
