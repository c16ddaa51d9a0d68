import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../../test/database.ts'
import { isWithin } from '../../config/index.ts'
import { HandSetClock } from '../../world/index.ts'
import { countFailure, isWaiting, judgeSource, laneWaits, sourceBlock, takeFromBudget, waitAfter } from './index.ts'

const limits = { free: 10, firstWait: 30_000, longestWait: 3_600_000, cap: 100 }

describe('how long a guesser has to wait', () => {
  test('nine wrong passwords cost nothing, the tenth costs half a minute, and each further one doubles it', () => {
    expect(waitAfter(9, limits)).toBe(0)
    expect(waitAfter(10, limits)).toBe(30_000)
    expect(waitAfter(11, limits)).toBe(60_000)
    expect(waitAfter(16, limits)).toBe(1_920_000)
  })

  test('no wait is longer than an hour, until the hundredth wrong password closes the lane', () => {
    expect(waitAfter(17, limits)).toBe(3_600_000)
    expect(waitAfter(99, limits)).toBe(3_600_000)
    expect(waitAfter(100, limits)).toBe(Number.POSITIVE_INFINITY)
  })

  test('the database waits exactly as long as the rule says', async () => {
    const { db } = await openTestDatabase()
    const clock = new HandSetClock('2026-11-22T12:00:00Z')
    const lastFailedAt = clock.now()
    for (const failures of [1, 9, 10, 11, 12, 16, 17, 60, 99, 100]) {
      for (const later of [0, 29_999, 30_000, 59_999, 60_001, 1_919_999, 1_920_000, 3_599_999, 3_600_000, 86_400_000]) {
        const now = new Date(lastFailedAt.getTime() + later)
        const result = await sql<{ waits: boolean }>`
          select ${laneWaits(limits, now)} as waits from (select ${failures}::int as failures, ${lastFailedAt}::timestamptz as last_failed_at) l
        `.execute(db)
        expect([failures, later, result.rows[0]?.waits]).toEqual([
          failures,
          later,
          isWaiting({ failures, lastFailedAt }, limits, now),
        ])
      }
    }
  })

  test('hammering at a waiting lane does not make the wait longer', async () => {
    const { quick } = await openTestDatabase()
    const clock = new HandSetClock('2026-11-22T12:00:00Z')
    const fail = () =>
      countFailure(quick, {
        lane: 'anna',
        account: 'anna',
        source: Buffer.from('s'),
        site: undefined,
        limits,
        window: 600_000,
        now: clock.now(),
      })
    for (let attempt = 1; attempt <= 10; attempt++) expect(await fail()).toEqual({ failures: attempt })
    clock.advance({ seconds: 20 })
    expect(await fail()).toEqual({ failures: undefined })
    clock.advance({ seconds: 11 })
    expect(await fail()).toEqual({ failures: 11 })
  })

  test('a hundred wrong passwords at the same moment are counted one by one', async () => {
    const { quick } = await openTestDatabase()
    const now = new Date('2026-11-22T12:00:00Z')
    const counted = await Promise.all(
      Array.from({ length: 100 }, () =>
        countFailure(quick, {
          lane: 'anna',
          account: 'anna',
          source: Buffer.from('s'),
          site: undefined,
          limits,
          window: 600_000,
          now,
        }),
      ),
    )
    expect(counted.filter(({ failures }) => failures !== undefined)).toHaveLength(10)
  })
})

describe('a budget', () => {
  const taking = { budget: 'letters', holder: Buffer.from('anna'), limit: 3, windowMs: 3_600_000 }

  test('gives what it has, even to many at once, and refills when its window is over', async () => {
    const { quick } = await openTestDatabase()
    const clock = new HandSetClock('2026-11-22T12:00:00Z')
    const takes = await Promise.all(
      Array.from({ length: 20 }, () => takeFromBudget(quick, { ...taking, now: clock.now() })),
    )
    expect(takes.filter(({ granted }) => granted)).toHaveLength(3)

    clock.advance({ minutes: 59 })
    expect(await takeFromBudget(quick, { ...taking, now: clock.now() })).toEqual({
      granted: false,
      retryAfterMs: 60_000,
    })
    clock.advance({ minutes: 1 })
    expect(await takeFromBudget(quick, { ...taking, now: clock.now() })).toMatchObject({ granted: true })
  })

  test('of nothing gives nothing', async () => {
    const { quick } = await openTestDatabase()
    expect(await takeFromBudget(quick, { ...taking, limit: 0, now: new Date('2026-11-22T12:00:00Z') })).toMatchObject({
      granted: false,
    })
  })
})

describe('a source', () => {
  test('is one IPv4 address, or the whole /64 of an IPv6 address', () => {
    expect(sourceBlock('::ffff:192.0.2.7')).toBe(sourceBlock('192.0.2.7'))
    expect(sourceBlock('2001:db8:1:2::5')).toBe(sourceBlock('2001:db8:1:2:ffff::9'))
    expect(sourceBlock('2001:db8:1:3::5')).not.toBe(sourceBlock('2001:db8:1:2::5'))
    expect(sourceBlock('not an address')).toBe('unknown')
  })

  test('may be a campus network, written as an address or as CIDR', () => {
    expect(isWithin('10.3.4.5', ['10.0.0.0/8'])).toBe(true)
    expect(isWithin('11.3.4.5', ['10.0.0.0/8', '192.0.2.1'])).toBe(false)
    expect(isWithin('192.0.2.1', ['192.0.2.1'])).toBe(true)
    expect(isWithin('2001:db8::1', ['10.0.0.0/8', '2001:db8::/32'])).toBe(true)
  })

  test('that tries one password on many accounts is told from one that mistypes', () => {
    expect(judgeSource({ accounts: 40, failures: 40 }, { accounts: 40, failures: 300 })).toBe('spraying')
    expect(judgeSource({ accounts: 2, failures: 300 }, { accounts: 40, failures: 300 })).toBe('failing')
    expect(judgeSource({ accounts: 39, failures: 200 }, { accounts: 40, failures: 300 })).toBe('open')
  })
})
